package io.cryptocheckout.platform.plugin;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what happens in a minute, per key, on this node. */
final class PerMinute<K> {
    private final int most;
    private final Map<K, Window> windows = new ConcurrentHashMap<>();

    private final AtomicLong newest = new AtomicLong();

    private record Window(long minute, int count) {}

    PerMinute(int most) {
        this.most = most;
    }

    /** Counts one more; answers whether it is still within the limit. */
    boolean take(K key, Instant now) {
        long minute = now.getEpochSecond() / 60;
        if (newest.getAndAccumulate(minute, Math::max) < minute) {
            windows.values().removeIf(window -> window.minute() < minute);
        }
        Window window = windows.merge(key, new Window(minute, 1),
                (before, one) -> before.minute() == minute ? new Window(minute, Math.min(before.count(), most) + 1) : one);
        return window.count() <= most;
    }

    /** Of how many keys something is remembered: of those of this minute. */
    int size() {
        return windows.size();
    }
}
