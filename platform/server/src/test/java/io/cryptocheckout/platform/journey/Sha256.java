package io.cryptocheckout.platform.journey;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** What is kept of a secret, and what stands for one in a request (RFC 7636, RFC 9449). */
public final class Sha256 {
    private Sha256() {}

    public static byte[] of(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** In base64url without padding. */
    static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(of(text));
    }
}
