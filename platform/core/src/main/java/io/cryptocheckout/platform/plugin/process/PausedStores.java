package io.cryptocheckout.platform.plugin.process;

import io.cryptocheckout.platform.authority.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The stores that a child ended for lately: each of them waits for itself, so that the others need not wait for it. Pure.
 */
record PausedStores(Map<Scope, Pause> pauses) {
    static final PausedStores NONE = new PausedStores(Map.of());
    /** More are not remembered: then those are forgotten whose pause ends first. */
    static final int MOST = 1_000;

    /**
     * How long a store waits.
     *
     * @param why
     *            how the child ended
     */
    record Pause(Backoff backoff, String why) {
        /** Who kept from it for so long after the pause begins anew, and is forgotten. */
        boolean isLongOver(Instant now) {
            return !now.isBefore(backoff.until().plus(Backoff.SOUND));
        }
    }

    PausedStores ended(Scope guilty, Instant now, String why) {
        Map<Scope, Pause> next = new HashMap<>(pauses);
        next.values().removeIf(pause -> pause.isLongOver(now));
        Pause before = next.remove(guilty);
        if (next.size() >= MOST) {
            next.entrySet().stream().min(Comparator.comparing(each -> each.getValue().backoff().until()))
                    .ifPresent(soonest -> next.remove(soonest.getKey()));
        }
        next.put(guilty, new Pause((before == null ? Backoff.NONE : before.backoff()).ended(now, Duration.ZERO), why));
        return new PausedStores(Map.copyOf(next));
    }

    /** Why a store has to wait; null where it has not. */
    @Nullable
    Pause of(Scope scope, Instant now) {
        Pause pause = pauses.get(scope);
        return pause != null && pause.backoff().holdsAt(now) ? pause : null;
    }
}
