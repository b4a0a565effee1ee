package io.cryptocheckout.platform.checkout;

import java.math.BigDecimal;

/**
 * What was paid in one currency.
 *
 * @param total
 *            the prices of the paid sessions, in units of the currency
 */
public record Sales(String currency, int payments, BigDecimal total) {}
