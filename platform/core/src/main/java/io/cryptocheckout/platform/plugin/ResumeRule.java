package io.cryptocheckout.platform.plugin;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** When a plugin that the platform stopped may go on: at once after the first stop within 24 hours, later after each further one. Pure. */
final class ResumeRule {
    static final Duration MEMORY = Duration.ofHours(24);
    private static final List<Duration> PAUSES = List.of(Duration.ZERO, Duration.ofMinutes(10), Duration.ofHours(1), Duration.ofHours(6));
    /** More stops than these make no difference. */
    static final int MOST = PAUSES.size();

    private ResumeRule() {}

    /**
     * The full minute from which on it may; null where it may now.
     *
     * @param stops
     *            when it was stopped, in any order; what is older than a day does not count
     */
    static @Nullable Instant from(List<Instant> stops, Instant now) {
        List<Instant> counted = stops.stream().filter(at -> at.isAfter(now.minus(MEMORY))).sorted().toList();
        if (counted.isEmpty()) {
            return null;
        }
        Instant from = counted.getLast().plus(PAUSES.get(Math.min(counted.size(), MOST) - 1));
        Instant minute = from.truncatedTo(ChronoUnit.MINUTES);
        return from.isAfter(now) ? minute.equals(from) ? from : minute.plus(1, ChronoUnit.MINUTES) : null;
    }
}
