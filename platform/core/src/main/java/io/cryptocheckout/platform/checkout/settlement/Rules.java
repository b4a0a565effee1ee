package io.cryptocheckout.platform.checkout.settlement;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * The store's rules as they stood when the session was created; changing the store changes no session.
 *
 * @param tolerance
 *            the part of the price that may be missing, 0 to 1
 * @param grace
 *            how long after the expiry a transfer still counts
 * @param holdLate
 *            whether grace transfers go to the funds inbox instead of counting
 * @param depths
 *            the confirmations each offered network needs, by chain id
 */
public record Rules(Fraction tolerance, Duration grace, boolean holdLate, Map<Long, Depth> depths) {

    public Rules {
        depths = Map.copyOf(depths);
    }

    public Depth depth(long chainId) {
        Depth depth = depths.get(chainId);
        if (depth == null) {
            throw new IllegalArgumentException("the session has no rule for chain " + chainId);
        }
        return depth;
    }

    /** The last moment whose transfers count. */
    public Instant lastMoment(Instant expiresAt) {
        return holdLate ? expiresAt : expiresAt.plus(grace);
    }

    /** The part of the price that is enough. */
    public Fraction enough() {
        return Fraction.ONE.minus(tolerance);
    }
}
