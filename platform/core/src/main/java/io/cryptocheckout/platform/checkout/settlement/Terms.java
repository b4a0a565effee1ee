package io.cryptocheckout.platform.checkout.settlement;

import io.cryptocheckout.platform.money.Fiat;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a session asks for.
 *
 * @param price
 *            the fiat amount
 * @param offers
 *            the assets it may be paid in, the default one first
 * @param createdAt
 *            when it was opened
 * @param expiresAt
 *            until when a transfer is on time, that moment included
 */
public record Terms(Fiat price, List<Offer> offers, Instant createdAt, Instant expiresAt) {

    public Terms {
        if (offers.isEmpty()) {
            throw new IllegalArgumentException("a session offers at least one asset");
        }
        offers = List.copyOf(offers);
    }

    /** One minor unit of the currency as a part of the price. */
    public Fraction minorUnit() {
        Fraction unit = Fraction.of(price.minorUnit());
        Fraction whole = Fraction.of(price.amount());
        return new Fraction(unit.numerator().multiply(whole.denominator()), unit.denominator().multiply(whole.numerator()));
    }

    Set<Long> chains() {
        return offers.stream().map(Offer::chainId).collect(Collectors.toUnmodifiableSet());
    }
}
