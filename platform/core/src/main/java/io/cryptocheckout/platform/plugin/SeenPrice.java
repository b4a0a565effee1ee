package io.cryptocheckout.platform.plugin;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * A price that a plugin gave for a store.
 *
 * @param source
 *            {@code plugin:} and its id
 * @param value
 *            units of the currency for one whole unit of the asset
 * @param at
 *            when it was true, never in the future
 */
public record SeenPrice(String source, String asset, String currency, BigDecimal value, Instant at) {}
