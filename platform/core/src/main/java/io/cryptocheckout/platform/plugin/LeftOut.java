package io.cryptocheckout.platform.plugin;

import io.cryptocheckout.platform.plugin.FaultCount.Key;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How often plugins were not asked, as there was no time left for them or too many filters were being asked at once: counted by who waits,
 * and said by somebody else once an hour.
 */
final class LeftOut {
    /** The first time is said soon, with those that follow at once. */
    static final Duration SOON = Duration.ofMinutes(1);
    static final Duration PAUSE = Duration.ofHours(1);

    private final Map<Key, Count> counts = new ConcurrentHashMap<>();

    /**
     * @param times
     *            since it was last said
     * @param due
     *            when it may be said next
     */
    private record Count(long times, Instant due) {}

    /** What is to be said of one. */
    record Said(Key key, long times) {}

    void add(Key key, Instant now) {
        Instant soon = now.plus(SOON);
        counts.merge(key, new Count(1, soon), (before, one) -> new Count(before.times() + 1,
                before.times() == 0 && before.due().isBefore(soon) ? soon : before.due()));
    }

    /** What is to be said now. What nobody was left out of since is forgotten. */
    List<Said> due(Instant now) {
        List<Said> said = new ArrayList<>();
        for (Key key : counts.keySet()) {
            counts.computeIfPresent(key, (same, count) -> {
                if (count.due().isAfter(now)) {
                    return count;
                }
                if (count.times() == 0) {
                    return null;
                }
                said.add(new Said(key, count.times()));
                return new Count(0, now.plus(PAUSE));
            });
        }
        return said;
    }

    int size() {
        return counts.size();
    }
}
