package io.cryptocheckout.platform.pricing.sources;

import io.cryptocheckout.platform.pricing.PriceSource;
import io.cryptocheckout.platform.pricing.Sighting;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Bitstamp's ticker: one document for each market, with its time in seconds. */
public final class BitstampPrices implements PriceSource {

    public static final String BASE = "https://www.bitstamp.net";

    private static final Map<String, List<String>> MARKETS = Map.of("ETH", List.of("USD", "EUR", "GBP"), "POL",
            List.of("USD", "EUR"), "USDC", List.of("USD", "EUR"), "USDT", List.of("USD", "EUR"));

    private final JsonOverHttp http;
    private final String base;

    public BitstampPrices(JsonOverHttp http, String base) {
        this.http = http;
        this.base = base;
    }

    @Override
    public String name() {
        return "bitstamp";
    }

    @Override
    public List<Sighting> read(Collection<String> symbols, Instant now) throws IOException, InterruptedException {
        return Markets.ask(symbols, MARKETS, (symbol, currency) -> {
            String market = (symbol + currency).toLowerCase(Locale.ROOT);
            JsonNode ticker = http.get(URI.create(base + "/api/v2/ticker/" + market + "/"));
            BigDecimal value = Reading.price(ticker.path("last"));
            long seconds = ticker.path("timestamp").asLong(0);
            return value == null || seconds <= 0
                    ? null
                    : new Sighting(name(), symbol, currency, value, Reading.notAfter(now, Instant.ofEpochSecond(seconds)));
        });
    }
}
