package io.cryptocheckout.platform.pricing.sources;

import io.cryptocheckout.platform.pricing.Sighting;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks a source that has one document for each market. A market that fails is left out; a second failure ends the
 * round, so that a source that is down costs two time-outs and not one for each market.
 */
final class Markets {

    private static final int FAILURES_ALLOWED = 1;

    /** Reads one market; null when its answer holds no price. */
    interface Reader {
        @Nullable
        Sighting read(String symbol, String currency) throws IOException, InterruptedException;
    }

    private Markets() {}

    static List<Sighting> ask(Collection<String> symbols, Map<String, List<String>> markets, Reader reader)
            throws IOException, InterruptedException {
        List<Sighting> seen = new ArrayList<>();
        int failures = 0;
        for (String symbol : symbols) {
            for (String currency : markets.getOrDefault(symbol, List.of())) {
                try {
                    Sighting sighting = reader.read(symbol, currency);
                    if (sighting != null) {
                        seen.add(sighting);
                    }
                } catch (IOException e) {
                    failures++;
                    if (failures > FAILURES_ALLOWED) {
                        return orElse(seen, e);
                    }
                }
            }
        }
        return Reading.notEmpty(seen);
    }

    private static List<Sighting> orElse(List<Sighting> seen, IOException failure) throws IOException {
        if (seen.isEmpty()) {
            throw failure;
        }
        return seen;
    }
}
