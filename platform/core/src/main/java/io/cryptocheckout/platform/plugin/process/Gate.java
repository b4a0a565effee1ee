package io.cryptocheckout.platform.plugin.process;

import io.cryptocheckout.platform.authority.Scope;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** How many calls of one child are open: what customers wait for never stands behind work in the background, nor a store behind another. */
final class Gate {
    private static final int OF_THE_CHILD = 16;
    private static final int OF_A_STORE = 8;

    private final Semaphore front = new Semaphore(OF_THE_CHILD);
    private final Semaphore background = new Semaphore(OF_THE_CHILD);
    private final Map<Place, Semaphore> stores = new ConcurrentHashMap<>();

    private record Place(Scope scope, boolean inFront) {}

    /** Whether there was room before the time was over. */
    boolean enter(PluginCall call, long nanos) throws InterruptedException {
        long until = System.nanoTime() + nanos;
        Semaphore store = store(call);
        if (!store.tryAcquire(nanos, TimeUnit.NANOSECONDS)) {
            return false;
        }
        boolean entered = false;
        try {
            entered = lane(call).tryAcquire(until - System.nanoTime(), TimeUnit.NANOSECONDS);
            return entered;
        } finally {
            if (!entered) {
                store.release();
            }
        }
    }

    void leave(PluginCall call) {
        lane(call).release();
        store(call).release();
    }

    private Semaphore lane(PluginCall call) {
        return call.hook().isInFront() ? front : background;
    }

    private Semaphore store(PluginCall call) {
        return stores.computeIfAbsent(new Place(call.scope(), call.hook().isInFront()), place -> new Semaphore(OF_A_STORE));
    }
}
