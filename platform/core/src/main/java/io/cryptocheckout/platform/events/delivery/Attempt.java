package io.cryptocheckout.platform.events.delivery;

import io.cryptocheckout.platform.outbound.Outcome;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What came of a claim.
 *
 * @param sent
 *            what was sent and answered; null where the claim ended without a request
 */
record Attempt(DueDelivery delivery, Verdict verdict, @Nullable Sent sent) {

    /** One request and its outcome. */
    record Sent(Instant at, Map<String, String> requestHeaders, Outcome outcome) {}

    /** Gives the delivery back untried: any node may take it at once. */
    static Attempt released(DueDelivery delivery, Instant now) {
        return new Attempt(delivery, new Verdict(Verdict.Status.PENDING, now, null), null);
    }

    /** There is nothing to sign with: it waits for the next claim, and says so. A sample, which is tried once, is over. */
    static Attempt unsigned(DueDelivery delivery) {
        Verdict.Status status = delivery.sample() ? Verdict.Status.ABANDONED : Verdict.Status.PENDING;
        Instant next = delivery.sample() ? null : delivery.leasedUntil();
        return new Attempt(delivery, new Verdict(status, next,
                "The platform cannot open the endpoint's secret and sends nothing unsigned; rotate the secret, or ask the operator."),
                null);
    }

    /** The endpoint was disabled or deleted after the event, or the agency it rests on has gone. */
    static Attempt unwanted(DueDelivery delivery) {
        return new Attempt(delivery, new Verdict(Verdict.Status.ABANDONED, null,
                Objects.requireNonNullElse(delivery.target().silence(), DueDelivery.DISABLED)), null);
    }
}
