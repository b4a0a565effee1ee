package io.cryptocheckout.platform.plugin.process;

import io.cryptocheckout.platform.authority.Scope;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which store the end of a child is counted against: one that it is certain of, or none. Where it is none, the next child is called for one
 * store at a time, and its end is certain. A busy processor is another matter, see {@link CpuShare}. Pure.
 */
final class Blame {

    private Blame() {}

    /**
     * @param open
     *            for whom calls were open at the end
     * @param onlyOne
     *            the one store that ever called this child; null where there were more
     */
    static @Nullable Scope of(List<Scope> open, @Nullable Scope onlyOne) {
        Set<Scope> scopes = Set.copyOf(open);
        if (scopes.isEmpty()) {
            return onlyOne;
        }
        return scopes.size() == 1 ? scopes.iterator().next() : null;
    }
}
