package io.cryptocheckout.platform.access;

/**
 * A secret for an authenticator app that no code has confirmed yet.
 *
 * @param secret
 *            in base 32, to be typed
 * @param uri
 *            the same as {@code otpauth:} URI, to be scanned
 */
public record NewAuthenticator(String secret, String uri) {

    @Override
    public String toString() {
        return "NewAuthenticator[]";
    }
}
