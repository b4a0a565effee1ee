package io.cryptocheckout.platform.pricing;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the price sources ({@code checkout.pricing}).
 *
 * @param symbols
 *            assets to ask for
 * @param refreshEvery
 *            pause between two rounds of asking; shorter than the 60 s a price may be old
 * @param timeout
 *            how long one source may take
 * @param urls
 *            another base address of a source, by its name ({@code kraken}); an empty text switches the source off
 * @param fixed
 *            asset -> currency -> price; when not empty no source is asked at all. For a laptop and for tests: the
 *            production profile refuses it
 * @param fixedName
 *            what a session's {@code rate.sources} says when prices are fixed
 */
@ConfigurationProperties("checkout.pricing")
public record PricingProperties(@DefaultValue({
        "ETH", "POL", "USDC", "USDT"}) List<String> symbols,
        @DefaultValue("15s") Duration refreshEvery, @DefaultValue("5s") Duration timeout,
        @DefaultValue Map<String, String> urls, @DefaultValue Map<String, Map<String, BigDecimal>> fixed,
        @DefaultValue("fixed (local default)") String fixedName) {

    public PricingProperties {
        if (refreshEvery.compareTo(MedianRule.MAX_AGE) >= 0 || !refreshEvery.isPositive()) {
            throw new IllegalArgumentException(
                    "checkout.pricing.refresh-every must be more than 0 s and less than 60 s, it is " + refreshEvery);
        }
        if (!timeout.isPositive()) {
            throw new IllegalArgumentException("checkout.pricing.timeout must be more than 0 s, it is " + timeout);
        }
    }
}
