package io.cryptocheckout.platform.pricing;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * The price of one whole unit of an asset in a fiat currency.
 *
 * @param value
 *            fiat units for one whole unit of the asset
 * @param currency
 *            ISO-4217 code
 * @param sources
 *            names of the sources that agreed on it, in alphabetical order
 * @param quotedAt
 *            the time of the oldest price that went into it
 */
public record Quote(BigDecimal value, String currency, List<String> sources, Instant quotedAt) {

    public Quote {
        sources = List.copyOf(sources);
    }
}
