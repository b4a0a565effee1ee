package io.cryptocheckout.platform.plugin.process;

import java.time.Duration;

/**
 * How a child stands with the scheduler beside everything else on the machine: as a modest neighbour while it uses little, and with what
 * nobody else wants as long as it uses much. Pure.
 *
 * @param busy
 *            whether it gets only what nobody else wants
 * @param calm
 *            how many looks in a row it used little
 * @param atNanos
 *            when it was looked at
 * @param used
 *            the processor's time it had taken until then
 */
record Standing(boolean busy, int calm, long atNanos, Duration used) {
    /** Of one core, between two looks: several hundred calls of a filter in a second take less. */
    static final int MUCH_PERCENT = 25;
    /** Looks, of which there are four in a second. */
    static final int CALM_ENOUGH = 8;
    private static final int USUAL_NICE = 0;
    private static final int LEAST_NICE = 19;
    private static final int WHOLE = 100;

    /** Of a child that was just started, which is work enough. */
    static Standing atStart(long nanos, Duration used) {
        return new Standing(false, 0, nanos, used);
    }

    /**
     * After another look.
     *
     * @param total
     *            the processor's time the process took since its start
     */
    Standing at(long nanos, Duration total) {
        boolean much = total.minus(used).toNanos() > (nanos - atNanos) / WHOLE * MUCH_PERCENT;
        int quiet = much ? 0 : Math.min(CALM_ENOUGH, calm + 1);
        return new Standing(much || busy && quiet < CALM_ENOUGH, quiet, nanos, total);
    }

    /** From 0 to 19, as the scheduler counts. */
    int nice() {
        return busy ? LEAST_NICE : USUAL_NICE;
    }
}
