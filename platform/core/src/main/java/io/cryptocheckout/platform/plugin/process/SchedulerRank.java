package io.cryptocheckout.platform.plugin.process;

import java.time.Duration;

/**
 * How a child ranks with the scheduler beside everything else on the machine: with a tenth of the server's share while it uses
 * little, which is more than calls of a filter need; with the least there is, about a sixtieth, while it uses much and for a while after.
 * Pure.
 *
 * @param busy
 *            whether it gets the least there is
 * @param calm
 *            how many looks in a row it used little
 * @param atNanos
 *            when it was looked at
 * @param used
 *            the processor's time it had taken until then
 */
record SchedulerRank(boolean busy, int calm, long atNanos, Duration used) {
    /** Of one core, between two looks: several hundred calls of a filter in a second take less. */
    static final int MUCH_PERCENT = 25;
    /** Looks, of which there are four in a second: less than what a call is given after its budget, so that its first burst ends no process. */
    static final int CALM_ENOUGH = 3;
    private static final int USUAL_NICE = 10;
    private static final int LEAST_NICE = 19;
    private static final int WHOLE = 100;

    /** Of a child that was just started, which is work enough. */
    static SchedulerRank atStart(long nanos, Duration used) {
        return new SchedulerRank(false, 0, nanos, used);
    }

    /**
     * After another look.
     *
     * @param total
     *            the processor's time the process took since its start
     */
    SchedulerRank at(long nanos, Duration total) {
        boolean much = total.minus(used).toNanos() > (nanos - atNanos) / WHOLE * MUCH_PERCENT;
        int quiet = much ? 0 : Math.min(CALM_ENOUGH, calm + 1);
        return new SchedulerRank(much || busy && quiet < CALM_ENOUGH, quiet, nanos, total);
    }

    /** From 0 to 19, as the scheduler counts. */
    int nice() {
        return busy ? LEAST_NICE : USUAL_NICE;
    }
}
