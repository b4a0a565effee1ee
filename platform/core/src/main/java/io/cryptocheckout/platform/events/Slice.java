package io.cryptocheckout.platform.events;

import java.util.List;

/** One page of a list, and whether more follows. */
public record Slice<T>(List<T> data, boolean hasMore) {

    /** Cuts a page out of rows of which one more was read than is shown. */
    static <T> Slice<T> of(List<T> oneMore, int limit) {
        return oneMore.size() > limit
                ? new Slice<>(List.copyOf(oneMore.subList(0, limit)), true)
                : new Slice<>(List.copyOf(oneMore), false);
    }
}
