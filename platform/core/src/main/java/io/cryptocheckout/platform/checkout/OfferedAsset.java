package io.cryptocheckout.platform.checkout;

import io.cryptocheckout.platform.money.Asset;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;

/**
 * One asset a session may be paid in, with every price it was quoted at.
 *
 * @param network
 *            the network's name for people
 * @param pegged
 *            whether its quote holds for the session's whole life, because the store takes it at par
 * @param quotes
 *            in the order in which they came into force, at least one
 */
public record OfferedAsset(Asset asset, String network, boolean pegged, List<Price> quotes) {

    /**
     * A quote and what it rests on.
     *
     * @param units
     *            the full price in smallest units
     * @param rate
     *            fiat units for one whole unit of the asset
     * @param from
     *            the block time from which it counts
     */
    public record Price(BigInteger units, BigDecimal rate, List<String> sources, Instant quotedAt, Instant from) {
        public Price {
            sources = List.copyOf(sources);
        }
    }

    public OfferedAsset {
        quotes = List.copyOf(quotes);
    }

    /** The price that is asked now. */
    public Price current() {
        return quotes.getLast();
    }
}
