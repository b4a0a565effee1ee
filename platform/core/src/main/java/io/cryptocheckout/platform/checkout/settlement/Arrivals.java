package io.cryptocheckout.platform.checkout.settlement;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The observations as transfers: each named once, those on the chain apart from those that vanished from it.
 *
 * @param standing
 *            on the canonical chain, by key, in the order of their time
 * @param vanished
 *            seen once, and on the canonical chain no more
 */
record Arrivals(Map<String, Observation> standing, List<Observation> vanished) {

    /** Any total order would do; this one is the order of time, so that lists read well. */
    private static final Comparator<Observation> ORDER = Comparator.comparing(Observation::time).thenComparing(Observation::chainId)
            .thenComparing(Observation::blockNumber).thenComparing(Observation::logIndex).thenComparing(Observation::blockHash)
            .thenComparing(Observation::likeness);

    static Arrivals of(Collection<Observation> observations) {
        List<Observation> distinct = new HashSet<>(observations).stream().filter(o -> o.amount().signum() > 0).sorted(ORDER).toList();
        Map<String, Integer> ordinals = new LinkedHashMap<>();
        Map<String, Observation> standing = new LinkedHashMap<>();
        distinct.stream().filter(Observation::canonical)
                .forEach(o -> standing.put(o.likeness() + "/" + ordinals.merge(o.likeness(), 1, Integer::sum), o));
        List<Observation> vanished = new ArrayList<>();
        Set<String> seen = new HashSet<>(ordinals.keySet());
        distinct.stream().filter(o -> !o.canonical() && seen.add(o.likeness())).forEach(vanished::add);
        return new Arrivals(standing, vanished);
    }

    Set<String> transactions() {
        return standing.values().stream().map(Observation::txHash).filter(java.util.Objects::nonNull).collect(Collectors.toSet());
    }
}
