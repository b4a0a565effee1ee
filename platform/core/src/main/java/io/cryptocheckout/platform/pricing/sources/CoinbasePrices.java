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
import tools.jackson.databind.JsonNode;

/** Coinbase's exchange rates: one document for each asset, with nearly every fiat currency. It gives no time. */
public final class CoinbasePrices implements PriceSource {

    public static final String BASE = "https://api.coinbase.com";

    private final JsonOverHttp http;
    private final String base;

    public CoinbasePrices(JsonOverHttp http, String base) {
        this.http = http;
        this.base = base;
    }

    @Override
    public String name() {
        return "coinbase";
    }

    @Override
    public List<Sighting> read(Collection<String> symbols, Instant now) throws IOException, InterruptedException {
        List<Sighting> seen = new ArrayList<>();
        for (String symbol : symbols) {
            JsonNode data = http.get(URI.create(base + "/v2/exchange-rates?currency=" + symbol)).path("data");
            if (!symbol.equals(data.path("currency").asString(""))) {
                continue;
            }
            for (Map.Entry<String, JsonNode> rate : data.path("rates").properties()) {
                BigDecimal value = Reading.price(rate.getValue());
                if (value != null && Reading.isFiat(rate.getKey())) {
                    seen.add(new Sighting(name(), symbol, rate.getKey(), value, now));
                }
            }
        }
        return Reading.notEmpty(seen);
    }
}
