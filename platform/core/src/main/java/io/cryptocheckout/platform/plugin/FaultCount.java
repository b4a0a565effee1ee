package io.cryptocheckout.platform.plugin;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.plugin.FaultRule.Fault;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What each plugin did wrong for each store lately, on this node. */
final class FaultCount {
    private static final int KEPT = 200;

    /** What nobody touched for {@link FaultRule#MEMORY} is forgotten anyway. */
    private final ConcurrentMap<Key, Counted> counted;
    private final AtomicReference<@Nullable Late> lastLate = new AtomicReference<>();

    /** A plugin of a store. */
    record Key(Scope scope, String pluginId) {}

    /**
     * What is remembered of one.
     *
     * @param inTime
     *            answers in time since then
     */
    private record Counted(List<Fault> faults, long inTime, Instant since) {}

    private record Late(UUID store, Instant at) {}

    /**
     * What follows from a fault.
     *
     * @param isNews
     *            false where it is excused, or one of many that are of no consequence
     * @param verdict
     *            why the plugin must be stopped now; null where it may go on
     */
    record Outcome(boolean isNews, @Nullable String verdict) {}

    FaultCount(Ticker time) {
        this.counted = Caffeine.newBuilder().expireAfterAccess(FaultRule.MEMORY).ticker(time).<Key, Counted>build().asMap();
    }

    FaultCount() {
        this(Ticker.systemTicker());
    }

    /** Of how many something is remembered. */
    long size() {
        return counted.keySet().stream().count();
    }

    /** The plugin answered in time, which matters where it did wrong lately. */
    void inTime(Scope scope, String pluginId, Instant now) {
        counted.computeIfPresent(new Key(scope, pluginId), (same, before) -> isOver(before, now)
                ? new Counted(before.faults(), 1, now)
                : new Counted(before.faults(), before.inTime() + 1, before.since()));
    }

    /** Counts a fault. Where the plugin must be stopped, it starts to count anew. */
    Outcome add(Scope scope, String pluginId, Fault fault) {
        if (fault.isLate() && isExcused(scope.storeId(), fault.at())) {
            return new Outcome(false, null);
        }
        List<Outcome> outcome = new ArrayList<>(1);
        counted.compute(new Key(scope, pluginId), (same, before) -> {
            Counted now = with(before, fault);
            String verdict = FaultRule.verdict(now.faults(), now.inTime(), fault.at());
            long late = now.faults().stream().filter(Fault::isLate).count();
            outcome.add(new Outcome(verdict != null || !fault.isLate() || late <= FaultRule.PATIENCE_WITH_THE_LATE, verdict));
            return verdict == null ? now : null;
        });
        return outcome.getFirst();
    }

    private static Counted with(@Nullable Counted before, Fault fault) {
        if (before == null) {
            return new Counted(List.of(fault), 0, fault.at());
        }
        List<Fault> all = new ArrayList<>(before.faults());
        all.add(fault);
        all.removeIf(old -> old.at().isBefore(fault.at().minus(FaultRule.MEMORY)));
        List<Fault> kept = all.size() > KEPT ? List.copyOf(all.subList(all.size() - KEPT, all.size())) : all;
        return isOver(before, fault.at()) ? new Counted(kept, 0, fault.at()) : new Counted(kept, before.inTime(), before.since());
    }

    private static boolean isOver(Counted counted, Instant now) {
        return counted.since().isBefore(now.minus(FaultRule.MEMORY));
    }

    private boolean isExcused(UUID store, Instant at) {
        Late before = lastLate.getAndSet(new Late(store, at));
        return before != null && !before.store().equals(store) && at.isBefore(before.at().plus(FaultRule.TOGETHER));
    }
}
