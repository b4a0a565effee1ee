package io.cryptocheckout.platform.checkout;

import static io.cryptocheckout.jooq.checkout.Tables.SESSION;

import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.checkout.CheckoutSession.Progress;
import io.cryptocheckout.platform.checkout.SessionHistory.Payment;
import io.cryptocheckout.platform.checkout.settlement.Fraction;
import io.cryptocheckout.platform.checkout.settlement.Outcome.Amounts;
import io.cryptocheckout.platform.database.Database;
import io.cryptocheckout.platform.database.StoreTx;
import io.cryptocheckout.platform.money.Rounding;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Shows a session. A quote in a volatile asset locks for an hour at most: a longer session gets a new one when it is next shown. */
final class Showing {
    private final Database database;
    private final Quoting quoting;
    private final SessionJson json;
    private final LoopSignal signal;
    private final Clock clock;

    Showing(Database database, Quoting quoting, SessionJson json, LoopSignal signal, Clock clock) {
        this.database = database;
        this.quoting = quoting;
        this.json = json;
        this.signal = signal;
        this.clock = clock;
    }

    @Nullable
    SessionHistory show(Scope scope, UUID id) {
        return database.in(scope, tx -> show(tx, id));
    }

    @Nullable
    SessionHistory show(StoreTx tx, UUID id) {
        CheckoutSession session = CheckoutSessions.find(tx, id);
        if (session == null) {
            return null;
        }
        SessionHistory history = CheckoutSessions.history(tx, session);
        Instant now = Timestamps.stored(clock.instant());
        boolean open = session.status() == SessionStatus.PENDING || session.status() == SessionStatus.UNDERPAID;
        if (!open || now.isAfter(session.times().expiresAt()) || session.offers().stream().noneMatch(o -> Quoting.isStale(o, now))) {
            return history;
        }
        List<OfferedAsset> renewed = quoting.renewed(session, now, validFrom(history, now));
        if (renewed.equals(session.offers())) {
            return history;
        }
        CheckoutSession shown = requoted(session, renewed);
        if (!CheckoutSessions.requote(tx, shown)) {
            // Somebody changed it at this moment; the next one who looks renews it.
            return history;
        }
        SessionSignals.signal(tx, id);
        return new SessionHistory(shown, history.payments(), history.timeline());
    }

    /** A new quote never changes what a payment that is known already was worth. */
    private static Instant validFrom(SessionHistory history, Instant now) {
        return history.payments().stream().map(Payment::at).max(Comparator.naturalOrder()).filter(last -> !last.isBefore(now))
                .map(last -> last.plusMillis(1)).orElse(now);
    }

    private static CheckoutSession requoted(CheckoutSession session, List<OfferedAsset> offers) {
        Fraction missing = Fraction.ONE.minus(session.progress().received());
        List<Amounts> amounts = new ArrayList<>();
        for (int i = 0; i < offers.size(); i++) {
            OfferedAsset offer = offers.get(i);
            amounts.add(new Amounts(session.progress().amounts().get(i).received(),
                    Rounding.shownUp(missing.times(offer.current().units()).roundedUp(), offer.asset().decimals())));
        }
        Progress old = session.progress();
        return new CheckoutSession(session.id(), session.scope(), session.status(), session.exceptions(), session.address(),
                session.price(),
                offers, session.rules(), session.details(), session.times(),
                new Progress(old.received(), old.toldExcess(), amounts, old.confirmations(), old.required()), session.stamp());
    }

    /** Makes the session due for a look at once; answers it as it stands. */
    String wake(StoreTx tx, SessionHistory history) {
        tx.sql().update(SESSION).set(SESSION.DUE_AT, clock.instant()).set(SESSION.WAKES, SESSION.WAKES.plus(1))
                .where(CheckoutSessions.mine(tx), SESSION.ID.eq(history.session().id())).execute();
        tx.afterCommit(signal::poke);
        return json.render(history);
    }
}
