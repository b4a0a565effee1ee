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
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** CoinGecko's simple price: everything in one document, with the time of each asset's last change. */
public final class CoinGeckoPrices implements PriceSource {

    public static final String BASE = "https://api.coingecko.com";

    private static final Map<String, String> COINS = Map.of("ETH", "ethereum", "POL", "polygon-ecosystem-token",
            "USDC", "usd-coin", "USDT", "tether");

    private static final String CURRENCIES = "usd,eur,gbp,chf,cad,aud,nzd,jpy,cny,hkd,sgd,twd,krw,inr,idr,myr,thb,"
            + "php,vnd,pkr,bdt,lkr,mmk,aed,sar,kwd,bhd,ils,try,rub,uah,pln,czk,huf,dkk,nok,sek,gel,brl,mxn,ars,clp,"
            + "zar,ngn,bmd";

    private final JsonOverHttp http;
    private final String base;

    public CoinGeckoPrices(JsonOverHttp http, String base) {
        this.http = http;
        this.base = base;
    }

    @Override
    public String name() {
        return "coingecko";
    }

    @Override
    public List<Sighting> read(Collection<String> symbols, Instant now) throws IOException, InterruptedException {
        String coins = symbols.stream().map(COINS::get).filter(Objects::nonNull).collect(Collectors.joining(","));
        if (coins.isEmpty()) {
            return List.of();
        }
        JsonNode answer = http.get(URI.create(base + "/api/v3/simple/price?include_last_updated_at=true"
                + "&precision=full&ids=" + coins + "&vs_currencies=" + CURRENCIES));
        List<Sighting> seen = new ArrayList<>();
        for (String symbol : symbols) {
            JsonNode coin = answer.path(COINS.getOrDefault(symbol, "-"));
            long seconds = coin.path("last_updated_at").asLong(0);
            Instant at = Reading.notAfter(now, Instant.ofEpochSecond(seconds));
            for (Map.Entry<String, JsonNode> rate : coin.properties()) {
                String currency = rate.getKey().toUpperCase(Locale.ROOT);
                BigDecimal value = Reading.price(rate.getValue());
                if (value != null && seconds > 0 && Reading.isFiat(currency)) {
                    seen.add(new Sighting(name(), symbol, currency, value, at));
                }
            }
        }
        return Reading.notEmpty(seen);
    }
}
