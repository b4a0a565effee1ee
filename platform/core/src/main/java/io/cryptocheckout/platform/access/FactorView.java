package io.cryptocheckout.platform.access;

/**
 * What a person shows beside the password.
 *
 * @param authenticator
 *            whether an authenticator app is set up
 * @param recoveryCodes
 *            how many codes are left
 */
public record FactorView(boolean authenticator, int recoveryCodes) {}
