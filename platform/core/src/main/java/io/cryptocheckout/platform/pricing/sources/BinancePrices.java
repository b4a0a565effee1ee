package io.cryptocheckout.platform.pricing.sources;

import io.cryptocheckout.platform.pricing.PriceSource;
import io.cryptocheckout.platform.pricing.Sighting;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Binance's rolling ticker, for its markets against real fiat money only: a price in USDT is not a price in dollars.
 */
public final class BinancePrices implements PriceSource {

    public static final String BASE = "https://data-api.binance.vision";

    private static final Map<String, List<String>> MARKETS = Map.of("ETH", List.of("EUR", "TRY", "BRL"));

    private final JsonOverHttp http;
    private final String base;

    public BinancePrices(JsonOverHttp http, String base) {
        this.http = http;
        this.base = base;
    }

    @Override
    public String name() {
        return "binance";
    }

    @Override
    public List<Sighting> read(Collection<String> symbols, Instant now) throws IOException, InterruptedException {
        return Markets.ask(symbols, MARKETS, (symbol, currency) -> {
            JsonNode ticker = http.get(URI.create(base + "/api/v3/ticker/24hr?symbol=" + symbol + currency));
            BigDecimal value = Reading.price(ticker.path("lastPrice"));
            long millis = ticker.path("closeTime").asLong(0);
            return value == null || millis <= 0
                    ? null
                    : new Sighting(name(), symbol, currency, value, Reading.notAfter(now, Instant.ofEpochMilli(millis)));
        });
    }
}
