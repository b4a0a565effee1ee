package io.cryptocheckout.platform.tenancy;

/**
 * An invitation to be mailed.
 *
 * @param handOver
 *            whether the store moves to the invited person's own organization when he accepts; only for an owner
 */
public record NewInvitation(String email, Assignment assignment, boolean handOver) {}
