package io.cryptocheckout.platform.plugin.process;

import io.cryptocheckout.platform.authority.Scope;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * How many calls of one child are open: what customers wait for never stands behind work in the background, nor a store behind another. For
 * a while there may be one call at a time, so that whatever happens is that call's.
 */
final class Gate {
    static final int OF_THE_CHILD = 16;
    /** Of a store in both modes, so that one alone never fills the child. */
    static final int OF_A_STORE = 6;

    private final long aloneUntil;
    private final Map<Place, Integer> open = new HashMap<>();
    private int front;
    private int background;

    private record Place(UUID store, boolean inFront) {
        static Place of(PluginCall call) {
            Scope scope = call.scope();
            return new Place(scope.storeId(), call.hook().isInFront());
        }
    }

    /**
     * @param alone
     *            how long it lets in one call at a time
     */
    Gate(Duration alone) {
        this.aloneUntil = System.nanoTime() + alone.toNanos();
    }

    /** Whether there was room before the time was over; whoever has no time does not wait. */
    synchronized boolean enter(PluginCall call, Duration patience) throws InterruptedException {
        long until = System.nanoTime() + patience.toNanos();
        Place place = Place.of(call);
        while (!hasRoom(place)) {
            long left = Duration.ofNanos(until - System.nanoTime()).toMillis();
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        open.merge(place, 1, Integer::sum);
        count(place, 1);
        return true;
    }

    synchronized void leave(PluginCall call) {
        Place place = Place.of(call);
        open.computeIfPresent(place, (same, calls) -> calls == 1 ? null : calls - 1);
        count(place, -1);
        notifyAll();
    }

    /** Whether it lets in one call at a time, for now. */
    boolean isAlone() {
        return System.nanoTime() - aloneUntil < 0;
    }

    private boolean hasRoom(Place place) {
        if (isAlone()) {
            return front + background == 0;
        }
        return (place.inFront() ? front : background) < OF_THE_CHILD && open.getOrDefault(place, 0) < OF_A_STORE;
    }

    private void count(Place place, int more) {
        if (place.inFront()) {
            front += more;
        } else {
            background += more;
        }
    }
}
