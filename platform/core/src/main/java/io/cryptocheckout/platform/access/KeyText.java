package io.cryptocheckout.platform.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * The text of an API key: {@code ck_test_} or {@code ck_live_}, for an organization's {@code ok_test_} or {@code ok_live_}, 32 random characters of base 62 (190 bits) and 6 of
 * checksum, the CRC-32 of all before them in base 62. A mistyped key is told apart without asking the database.
 */
final class KeyText {
    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int RANDOM_LENGTH = 32;
    private static final int CHECKSUM_LENGTH = 6;
    private static final int SHOWN_LENGTH = 12;
    private static final int LAST_LENGTH = 4;
    private static final Pattern SHAPE = Pattern.compile("[co]k_(test|live)_[0-9A-Za-z]{38}");
    private static final SecureRandom RANDOM = new SecureRandom();

    private KeyText() {}

    static String next(boolean livemode) {
        return next(ApiKeys.PREFIX, livemode);
    }

    static String nextOfOrganization(boolean livemode) {
        return next(OrganizationKeys.PREFIX, livemode);
    }

    private static String next(String kind, boolean livemode) {
        StringBuilder key = new StringBuilder(kind).append(livemode ? "live_" : "test_");
        RANDOM.ints(RANDOM_LENGTH, 0, ALPHABET.length()).forEach(digit -> key.append(ALPHABET.charAt(digit)));
        return key.append(checksum(key.toString())).toString();
    }

    /** Whether the text can be a key at all: shape and checksum. */
    static boolean holds(String text) {
        if (!SHAPE.matcher(text).matches()) {
            return false;
        }
        int end = text.length() - CHECKSUM_LENGTH;
        return checksum(text.substring(0, end)).equals(text.substring(end));
    }

    static byte[] hash(String key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    static String prefix(String key) {
        return key.substring(0, SHOWN_LENGTH);
    }

    static String lastFour(String key) {
        return key.substring(key.length() - LAST_LENGTH);
    }

    private static String checksum(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.US_ASCII));
        long rest = crc.getValue();
        char[] digits = new char[CHECKSUM_LENGTH];
        for (int i = CHECKSUM_LENGTH - 1; i >= 0; i--) {
            digits[i] = ALPHABET.charAt((int) (rest % ALPHABET.length()));
            rest /= ALPHABET.length();
        }
        return new String(digits);
    }
}
