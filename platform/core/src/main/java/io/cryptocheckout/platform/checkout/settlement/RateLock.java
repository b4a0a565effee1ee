package io.cryptocheckout.platform.checkout.settlement;

import io.cryptocheckout.platform.checkout.SessionStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How long the quotes of a session hold. While a transfer may still count and not enough has arrived, a quote in a volatile asset locks for
 * an hour at most; then the session asks a new price, and every transfer counts at the quote that was in force at its block's time.
 *
 * @param ends
 *            when the first of the locks ends; null where no lock ends before the last moment whose transfers count, or where nothing is
 *            asked any more
 * @param lastMoment
 *            the last moment whose transfers count
 */
public record RateLock(@Nullable Instant ends, Instant lastMoment) {
    /** How long a quote in a volatile asset holds. */
    public static final Duration LONGEST = Duration.ofMinutes(60);

    /**
     * @param received
     *            the part of the price that blocks hold; what is in flight asks for nothing less
     */
    public static RateLock of(Terms terms, Rules rules, SessionStatus status, Fraction received) {
        Instant last = rules.lastMoment(terms.expiresAt());
        boolean asking = !status.isPaid() && status != SessionStatus.CANCELED && !received.isAtLeast(rules.enough());
        Instant ends = asking
                ? terms.offers().stream().map(Offer::lockEnds).filter(Objects::nonNull).min(Comparator.naturalOrder()).orElse(null)
                : null;
        return new RateLock(ends == null || !ends.isBefore(last) ? null : ends, last);
    }

    /** Whether a new quote is due. */
    public boolean isOver(Instant now) {
        return ends != null && !now.isBefore(ends) && now.isBefore(lastMoment);
    }
}
