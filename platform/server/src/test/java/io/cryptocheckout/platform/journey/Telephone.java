package io.cryptocheckout.platform.journey;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.math.BigInteger;
import java.security.InvalidKeyException;
import java.time.Instant;
import javax.crypto.spec.SecretKeySpec;

/** What an authenticator app shows. */
final class Telephone {
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int SECRET_BYTES = 20;

    private Telephone() {}

    /**
     * @param secret
     *            in base 32, 160 bits
     */
    static String code(String secret, Instant now) {
        BigInteger bits = BigInteger.ZERO;
        for (char letter : secret.toCharArray()) {
            bits = bits.shiftLeft(5).or(BigInteger.valueOf(LETTERS.indexOf(letter)));
        }
        byte[] found = bits.toByteArray();
        byte[] key = new byte[SECRET_BYTES];
        int length = Math.min(found.length, SECRET_BYTES);
        System.arraycopy(found, found.length - length, key, SECRET_BYTES - length, length);
        try {
            return new TimeBasedOneTimePasswordGenerator().generateOneTimePasswordString(new SecretKeySpec(key, "HmacSHA1"), now);
        } catch (InvalidKeyException e) {
            throw new IllegalStateException(e);
        }
    }
}
