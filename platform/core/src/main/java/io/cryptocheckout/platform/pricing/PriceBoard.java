package io.cryptocheckout.platform.pricing;

import io.cryptocheckout.platform.pricing.PriceHealth.SourceState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** The newest answer of every source, in memory. A failed question keeps the last answer, which then grows too old. */
final class PriceBoard {

    private record Entry(List<Sighting> sightings, @Nullable Instant answeredAt, @Nullable String trouble) {}

    private final ConcurrentSkipListMap<String, Entry> bySource = new ConcurrentSkipListMap<>();

    PriceBoard(List<PriceSource> sources) {
        sources.forEach(s -> bySource.put(s.name(), new Entry(List.of(), null, "not asked yet")));
    }

    void answered(String source, List<Sighting> sightings, Instant at) {
        bySource.put(source, new Entry(List.copyOf(sightings), at, null));
    }

    /** Returns whether this trouble is news. */
    boolean failed(String source, String trouble) {
        Entry before = bySource.get(source);
        bySource.compute(source, (name, old) -> old == null
                ? new Entry(List.of(), null, trouble)
                : new Entry(old.sightings(), old.answeredAt(), trouble));
        return before == null || !trouble.equals(before.trouble());
    }

    List<Sighting> sightings(String symbol, String currency) {
        List<Sighting> found = new ArrayList<>();
        for (Entry entry : bySource.values()) {
            for (Sighting s : entry.sightings()) {
                if (s.symbol().equals(symbol) && s.currency().equals(currency)) {
                    found.add(s);
                }
            }
        }
        return found;
    }

    List<SourceState> sources() {
        List<SourceState> states = new ArrayList<>();
        bySource.forEach((name, e) -> states.add(new SourceState(name, e.answeredAt(), e.trouble())));
        return states;
    }
}
