package io.cryptocheckout.platform.plugin;

/**
 * A jar that was found and is not used.
 *
 * @param file
 *            its name in the folder
 * @param reason
 *            a sentence for the operator
 */
public record RefusedPlugin(String file, String reason) {}
