package io.cryptocheckout.platform.access;

import com.nulabinc.zxcvbn.Strength;
import com.nulabinc.zxcvbn.Zxcvbn;
import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which passwords are taken. The strength is zxcvbn's, which knows the 30,000 most common breached passwords; phrases
 * that are long and yet known to everybody are listed beside it.
 */
class PasswordRules {
    private static final int SHORTEST = 10;
    private static final int LONGEST = 256;
    /** zxcvbn's time grows with the square of the length; a hundred characters decide. */
    private static final int MEASURED = 100;
    private static final int STRONG = 3;
    private static final String KNOWN = "/access/known-passwords.txt";

    private final Zxcvbn zxcvbn = new Zxcvbn();
    private final Set<String> known = read();

    void check(String password, String email, String storeName) {
        require(password.length() >= SHORTEST, "A password has at least 10 characters.");
        require(password.length() <= LONGEST, "A password has at most 256 characters.");
        require(!known.contains(bare(password)), "This password is known to everybody; choose another one.");
        Strength strength = zxcvbn.measure(password.substring(0, Math.min(MEASURED, password.length())),
                hints(email, storeName));
        require(strength.getScore() >= STRONG, "This password is easy to guess. " + hint(strength));
    }

    /** What a guesser who knows the person would try. */
    private static List<String> hints(String email, String storeName) {
        List<String> hints = new ArrayList<>(List.of(email, storeName, bare(storeName), "crypto", "checkout"));
        hints.addAll(List.of(email.split("@")));
        hints.addAll(List.of(storeName.split("\\s+")));
        return hints;
    }

    private static String hint(Strength strength) {
        String warning = strength.getFeedback().getWarning(Locale.ENGLISH);
        return warning.isEmpty() ? "Use a few uncommon words, or a password manager." : warning + ".";
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new Refused(Refusal.PASSWORD_WEAK, "password", message);
        }
    }

    private static String bare(String password) {
        return password.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
    }

    private static Set<String> read() {
        try (InputStream list = PasswordRules.class.getResourceAsStream(KNOWN)) {
            if (list == null) {
                throw new IllegalStateException(KNOWN + " is missing on the class path");
            }
            return new String(list.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.startsWith("#"))
                    .map(PasswordRules::bare).filter(line -> !line.isEmpty()).collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
