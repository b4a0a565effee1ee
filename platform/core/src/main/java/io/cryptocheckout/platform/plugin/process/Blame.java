package io.cryptocheckout.platform.plugin.process;

import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.plugin.process.PluginFault.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which store the end of a child is counted against: one that it is certain of, or none. Where it is none, the next child is called for one
 * store at a time, and its end is certain. Pure.
 */
final class Blame {
    /** A call this old had its part in a processor that was busy for seconds; many short ones are no fault. */
    static final Duration LONG = Duration.ofSeconds(1);

    private Blame() {}

    /** A call that was open at the end. */
    record Open(Scope scope, Duration age) {}

    /**
     * Who called before.
     *
     * @param onlyOne
     *            the one store that ever called this child; null where there were more
     * @param ago
     *            how long no call was open
     */
    record Before(@Nullable Scope onlyOne, Duration ago) {}

    static @Nullable Scope of(Kind kind, List<Open> open, Before before) {
        boolean slow = kind == Kind.CPU;
        if (open.isEmpty()) {
            return slow && before.ago().compareTo(LONG) < 0 ? null : before.onlyOne();
        }
        Set<Scope> scopes = open.stream().map(Open::scope).collect(Collectors.toSet());
        boolean certain = scopes.size() == 1 && (!slow || open.stream().anyMatch(call -> call.age().compareTo(LONG) >= 0));
        return certain ? scopes.iterator().next() : null;
    }
}
