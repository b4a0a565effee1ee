package io.cryptocheckout.platform.checkout;

import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.chain.Address;
import io.cryptocheckout.platform.checkout.SessionWriter.Overtaken;
import io.cryptocheckout.platform.checkout.settlement.Depth;
import io.cryptocheckout.platform.checkout.settlement.Fraction;
import io.cryptocheckout.platform.checkout.settlement.Outcome.Amounts;
import io.cryptocheckout.platform.checkout.settlement.Rules;
import io.cryptocheckout.platform.money.Fiat;
import java.math.RoundingMode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One attempt of one customer to pay one amount, as it is stored.
 *
 * @param address
 *            its own receiving address, on every network and for every token
 * @param offers
 *            the default one first
 * @param rules
 *            the store's rules as they stood when it was opened
 */
public record CheckoutSession(UUID id, Scope scope, SessionStatus status, Set<SessionException> exceptions, Address address, Fiat price,
        List<OfferedAsset> offers, Rules rules, Details details, Times times, Progress progress, Stamp stamp) {

    /** What the merchant's backend told about the order; never shown to the customer but for the URLs. */
    public record Details(@Nullable String reference, @Nullable Customer customer, Map<String, String> metadata,
            @Nullable String successUrl,
            @Nullable String cancelUrl) {}

    public record Customer(@Nullable String email, @Nullable String name) {}

    /**
     * @param expiresAt
     *            until when a transfer is on time, that moment included
     * @param paidAt
     *            null while the session is neither paid nor paid late
     */
    public record Times(Instant createdAt, Instant expiresAt, @Nullable Instant paidAt) {}

    /**
     * What settlement found last.
     *
     * @param received
     *            the part of the price that has arrived
     * @param toldExcess
     *            the part beyond the price that was told as overpaid
     * @param amounts
     *            of each offer, in smallest units
     */
    public record Progress(Fraction received, Fraction toldExcess, List<Amounts> amounts, int confirmations, Depth required) {}

    /**
     * @param version
     *            counts every change
     * @param events
     *            the sequence number of the last event
     * @param wakes
     *            counts the facts that asked for a look
     */
    public record Stamp(int version, int events, int wakes) {}

    /** What has arrived, valued at the session's quotes, rounded down. */
    public BigDecimal fiatReceived() {
        return inFiat(progress.received(), RoundingMode.FLOOR);
    }

    /** What is still missing, rounded up; zero when enough has arrived. */
    public BigDecimal fiatDue() {
        boolean nothingDue = progress.amounts().getFirst().due().signum() == 0;
        return inFiat(nothingDue ? Fraction.ZERO : Fraction.ONE.minus(progress.received()), RoundingMode.CEILING);
    }

    /**
     * The session as the reader of the facts saw it: a wake that came after that must not be taken for answered.
     *
     * @throws Overtaken
     *             where somebody changed it since
     */
    CheckoutSession seenAs(Stamp seen) {
        if (stamp.version() != seen.version()) {
            throw new Overtaken();
        }
        return new CheckoutSession(id, scope, status, exceptions, address, price, offers, rules, details, times, progress,
                new Stamp(stamp.version(), stamp.events(), seen.wakes()));
    }

    /** The same session at other quotes. */
    CheckoutSession offering(List<OfferedAsset> others, Progress atThem) {
        return new CheckoutSession(id, scope, status, exceptions, address, price, others, rules, details, times, atThem, stamp);
    }

    private BigDecimal inFiat(Fraction part, RoundingMode rounding) {
        BigDecimal whole = new BigDecimal(part.numerator()).multiply(price.amount());
        return whole.divide(new BigDecimal(part.denominator()), price.amount().scale(), rounding);
    }
}
