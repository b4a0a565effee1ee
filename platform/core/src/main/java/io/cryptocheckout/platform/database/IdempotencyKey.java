package io.cryptocheckout.platform.database;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The {@code Idempotency-Key} of a request with what it is bound to. Controllers get it as an argument; it is null where
 * the header is absent.
 *
 * @param key
 *            as the sender wrote it, 1 to 255 characters
 * @param principal
 *            whose key it is: two principals never share one
 * @param fingerprint
 *            SHA-256 of method, path and raw body, 32 bytes
 */
public record IdempotencyKey(String key, String principal, byte[] fingerprint) {

    public IdempotencyKey {
        fingerprint = fingerprint.clone();
    }

    /** The key with the fingerprint of the request that carries it. */
    public static IdempotencyKey of(String key, String principal, String method, String pathAndQuery, byte[] body) {
        MessageDigest digest = sha256();
        digest.update((method + " " + pathAndQuery + "\n").getBytes(StandardCharsets.UTF_8));
        digest.update(body);
        return new IdempotencyKey(key, principal, digest.digest());
    }

    @Override
    public byte[] fingerprint() {
        return fingerprint.clone();
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IdempotencyKey that && key.equals(that.key) && principal.equals(that.principal)
                && Arrays.equals(fingerprint, that.fingerprint);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(fingerprint);
    }

    @Override
    public String toString() {
        return "IdempotencyKey[" + principal + ", " + HexFormat.of().formatHex(fingerprint, 0, 4) + "…]";
    }
}
