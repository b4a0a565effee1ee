package io.cryptocheckout.platform.pricing;

import io.cryptocheckout.platform.plugin.SeenPrice;
import io.cryptocheckout.platform.pricing.MedianRule.Agreed;
import io.cryptocheckout.platform.pricing.MedianRule.Unavailable;
import io.cryptocheckout.platform.pricing.MedianRule.Verdict;
import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Quotes prices from memory; nothing here makes an outside call or waits. */
public final class Prices {

    private static final BigDecimal PEG_BAND = new BigDecimal("0.01");
    private static final String PEG_CURRENCY = "USD";

    private final PriceBoard board;
    private final List<String> symbols;
    private final boolean fixed;
    private final Clock clock;

    Prices(PriceBoard board, List<String> symbols, boolean fixed, Clock clock) {
        this.board = board;
        this.symbols = List.copyOf(symbols);
        this.fixed = fixed;
        this.clock = clock;
    }

    /**
     * The market price of one whole unit of an asset.
     *
     * @param symbol
     *            {@code ETH}, {@code POL} or another configured asset
     * @param currency
     *            ISO-4217 code
     * @throws Refused
     *             {@code rate_unavailable} when fewer than two sources agree on a price of the last 60 s
     */
    public Quote quote(String symbol, String currency) {
        return quote(symbol, currency, List.of());
    }

    /** The same for one store, whose plugins' prices are weighed with those of the market by the same rule, and are never enough alone. */
    public Quote quote(String symbol, String currency, List<SeenPrice> own) {
        return switch (verdict(symbol, currency, own)) {
            case Agreed a -> new Quote(a.value(), currency, a.sources(), a.at(), a.market());
            case Unavailable u -> throw unavailable(symbol, currency, u.reason());
        };
    }

    /**
     * The price of a coin pegged to the US dollar, for a store that takes it at par: exactly 1 US dollar while the
     * market is within 1 % of it. In any other currency it is the market price, which carries the exchange rate.
     *
     * @throws Refused
     *             {@code rate_unavailable} when the market has no price, or the coin has lost its peg
     */
    public Quote quoteAtPar(String symbol, String currency) {
        Quote dollars = quote(symbol, PEG_CURRENCY);
        if (dollars.value().subtract(BigDecimal.ONE).abs().compareTo(PEG_BAND) > 0) {
            throw unavailable(symbol, currency, "the market is more than 1 % away from the peg");
        }
        if (!currency.equals(PEG_CURRENCY)) {
            return quote(symbol, currency);
        }
        return new Quote(BigDecimal.ONE, currency, dollars.sources(), dollars.quotedAt(), BigDecimal.ONE);
    }

    /** How the sources are doing, for the health page. */
    public PriceHealth health() {
        List<String> quotable = new ArrayList<>();
        List<String> unquotable = new ArrayList<>();
        for (String symbol : symbols) {
            switch (verdict(symbol, PEG_CURRENCY, List.of())) {
                case Agreed a -> quotable.add(symbol);
                case Unavailable u -> unquotable.add(symbol + ": " + u.reason());
            }
        }
        return new PriceHealth(quotable, unquotable, board.sources());
    }

    private Verdict verdict(String symbol, String currency, List<SeenPrice> own) {
        Instant now = clock.instant();
        List<Sighting> seen = board.sightings(symbol, currency);
        if (!fixed) {
            return MedianRule.of(seen, own.stream()
                    .map(price -> new Sighting(price.source(), price.asset(), price.currency(), price.value(), price.at())).toList(), now);
        }
        if (seen.isEmpty()) {
            return new Unavailable("no fixed price is configured");
        }
        Sighting only = seen.getFirst();
        return new Agreed(only.value(), List.of(only.source()), now, only.value());
    }

    private static Refused unavailable(String symbol, String currency, String reason) {
        return new Refused(Refusal.RATE_UNAVAILABLE, null,
                "There is no reliable price of %s in %s at the moment: %s. Try again in a minute, or use another currency."
                        .formatted(symbol, currency, reason),
                List.of());
    }
}
