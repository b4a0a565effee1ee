package io.cryptocheckout.platform.checkout.settlement;

import io.cryptocheckout.platform.checkout.SessionException;
import io.cryptocheckout.platform.checkout.SessionStatus;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the facts make of a session.
 *
 * @param amounts
 *            received and due of each offer, in the order of the offers
 * @param received
 *            the part of the price that has arrived and counts, confirmed or not
 * @param excess
 *            the confirmed part beyond the price, zero unless it is worth telling
 * @param byHand
 *            whether the status rests on a merchant's decision to accept what arrived
 * @param timer
 *            when to look again, and what to watch until then
 */
public record Outcome(SessionStatus status, Set<SessionException> exceptions, List<Amounts> amounts, Confirmations confirmations,
        List<Counted> payments, List<Unmatched> unmatched, Fraction received, Fraction excess, boolean byHand, Timer timer) {

    /** In smallest units of one offer's asset. */
    public record Amounts(BigInteger received, BigInteger due) {}

    /** Of the transfer that has the longest way to go. */
    public record Confirmations(int current, Depth required) {}

    /**
     * @param lookAgain
     *            when time alone may change the state; null when only a new fact can
     * @param awaited
     *            the networks whose next block may change it
     * @param requote
     *            whether the lock of a quote has ended, so that the session is judged once more with a new one
     * @param open
     *            whether the address' balances must be read at every poll, because a transfer would still count
     */
    public record Timer(@Nullable Instant lookAgain, Set<Long> awaited, boolean requote, boolean open) {}
}
