package io.cryptocheckout.platform.events.delivery;

import io.cryptocheckout.platform.outbound.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What an attempt means for its delivery. Decided here alone, from the outcome, the attempts before it and the time.
 *
 * @param dueAt
 *            when to try again, null unless pending
 * @param error
 *            why it failed, in words for the merchant; null where it did not
 */
record Verdict(Status status, @Nullable Instant dueAt, @Nullable String error) {

    /** What becomes of a delivery; the names are those of its table, in upper case. */
    enum Status {
        PENDING, DELIVERED, ABANDONED;

        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final int GONE = 410;

    /**
     * @param tries
     *            attempts in this run of the schedule, this one included
     */
    static Verdict of(Outcome outcome, int tries, Instant now, double random) {
        if (outcome.succeeded()) {
            return new Verdict(Status.DELIVERED, null, null);
        }
        Instant next = isGone(outcome) ? null : RetrySchedule.next(tries, outcome, now, random);
        return new Verdict(next == null ? Status.ABANDONED : Status.PENDING, next, words(outcome));
    }

    /** 410: the receiver says it will never want anything again. */
    static boolean isGone(Outcome outcome) {
        return outcome.error() == null && outcome.status() == GONE;
    }

    private static String words(Outcome outcome) {
        return switch (outcome.error()) {
            case null -> "The endpoint answered " + outcome.status() + (isRedirect(outcome) ? ", and redirects are not followed." : ".");
            case REFUSED_ADDRESS -> "The URL leads to an address that may not be called.";
            case UNKNOWN_HOST -> "The host name could not be resolved.";
            case CONNECTION -> "No connection could be made, or it broke off.";
            case TLS -> "The TLS handshake failed; look at the certificate.";
            case TIMEOUT -> "There was no complete answer within " + seconds(outcome.took()) + " seconds.";
        };
    }

    private static boolean isRedirect(Outcome outcome) {
        return outcome.status() >= 300 && outcome.status() < 400;
    }

    private static long seconds(Duration took) {
        return Math.max(1, Math.round(took.toMillis() / 1000.0));
    }
}
