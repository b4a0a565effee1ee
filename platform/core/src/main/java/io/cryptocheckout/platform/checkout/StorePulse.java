package io.cryptocheckout.platform.checkout;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a store is doing, at a glance.
 *
 * @param stuck
 *            sessions that received something and are still not settled an hour after their time ran out
 * @param unmatched
 *            entries of the funds inbox
 * @param lastPaidAt
 *            null where nothing was ever paid
 */
public record StorePulse(int stuck, int unmatched, @Nullable Instant lastPaidAt) {}
