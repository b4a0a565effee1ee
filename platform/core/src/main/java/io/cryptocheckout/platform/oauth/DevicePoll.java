package io.cryptocheckout.platform.oauth;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is known when a device asks whether its person has answered (RFC 8628, section 3.5).
 *
 * @param device
 *            whether the client that asks is the one that the code was given to, until when the code works, and what became of it
 * @param granted
 *            whether the person agreed
 * @param grantEnded
 *            whether what was agreed to has ended since
 * @param polledAt
 *            when it asked last; null at the first time
 * @param interval
 *            the least time between two questions
 */
record DevicePoll(UUID authorizationId, Code device, boolean granted, boolean grantEnded, @Nullable Instant polledAt, Duration interval) {
    static final Duration SLOWER_BY = Duration.ofSeconds(5);

    /** A question that was sent in time may arrive early after one that was held up on its way. */
    private static final Duration LEEWAY = Duration.ofMillis(500);

    /** The device's code: whose it is, until when it works, whether it gave its tokens, whether the person refused. */
    record Code(boolean own, Instant expiresAt, boolean used, boolean refused) {}

    /** The answers, in the words of RFC 8628 where it has some. */
    enum Answer {
        AUTHORIZATION_PENDING, SLOW_DOWN, ACCESS_DENIED, EXPIRED_TOKEN, GRANTED, REPLAYED, FOREIGN
    }

    Answer answer(Instant now) {
        if (!device.own) {
            return Answer.FOREIGN;
        }
        if (device.used) {
            return Answer.REPLAYED;
        }
        if (device.refused || grantEnded) {
            return Answer.ACCESS_DENIED;
        }
        if (!device.expiresAt.isAfter(now)) {
            return Answer.EXPIRED_TOKEN;
        }
        if (granted) {
            return Answer.GRANTED;
        }
        return polledAt != null && now.isBefore(polledAt.plus(interval).minus(LEEWAY)) ? Answer.SLOW_DOWN : Answer.AUTHORIZATION_PENDING;
    }
}
