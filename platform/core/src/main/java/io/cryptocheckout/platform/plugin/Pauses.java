package io.cryptocheckout.platform.plugin;

import java.time.Duration;
import java.time.Instant;

/**
 * When something is tried again that could not be done for a passing reason: the longer it has waited, the later, so that thousands that
 * wait do not ask all the time. Between a half of its age and all of it, within the bounds. Pure.
 *
 * @param first
 *            what the shortest pause is
 * @param longest
 *            what the longest is; of those that have waited long, the pauses lie between a half of it and all of it
 */
public record Pauses(Duration first, Duration longest) {
    /** Of an event that a plugin could not be told. */
    public static final Pauses OF_EVENTS = new Pauses(Duration.ofSeconds(15), Duration.ofMinutes(10));
    /** Of scheduled work, which is not put off to the next day. */
    static final Pauses OF_WORK = new Pauses(Duration.ofMinutes(1), Duration.ofMinutes(10));

    /**
     * @param since
     *            when it was to be done
     * @param random
     *            from 0 (earliest) to 1 (latest)
     */
    public Instant next(Instant since, Instant now, double random) {
        long half = Duration.between(since, now).toMillis() / 2;
        long earliest = Math.clamp(half, first.toMillis(), longest.toMillis() / 2);
        return now.plusMillis(earliest + (long) (earliest * random));
    }
}
