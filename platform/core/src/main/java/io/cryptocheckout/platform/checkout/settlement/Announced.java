package io.cryptocheckout.platform.checkout.settlement;

import io.cryptocheckout.platform.checkout.SessionStatus;

/**
 * What the world has been told about a session.
 *
 * @param excess
 *            the part beyond the price that was told as overpaid, zero if none
 */
public record Announced(SessionStatus status, Fraction excess) {}
