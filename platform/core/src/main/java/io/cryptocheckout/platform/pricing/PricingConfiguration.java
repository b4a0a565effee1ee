package io.cryptocheckout.platform.pricing;

import io.cryptocheckout.platform.pricing.sources.BinancePrices;
import io.cryptocheckout.platform.pricing.sources.BitstampPrices;
import io.cryptocheckout.platform.pricing.sources.CoinGeckoPrices;
import io.cryptocheckout.platform.pricing.sources.CoinbasePrices;
import io.cryptocheckout.platform.pricing.sources.FixedPrices;
import io.cryptocheckout.platform.pricing.sources.JsonOverHttp;
import io.cryptocheckout.platform.pricing.sources.KrakenPrices;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;

/** Puts the price sources together, and refuses made-up prices where real money is taken. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PricingProperties.class)
class PricingConfiguration {

    /** The board and the sources that fill it: together, because the board lists exactly these. */
    record Market(List<PriceSource> sources, PriceBoard board) {}

    private record Known(String base, BiFunction<JsonOverHttp, String, PriceSource> make) {}

    private static final Map<String, Known> PUBLIC_SOURCES = new TreeMap<>(
            Map.of("binance", new Known(BinancePrices.BASE, BinancePrices::new), "bitstamp",
                    new Known(BitstampPrices.BASE, BitstampPrices::new), "coinbase",
                    new Known(CoinbasePrices.BASE, CoinbasePrices::new), "coingecko",
                    new Known(CoinGeckoPrices.BASE, CoinGeckoPrices::new), "kraken",
                    new Known(KrakenPrices.BASE, KrakenPrices::new)));

    @Bean
    Market priceMarket(PricingProperties settings, Environment environment) {
        List<PriceSource> sources = sources(settings, environment.acceptsProfiles(Profiles.of("production")));
        return new Market(sources, new PriceBoard(sources));
    }

    @Bean
    Prices prices(Market market, PricingProperties settings, Clock clock) {
        return new Prices(market.board(), settings.symbols(), !settings.fixed().isEmpty(), clock);
    }

    @Bean
    PriceRefresh priceRefresh(Market market, PricingProperties settings, Clock clock) {
        return new PriceRefresh(market.sources(), settings, market.board(), clock);
    }

    @Bean
    PricesHealthIndicator pricesHealthIndicator(Prices prices) {
        return new PricesHealthIndicator(prices);
    }

    static List<PriceSource> sources(PricingProperties settings, boolean production) {
        if (!settings.fixed().isEmpty()) {
            if (production) {
                throw new IllegalStateException(
                        "checkout.pricing.fixed must be empty in the production profile: fixed prices are for a laptop.");
            }
            return List.of(new FixedPrices(settings.fixedName(), settings.fixed()));
        }
        JsonOverHttp http = new JsonOverHttp(settings.timeout());
        List<PriceSource> sources = new ArrayList<>();
        PUBLIC_SOURCES.forEach((name, known) -> {
            String url = settings.urls().getOrDefault(name, known.base());
            if (!url.isBlank()) {
                sources.add(known.make().apply(http, url));
            }
        });
        return sources;
    }
}
