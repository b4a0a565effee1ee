package io.cryptocheckout.platform.access;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import javax.crypto.spec.SecretKeySpec;

/** Six digits that change every 30 seconds (RFC 6238, HMAC-SHA-1, as every authenticator app does by default). */
final class TotpCodes {
    private static final Duration STEP = Duration.ofSeconds(30);
    private static final Pattern SIX_DIGITS = Pattern.compile("[0-9]{6}");
    /** Clocks of telephones are off a little, and people type slowly. */
    private static final int STEPS_EITHER_SIDE = 1;

    private final TimeBasedOneTimePasswordGenerator generator = new TimeBasedOneTimePasswordGenerator(STEP);

    /** The number of the 30 seconds that this is the code of, at most one before or after this one; 0 where it is none. */
    long stepOf(byte[] secret, String code, Instant now) {
        long found = 0;
        if (!SIX_DIGITS.matcher(code).matches()) {
            return found;
        }
        long current = now.getEpochSecond() / STEP.toSeconds();
        for (long step = current - STEPS_EITHER_SIDE; step <= current + STEPS_EITHER_SIDE; step++) {
            if (MessageDigest.isEqual(code(secret, step).getBytes(StandardCharsets.US_ASCII), code.getBytes(StandardCharsets.US_ASCII))) {
                found = step;
            }
        }
        return found;
    }

    String code(byte[] secret, long step) {
        try {
            return generator.generateOneTimePasswordString(new SecretKeySpec(secret, generator.getAlgorithm()),
                    Instant.ofEpochSecond(step * STEP.toSeconds()));
        } catch (InvalidKeyException e) {
            throw new IllegalStateException("a secret that was made here is a key", e);
        }
    }
}
