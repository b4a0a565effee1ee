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
 * @param market
 *            the same without what a store's plugins said: they may change the price, and this is what that is measured from
 */
public record Quote(BigDecimal value, String currency, List<String> sources, Instant quotedAt, BigDecimal market) {

    public Quote {
        sources = List.copyOf(sources);
    }

    /** Whether a plugin may put this in the place of the price: by as much as a source may differ from the others. */
    public boolean mayBecome(BigDecimal other) {
        return MedianRule.isWithinGuards(other, market);
    }

    /** At another price, with those who made it so among its sources. */
    public Quote changed(BigDecimal other, List<String> by) {
        return new Quote(other, currency, by, quotedAt, market);
    }
}
