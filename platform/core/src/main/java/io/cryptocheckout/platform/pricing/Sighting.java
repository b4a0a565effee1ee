package io.cryptocheckout.platform.pricing;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * One price seen at one source.
 *
 * @param source
 *            name of the source
 * @param symbol
 *            asset, for example {@code ETH}
 * @param currency
 *            ISO-4217 code
 * @param value
 *            fiat units for one whole unit of the asset, as the source said it
 * @param at
 *            the time the source gives for it, or the time it was asked where it gives none; never in the future
 */
public record Sighting(String source, String symbol, String currency, BigDecimal value, Instant at) {}
