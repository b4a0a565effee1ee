package io.cryptocheckout.platform.plugin.process;

import io.cryptocheckout.platform.authority.Scope;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whose calls kept a processor busy. Pure.
 *
 * @param calls
 *            how long each store's calls had the plugin at work within the window
 * @param used
 *            the processor's time that the process used within it
 * @param onlyOne
 *            the one store that ever called this child; null where there were more
 */
record CpuShare(Map<Scope, Duration> calls, Duration used, @Nullable Scope onlyOne) {

    /** The store that had more than half of the time of all calls; null where none had, or where it was not the calls. */
    @Nullable
    Scope guilty() {
        if (isByItself()) {
            return onlyOne;
        }
        return calls.entrySet().stream().filter(each -> each.getValue().multipliedBy(2).compareTo(all()) > 0).map(Map.Entry::getKey)
                .findFirst().orElse(null);
    }

    /** Whether it was busy though nobody called it: with a thread that outlived its call. */
    boolean isByItself() {
        return all().multipliedBy(2).compareTo(used) < 0;
    }

    private Duration all() {
        return calls.values().stream().reduce(Duration.ZERO, Duration::plus);
    }
}
