package io.cryptocheckout.platform.pricing.sources;

import io.cryptocheckout.platform.pricing.PriceSource;
import io.cryptocheckout.platform.pricing.Sighting;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Kraken's public ticker: all pairs in one document, the last trade's price in {@code c[0]}. It gives no time. */
public final class KrakenPrices implements PriceSource {

    public static final String BASE = "https://api.kraken.com";

    /** One unknown pair fails the whole question, so only pairs that Kraken lists are asked for. */
    private static final Map<String, List<String>> MARKETS = Map.of("ETH",
            List.of("USD", "EUR", "GBP", "CAD", "CHF", "JPY", "AUD"), "POL", List.of("USD", "EUR"), "USDC",
            List.of("USD", "EUR", "GBP", "CAD", "CHF", "AUD"), "USDT",
            List.of("USD", "EUR", "GBP", "CAD", "CHF", "JPY", "AUD"));

    private final JsonOverHttp http;
    private final String base;

    public KrakenPrices(JsonOverHttp http, String base) {
        this.http = http;
        this.base = base;
    }

    @Override
    public String name() {
        return "kraken";
    }

    @Override
    public List<Sighting> read(Collection<String> symbols, Instant now) throws IOException, InterruptedException {
        String pairs = symbols.stream()
                .flatMap(symbol -> MARKETS.getOrDefault(symbol, List.of()).stream().map(symbol::concat))
                .collect(Collectors.joining(","));
        if (pairs.isEmpty()) {
            return List.of();
        }
        JsonNode answer = http.get(URI.create(base + "/0/public/Ticker?pair=" + pairs));
        if (!answer.path("error").isEmpty()) {
            throw new IOException("answered with the error " + answer.path("error").path(0).asString("?"));
        }
        List<Sighting> seen = new ArrayList<>();
        for (String symbol : symbols) {
            for (String currency : MARKETS.getOrDefault(symbol, List.of())) {
                BigDecimal value = Reading.price(market(answer.path("result"), symbol, currency).path("c").path(0));
                if (value != null) {
                    seen.add(new Sighting(name(), symbol, currency, value, now));
                }
            }
        }
        return Reading.notEmpty(seen);
    }

    /** Old markets carry Kraken's own names: {@code XETHZUSD}, {@code USDTZUSD}; newer ones do not: {@code ETHCHF}. */
    private static JsonNode market(JsonNode result, String symbol, String currency) {
        for (String name : List.of(symbol + currency, "X" + symbol + "Z" + currency, symbol + "Z" + currency)) {
            if (result.has(name)) {
                return result.path(name);
            }
        }
        return result.path(symbol + currency);
    }
}
