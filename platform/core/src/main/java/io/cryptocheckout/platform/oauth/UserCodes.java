package io.cryptocheckout.platform.oauth;

import java.security.SecureRandom;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Codes that a person reads on a device and types into a browser: eight letters without vowels, so that no word comes out by chance
 * (RFC 8628, section 6.1). They hold 34 bits, so tries are counted where they are entered.
 */
final class UserCodes {
    private static final String LETTERS = "BCDFGHJKLMNPQRSTVWXZ";
    private static final int LENGTH = 8;
    private static final int HALF = 4;
    private static final SecureRandom RANDOM = new SecureRandom();

    private UserCodes() {}

    /** A new code as it is shown, {@code WDJB-MJHT}. */
    static String next() {
        StringBuilder code = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) {
            code.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
        }
        return code.insert(HALF, '-').toString();
    }

    /** What two ways to write one code have in common: its letters, whatever stands between them; null where it is no code. */
    static @Nullable String plain(String typed) {
        String letters = typed.toUpperCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
        return letters.length() == LENGTH && letters.chars().allMatch(letter -> LETTERS.indexOf(letter) >= 0) ? letters : null;
    }
}
