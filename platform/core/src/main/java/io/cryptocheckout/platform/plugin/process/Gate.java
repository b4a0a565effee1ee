package io.cryptocheckout.platform.plugin.process;

import io.cryptocheckout.platform.authority.Scope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

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
    /** Whoever waits, in the order in which they came. */
    private final List<Waiting> waiting = new ArrayList<>();
    private int front;
    private int background;

    private record Place(UUID store, boolean inFront) {
        static Place of(PluginCall call) {
            Scope scope = call.scope();
            return new Place(scope.storeId(), call.hook().isInFront());
        }
    }

    private static final class Waiting {
        private final Place place;
        private boolean isIn;

        Waiting(Place place) {
            this.place = place;
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
        Waiting mine = new Waiting(Place.of(call));
        waiting.add(mine);
        try {
            letIn();
            for (long left = millis(until); !mine.isIn && left > 0; left = millis(until)) {
                wait(isAlone() ? Math.min(left, Math.max(1, millis(aloneUntil) + 1)) : left);
                letIn();
            }
            return mine.isIn;
        } catch (InterruptedException e) {
            if (mine.isIn) {
                leave(call);
            }
            throw e;
        } finally {
            waiting.remove(mine);
        }
    }

    synchronized void leave(PluginCall call) {
        Place place = Place.of(call);
        open.computeIfPresent(place, (same, calls) -> calls == 1 ? null : calls - 1);
        count(place, -1);
        letIn();
    }

    /** Whether it lets in one call at a time, for now. */
    boolean isAlone() {
        return System.nanoTime() - aloneUntil < 0;
    }

    /** A place that is free goes to the store that has the fewest, and of its calls to the one that waited longest. */
    private void letIn() {
        Waiting next = next();
        while (next != null) {
            next.isIn = true;
            waiting.remove(next);
            open.merge(next.place, 1, Integer::sum);
            count(next.place, 1);
            notifyAll();
            next = next();
        }
    }

    private @Nullable Waiting next() {
        // Of equals the first is taken.
        return waiting.stream().filter(each -> hasRoom(each.place)).min(Comparator.comparingInt(each -> open.getOrDefault(each.place, 0)))
                .orElse(null);
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

    private static long millis(long until) {
        return Duration.ofNanos(until - System.nanoTime()).toMillis();
    }
}
