package io.cryptocheckout.platform.checkout.settlement;

import io.cryptocheckout.platform.checkout.SessionStatus;
import java.util.ArrayList;
import java.util.List;

/**
 * The next thing to tell the world: one step from the announced state towards the one the facts make.
 *
 * @param status
 *            the status to announce
 * @param events
 *            event types in the order in which they are sent
 * @param excess
 *            the overpaid part that is told from now on
 * @param last
 *            false where another step follows at once
 */
public record Move(SessionStatus status, List<String> events, Fraction excess, boolean last) {

    /**
     * A payment that is confirmed when it is first seen is announced as detected before it is announced as paid, so that every receiver
     * sees the same road. Leaving a paid state is announced as reverted first, so that no two {@code session.paid} follow each other.
     */
    public static Move towards(Outcome outcome, Fraction minorUnit, Announced announced) {
        SessionStatus from = announced.status();
        SessionStatus goal = outcome.status();
        boolean stepping = goal.isPaid() && from != goal && from != SessionStatus.DETECTED && !outcome.byHand();
        SessionStatus to = stepping ? SessionStatus.DETECTED : goal;
        boolean reverted = from.isPaid() && to != from;
        List<String> events = new ArrayList<>();
        if (reverted) {
            events.add("session.reverted");
        }
        if (to != from && to != SessionStatus.PENDING) {
            events.add("session." + to.wireName());
        }
        Fraction told = reverted ? Fraction.ZERO : announced.excess();
        boolean grown = to.isPaid() && outcome.excess().minus(told).isMoreThan(minorUnit);
        if (grown) {
            events.add("session.overpaid");
        }
        return new Move(to, List.copyOf(events), grown ? outcome.excess() : told, !stepping);
    }
}
