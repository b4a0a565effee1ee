package io.cryptocheckout.platform.plugin.process;

import java.time.Duration;

/**
 * Whether a process was busy for longer than it may: counted anew after every window that it kept to.
 *
 * @param percent
 *            of one core
 */
record CpuWindow(int percent, Duration window, long beganNanos, Duration used) {
    private static final int WHOLE = 100;

    /** What the window says at a time. */
    enum Verdict {
        OPEN, KEPT, EXCEEDED
    }

    /**
     * @param total
     *            the processor's time the process took since its start
     */
    Verdict at(long nanos, Duration total) {
        long elapsed = nanos - beganNanos;
        long most = Math.max(elapsed, window.toNanos()) / WHOLE * percent;
        if (total.minus(used).toNanos() > most) {
            return Verdict.EXCEEDED;
        }
        return elapsed < window.toNanos() ? Verdict.OPEN : Verdict.KEPT;
    }

    CpuWindow next(long nanos, Duration total) {
        return new CpuWindow(percent, window, nanos, total);
    }
}
