package io.cryptocheckout.platform.plugin;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * When plugins get one of the database's connections: a plugin one at a time for a store, for at most half of the time, and all together a
 * few. Whoever has to wait holds nothing that others need.
 */
final class Turns {
    static final int AT_ONCE = 4;

    private final Semaphore all = new Semaphore(AT_ONCE, true);
    private final Map<Whose, Own> own = new ConcurrentHashMap<>();

    private record Whose(UUID store, String pluginId) {}

    /** The turns of one plugin of one store, in both modes. */
    private static final class Own {
        private final Semaphore one = new Semaphore(1, true);
        private volatile long restUntil = System.nanoTime();
    }

    /**
     * Does the work when it is its turn.
     *
     * @param left
     *            how long it may wait
     * @throws IOException
     *             where its turn did not come
     */
    <T extends @Nullable Object> T take(UUID store, String pluginId, Duration left, Supplier<T> work) throws IOException {
        long until = System.nanoTime() + left.toNanos();
        Own mine = own.computeIfAbsent(new Whose(store, pluginId), whose -> new Own());
        acquire(mine.one, until);
        try {
            rest(Math.min(mine.restUntil, until));
            acquire(all, until);
            long begun = System.nanoTime();
            try {
                return work.get();
            } finally {
                all.release();
                long ended = System.nanoTime();
                mine.restUntil = ended + (ended - begun);
            }
        } finally {
            mine.one.release();
        }
    }

    private static void acquire(Semaphore places, long until) throws IOException {
        try {
            if (!places.tryAcquire(until - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                throw new IOException("The platform was too busy with what the plugin and others asked for");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("The platform is stopping", e);
        }
    }

    private static void rest(long until) {
        for (long left = until - System.nanoTime(); left > 0 && !Thread.currentThread().isInterrupted(); left = until - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
