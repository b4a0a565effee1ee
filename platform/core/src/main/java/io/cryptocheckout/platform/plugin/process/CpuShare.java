package io.cryptocheckout.platform.plugin.process;

import io.cryptocheckout.platform.authority.Scope;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whose calls kept a processor busy. Pure.
 *
 * @param calls
 *            how long each store's calls had the plugin at work within the window
 * @param limit
 *            the processor's time that a process may use within it, which this one reached
 * @param onlyOne
 *            the one store that ever called this child; null where there were more
 */
record CpuShare(Map<Scope, Duration> calls, Duration limit, @Nullable Scope onlyOne) {

    /**
     * The store without which the calls cannot be the reason: a call that waits inside the plugin has as much time as one that is busy, so
     * that the longest proves nothing. Null where there is no such store or more than one, or where it was not the calls.
     */
    @Nullable
    Scope guilty() {
        if (isByItself()) {
            return onlyOne;
        }
        List<Scope> needed = calls.keySet().stream().filter(each -> isTooLittle(all().minus(calls.getOrDefault(each, Duration.ZERO))))
                .toList();
        return needed.size() == 1 ? needed.getFirst() : null;
    }

    /** Whether it was busy though nobody called it: with a thread that outlived its call. */
    boolean isByItself() {
        return isTooLittle(all());
    }

    private boolean isTooLittle(Duration time) {
        return time.multipliedBy(2).compareTo(limit) < 0;
    }

    private Duration all() {
        return calls.values().stream().reduce(Duration.ZERO, Duration::plus);
    }
}
