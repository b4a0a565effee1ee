package io.cryptocheckout.platform.checkout;

import io.cryptocheckout.platform.chain.Transfer;
import io.cryptocheckout.platform.checkout.CheckoutSession.Progress;
import io.cryptocheckout.platform.checkout.CheckoutSession.Stamp;
import io.cryptocheckout.platform.checkout.CheckoutSession.Times;
import io.cryptocheckout.platform.checkout.SessionHistory.Entry;
import io.cryptocheckout.platform.checkout.settlement.Announced;
import io.cryptocheckout.platform.checkout.settlement.Decision;
import io.cryptocheckout.platform.checkout.settlement.Move;
import io.cryptocheckout.platform.checkout.settlement.Observation;
import io.cryptocheckout.platform.checkout.settlement.Offer;
import io.cryptocheckout.platform.checkout.settlement.Offer.Quoted;
import io.cryptocheckout.platform.checkout.settlement.Outcome;
import io.cryptocheckout.platform.checkout.settlement.RateLock;
import io.cryptocheckout.platform.checkout.settlement.Settlement;
import io.cryptocheckout.platform.checkout.settlement.Terms;
import io.cryptocheckout.platform.database.StoreTx;
import io.cryptocheckout.platform.events.Events;
import io.cryptocheckout.platform.events.NewEvent;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Applies what settlement says about one session: state, payments, funds inbox, timeline and events in the caller's one transaction. */
final class Settling {
    private final SessionJson json;
    private final Events events;
    private final FundsInbox inbox;
    private final Quoting quoting;
    private final Clock clock;

    Settling(SessionJson json, Events events, FundsInbox inbox, Quoting quoting, Clock clock) {
        this.json = json;
        this.events = events;
        this.inbox = inbox;
        this.quoting = quoting;
        this.clock = clock;
    }

    /** What the facts make of a session, with the offers it was judged by and the transfer behind each observation. */
    record Judged(Outcome outcome, List<OfferedAsset> offers, Map<Observation, Transfer> transfers) {}

    /** Judges a session as it is stored by what the chains showed, at a new quote where the lock of one has ended; changes nothing. */
    Judged judge(SessionHistory history, ChainSight sight, Collection<Decision> decisions) {
        CheckoutSession session = history.session();
        Map<Observation, Transfer> observations = sight.observations(session.scope(), session.address(), history.payments());
        Settlement.ChainView view = sight.view(session.scope(), session.address(), observations.keySet());
        Instant now = clock.instant();
        Outcome outcome = Settlement.of(terms(session), session.rules(), decisions, view, now);
        if (!outcome.timer().requote()) {
            return new Judged(outcome, session.offers(), observations);
        }
        Stream<Instant> paid = outcome.payments().stream().map(counted -> counted.transfer().time());
        List<OfferedAsset> renewed = quoting.renewed(session, paid, Timestamps.stored(now));
        CheckoutSession requoted = session.offering(renewed, session.progress());
        return new Judged(Settlement.of(terms(requoted), session.rules(), decisions, view, now), renewed, observations);
    }

    /**
     * Stores the next step towards the outcome and tells it.
     *
     * @param reason
     *            why, for the timeline; null where the state says it all
     * @return the session as it stands then
     */
    SessionHistory apply(StoreTx tx, SessionHistory before, Judged judged, @Nullable String reason) {
        CheckoutSession old = before.session();
        Outcome outcome = judged.outcome();
        Instant now = Timestamps.stored(clock.instant());
        Move move = Move.towards(outcome, terms(old).minorUnit(), new Announced(old.status(), old.progress().toldExcess()));
        SessionWriter writer = new SessionWriter(tx, judged.transfers());
        writer.payments(before, outcome.payments());
        CheckoutSession session = moved(old, judged, move, now);
        if (!session.offers().equals(old.offers())) {
            writer.offers(session);
        }
        writer.session(session, outcome.timer(), nextLook(outcome, move, now));
        List<Entry> timeline = new ArrayList<>(before.timeline());
        if (move.status() != old.status()) {
            Entry entry = new Entry(move.status(), now, reason);
            writer.timeline(session, entry);
            timeline.add(entry);
        }
        SessionHistory after = new SessionHistory(session, writer.counting(), List.copyOf(timeline));
        tell(tx, after, move, old);
        inbox.reconcile(tx, session, outcome.unmatched(), judged.transfers());
        if (looksDifferent(before, after)) {
            SessionSignals.signal(tx, session.id());
        }
        return after;
    }

    private static boolean looksDifferent(SessionHistory before, SessionHistory after) {
        return before.session().status() != after.session().status() || !before.session().progress().equals(after.session().progress())
                || !before.session().exceptions().equals(after.session().exceptions())
                || !before.session().offers().equals(after.session().offers()) || !before.payments().equals(after.payments());
    }

    private void tell(StoreTx tx, SessionHistory after, Move move, CheckoutSession old) {
        int sequence = old.stamp().events();
        String data = move.events().isEmpty() ? "" : json.render(after);
        for (String type : move.events()) {
            sequence++;
            String previous = move.status() == old.status() ? null : old.status().wireName();
            events.append(tx, new NewEvent(type, old.id(), sequence, data, previous));
        }
    }

    private static CheckoutSession moved(CheckoutSession old, Judged judged, Move move, Instant now) {
        Outcome outcome = judged.outcome();
        Instant paidAt = !move.status().isPaid() ? null : old.status() == move.status() ? old.times().paidAt() : now;
        Progress progress = new Progress(outcome.received(), move.excess(), outcome.amounts(), outcome.confirmations().current(),
                outcome.confirmations().required());
        Stamp stamp = new Stamp(old.stamp().version() + 1, old.stamp().events() + move.events().size(), old.stamp().wakes());
        return new CheckoutSession(old.id(), old.scope(), move.status(), outcome.exceptions(), old.address(), old.price(), judged.offers(),
                old.rules(), old.details(), new Times(old.times().createdAt(), old.times().expiresAt(), paidAt), progress, stamp);
    }

    private static @Nullable Instant nextLook(Outcome outcome, Move move, Instant now) {
        return move.last() ? outcome.timer().lookAgain() : now;
    }

    /** When time alone first changes a new session: its quote, or its state. */
    static Instant firstLook(CheckoutSession fresh) {
        Instant over = fresh.times().expiresAt().plusMillis(1);
        Instant lockEnds = lock(fresh).ends();
        return lockEnds == null || over.isBefore(lockEnds) ? over : lockEnds;
    }

    /** How long the quotes hold of a session as it is stored. */
    static RateLock lock(CheckoutSession session) {
        return RateLock.of(terms(session), session.rules(), session.status(), session.progress().received());
    }

    static Terms terms(CheckoutSession session) {
        List<Offer> offers = session.offers().stream().map(offer -> new Offer(offer.asset().chainId(), offer.asset().contract(),
                offer.asset().decimals(), offer.pegged(), offer.quotes().stream().map(q -> new Quoted(q.units(), q.from())).toList()))
                .toList();
        return new Terms(session.price(), offers, session.times().createdAt(), session.times().expiresAt());
    }
}
