package io.cryptocheckout.platform.id;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

/**
 * Makes new identifiers: UUID version 7 (RFC 9562), 48 bits of Unix milliseconds and 74 random bits, so that they sort
 * by the time they were made and cannot be guessed.
 */
public final class Ids {
    private static final SecureRandom RANDOM = new SecureRandom();

    /** The last moment that 48 bits of milliseconds and four digits of a year can both tell. */
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    private Ids() {}

    /** Below every identifier made in this millisecond or later; so that a list in the order of identifiers ends where a time does. */
    public static UUID lowest(Instant at) {
        Instant known = at.isBefore(Instant.EPOCH) ? Instant.EPOCH : at.isAfter(LAST) ? LAST : at;
        return new UUID(known.toEpochMilli() << 16, 0);
    }

    /** When it was made, to the millisecond. */
    public static Instant madeAt(UUID id) {
        return Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16);
    }

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
