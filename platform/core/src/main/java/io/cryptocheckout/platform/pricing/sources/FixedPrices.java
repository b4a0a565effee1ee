package io.cryptocheckout.platform.pricing.sources;

import io.cryptocheckout.platform.pricing.PriceSource;
import io.cryptocheckout.platform.pricing.Sighting;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Prices from the configuration, for a laptop without internet and for tests; its name says that they are fixed. */
public final class FixedPrices implements PriceSource {

    private final String name;
    private final Map<String, Map<String, BigDecimal>> prices;

    public FixedPrices(String name, Map<String, Map<String, BigDecimal>> prices) {
        this.name = name;
        this.prices = Map.copyOf(prices);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<Sighting> read(Collection<String> symbols, Instant now) {
        List<Sighting> seen = new ArrayList<>();
        prices.forEach((symbol, byCurrency) -> byCurrency
                .forEach((currency, value) -> seen.add(new Sighting(name, symbol, currency, whole(value), now))));
        return seen;
    }

    /** A configuration file turns 2500.00 into 2500.0; people expect a price to have its cents. */
    private static BigDecimal whole(BigDecimal value) {
        return value.scale() < 2 ? value.setScale(2) : value;
    }
}
