package io.cryptocheckout.platform.plugin.process;

import io.cryptocheckout.platform.authority.Scope;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * How long the calls of each store and mode had the plugin at work within the last window, to a tenth of it. What is kept are sums, as many
 * as stores called. All times are in nanoseconds and given.
 */
final class CallTimes {
    private static final int SLICES = 10;

    private final long slice;
    private final Map<Long, Map<Scope, Long>> sums = new HashMap<>();

    /**
     * A call, or the part of it that is over.
     *
     * @param own
     *            what of its time the plugin had no answer of the platform to wait for
     */
    record Spent(Scope scope, long begun, long until, long own) {}

    CallTimes(Duration window) {
        this.slice = window.toNanos() / SLICES;
    }

    /** Counts a call that has ended. */
    synchronized void add(Spent call) {
        long last = Math.floorDiv(call.until(), slice);
        sums.keySet().removeIf(number -> number <= last - SLICES);
        for (long number = first(call.begun(), last); number <= last; number++) {
            sums.computeIfAbsent(number, same -> new HashMap<>()).merge(call.scope(), part(call, number), Long::sum);
        }
    }

    /** The sums of the window that ends now, with those calls that are still open. */
    synchronized Map<Scope, Duration> at(long now, Collection<Spent> open) {
        long last = Math.floorDiv(now, slice);
        Map<Scope, Duration> all = new HashMap<>();
        sums.forEach((number, ofSlice) -> {
            if (number > last - SLICES) {
                ofSlice.forEach((scope, nanos) -> all.merge(scope, Duration.ofNanos(nanos), Duration::plus));
            }
        });
        for (Spent call : open) {
            for (long number = first(call.begun(), last); number <= last; number++) {
                all.merge(call.scope(), Duration.ofNanos(part(call, number)), Duration::plus);
            }
        }
        return all;
    }

    private long first(long begun, long last) {
        return Math.max(Math.floorDiv(begun, slice), last - SLICES + 1);
    }

    /** What of the call's own time fell into a slice, as if it had been spread evenly. */
    private long part(Spent call, long number) {
        long within = Math.min(call.until(), (number + 1) * slice) - Math.max(call.begun(), number * slice);
        return (long) ((double) call.own() * Math.max(0, within) / Math.max(1, call.until() - call.begun()));
    }
}
