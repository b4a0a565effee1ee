package io.cryptocheckout.platform.plugin.process;

import java.time.Duration;
import java.time.Instant;

/**
 * How long a plugin that ended is left alone: one second, doubling with every end, until one start lasted a minute.
 *
 * @param ends
 *            how many there were in a row
 * @param until
 *            before this it is not started
 */
record Backoff(int ends, Instant until) {
    static final Backoff NONE = new Backoff(0, Instant.MIN);
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(5);
    /** Who was up for so long is sound. */
    static final Duration SOUND = Duration.ofMinutes(1);
    private static final int DOUBLINGS = 9;

    /**
     * @param up
     *            how long it was up; zero where it never was
     */
    Backoff ended(Instant now, Duration up) {
        int row = up.compareTo(SOUND) >= 0 ? 1 : ends + 1;
        Duration pause = FIRST.multipliedBy(1L << Math.min(row - 1, DOUBLINGS));
        return new Backoff(row, now.plus(pause.compareTo(LONGEST) > 0 ? LONGEST : pause));
    }

    /** An end that one store alone has to wait for: everybody else waits for a new start, and not longer for every end. */
    Backoff briefly(Instant now) {
        return new Backoff(ends, now.plus(FIRST));
    }

    boolean holdsAt(Instant now) {
        return now.isBefore(until);
    }
}
