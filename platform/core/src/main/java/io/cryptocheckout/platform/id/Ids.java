package io.cryptocheckout.platform.id;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;

/**
 * Makes new identifiers: UUID version 7 (RFC 9562), 48 bits of Unix milliseconds and 74 random bits, so that they sort
 * by the time they were made and cannot be guessed.
 */
public final class Ids {
    private static final SecureRandom RANDOM = new SecureRandom();

    private Ids() {}

    public static UUID next(Clock clock) {
        byte[] random = new byte[10];
        RANDOM.nextBytes(random);
        long low = 0;
        for (int i = 2; i < random.length; i++) {
            low = (low << 8) | (random[i] & 0xff);
        }
        long randA = ((random[0] & 0x0f) << 8) | (random[1] & 0xff);
        long high = (clock.millis() << 16) | 0x7000L | randA;
        return new UUID(high, (low & 0x3fffffffffffffffL) | 0x8000000000000000L);
    }
}
