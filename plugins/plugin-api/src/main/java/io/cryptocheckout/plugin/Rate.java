package io.cryptocheckout.plugin;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * The price of one whole unit of an asset.
 *
 * @param asset
 *            for example {@code ETH}
 * @param currency
 *            ISO-4217 code
 * @param value
 *            units of the currency for one whole unit of the asset; greater than zero
 * @param at
 *            when it was true; a source older than a minute is not used
 */
public record Rate(String asset, String currency, BigDecimal value, Instant at) {

    public Rate {
        if (value.signum() <= 0 || value.precision() > 60 || Math.abs(value.scale()) > 60) {
            throw new IllegalArgumentException("A rate is greater than zero and has at most 60 digits");
        }
    }

    /** The same pair at the same time, at another value. */
    public Rate with(BigDecimal other) {
        return new Rate(asset, currency, other, at);
    }
}
