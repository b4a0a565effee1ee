package io.cryptocheckout.platform.events.delivery;

import io.cryptocheckout.platform.outbound.Outcome;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When a failed delivery is tried again: six retries in 31 hours, each up to a tenth earlier or later so that the receivers of a store
 * that was down are not all called in one moment.
 */
final class RetrySchedule {
    static final List<Duration> DELAYS = List.of(Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMinutes(30),
            Duration.ofMinutes(144), Duration.ofHours(8), Duration.ofHours(20));
    static final int ATTEMPTS = DELAYS.size() + 1;
    static final Duration LONGEST_WAIT = Duration.ofHours(24);
    private static final int JITTER_PERCENT = 10;

    private RetrySchedule() {}

    /**
     * @param tries
     *            attempts made so far, the failed one included
     * @param random
     *            from 0 (earliest) to 1 (latest)
     * @return null when the schedule has run out
     */
    static @Nullable Instant next(int tries, Outcome outcome, Instant now, double random) {
        if (tries >= ATTEMPTS) {
            return null;
        }
        Duration delay = DELAYS.get(tries - 1);
        long earliest = delay.toMillis() * (100 - JITTER_PERCENT) / 100;
        Instant scheduled = now.plusMillis(earliest + (long) (delay.toMillis() * 2 * JITTER_PERCENT / 100 * random));
        Instant asked = retryAfter(outcome, now);
        return asked != null && asked.isAfter(scheduled) ? asked : scheduled;
    }

    /** {@code Retry-After} (RFC 9110, section 10.2.3), in seconds or as a date; at most a day ahead. */
    private static @Nullable Instant retryAfter(Outcome outcome, Instant now) {
        String value = outcome.headers().get("retry-after");
        if (value == null) {
            return null;
        }
        Instant asked = value.strip().matches("\\d{1,9}") ? now.plusSeconds(Long.parseLong(value.strip())) : date(value.strip());
        Instant latest = now.plus(LONGEST_WAIT);
        return asked != null && asked.isAfter(latest) ? latest : asked;
    }

    private static @Nullable Instant date(String value) {
        try {
            return ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
        } catch (DateTimeException malformed) {
            return null;
        }
    }
}
