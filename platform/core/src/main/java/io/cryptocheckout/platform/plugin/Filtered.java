package io.cryptocheckout.platform.plugin;

import java.util.List;

/**
 * A value after plugins had their say.
 *
 * @param by
 *            ids of the plugins that changed it, in the order in which they did
 */
public record Filtered<V>(V value, List<String> by) {

    public Filtered {
        by = List.copyOf(by);
    }
}
