package io.cryptocheckout.platform.plugin.process;

/**
 * What the processes of plugins stand on.
 *
 * @param folder
 *            for the files they are handed, of this server alone
 * @param walled
 *            false only where the operator said so ({@code checkout.plugins.wall=none})
 */
public record Ground(OwnFolder folder, ProcessLimits limits, boolean walled) {}
