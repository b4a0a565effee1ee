package io.cryptocheckout.platform.pricing.sources;

import io.cryptocheckout.platform.pricing.Sighting;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What all sources have in common when they turn a document into sightings. */
final class Reading {

    private static final int LONGEST_NUMBER = 40;
    private static final Set<String> FIAT = Currency.getAvailableCurrencies().stream().map(Currency::getCurrencyCode)
            .collect(Collectors.toCollection(HashSet::new));

    private Reading() {}

    static boolean isFiat(String code) {
        return FIAT.contains(code);
    }

    /** A number given as JSON number or as text; null when it is neither, or not a price. */
    static @Nullable BigDecimal price(@Nullable JsonNode node) {
        if (node == null || !node.isValueNode() || node.isNull()) {
            return null;
        }
        String text = node.asString();
        if (text.isEmpty() || text.length() > LONGEST_NUMBER) {
            return null;
        }
        try {
            BigDecimal value = new BigDecimal(text);
            boolean plausible = value.signum() > 0 && value.precision() <= LONGEST_NUMBER
                    && Math.abs(value.scale()) <= LONGEST_NUMBER;
            return plausible ? value : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** The source's own time, but never later than now: a clock that runs ahead must not keep a price young. */
    static Instant notAfter(Instant now, Instant said) {
        return said.isAfter(now) ? now : said;
    }

    static List<Sighting> notEmpty(List<Sighting> sightings) throws IOException {
        if (sightings.isEmpty()) {
            throw new IOException("answered without a price");
        }
        return sightings;
    }
}
