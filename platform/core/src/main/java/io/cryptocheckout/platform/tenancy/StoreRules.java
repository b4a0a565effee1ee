package io.cryptocheckout.platform.tenancy;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rules a store gives each new session; they are copied onto the session, so that a later change moves no payment
 * that has begun.
 *
 * @param expiry
 *            how long a quote is offered, 5 minutes to 7 days
 * @param grace
 *            how long after that a transfer still counts as late
 * @param tolerance
 *            the fraction that may be missing or in excess, 0 to 0.5
 * @param confirmations
 *            by chain id, only where the store wants other ones than the network's
 * @param finalizedFromUsd
 *            the value in US dollars from which a payment must be finalized, null for never
 */
public record StoreRules(Duration expiry, Duration grace, BigDecimal tolerance, LatePolicy latePolicy,
        Map<Long, Integer> confirmations, @Nullable BigDecimal finalizedFromUsd, boolean stablecoinsAtPar) {

    /** What a new store starts with. */
    public static final StoreRules DEFAULT = new StoreRules(Duration.ofMinutes(15), Duration.ofMinutes(10),
            BigDecimal.ZERO, LatePolicy.COUNT, Map.of(), new BigDecimal("1000"), true);

    public StoreRules {
        confirmations = Map.copyOf(confirmations);
    }
}
