package io.cryptocheckout.platform.oauth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/** Codes, tokens and secrets: a prefix that says what it is, and 256 random bits in base64url (RFC 4648). Only their SHA-256 is kept. */
final class Secrets {
    static final String ACCESS_TOKEN = "oat_";
    static final String REFRESH_TOKEN = "ort_";
    static final String CODE = "oac_";
    static final String DEVICE_CODE = "odc_";
    static final String STATE = "ost_";
    static final String CLIENT_SECRET = "cks_";
    static final String REGISTRATION_TOKEN = "reg_";

    private static final int BYTES = 32;
    private static final int LAST_LENGTH = 4;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Secrets() {}

    static String next(String prefix) {
        byte[] random = new byte[BYTES];
        RANDOM.nextBytes(random);
        return prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    static byte[] hash(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    static String lastFour(String secret) {
        return secret.substring(secret.length() - LAST_LENGTH);
    }
}
