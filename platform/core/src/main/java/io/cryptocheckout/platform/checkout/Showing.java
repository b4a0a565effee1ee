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
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Shows a session. The payment loop renews a quote when its lock ends; whoever looks before the loop did gets the new quote at once, so that
 * nobody is shown a price that holds no longer.
 */
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
        SessionHistory history = read(tx, id);
        Instant now = Timestamps.stored(clock.instant());
        if (history == null || !Settling.lock(history.session()).isOver(now)) {
            return history;
        }
        CheckoutSession session = history.session();
        List<OfferedAsset> renewed = quoting.renewed(session, history.payments().stream().map(Payment::at), now);
        if (renewed.equals(session.offers())) {
            return history;
        }
        CheckoutSession shown = session.offering(renewed, priced(session, renewed));
        if (!CheckoutSessions.requote(tx, shown)) {
            // Somebody changed it at this moment, most likely by renewing the quote.
            return read(tx, id);
        }
        SessionSignals.signal(tx, id);
        return new SessionHistory(shown, history.payments(), history.timeline());
    }

    private static @Nullable SessionHistory read(StoreTx tx, UUID id) {
        CheckoutSession session = CheckoutSessions.find(tx, id);
        return session == null ? null : CheckoutSessions.history(tx, session);
    }

    /** What has arrived keeps its worth; what is missing is priced anew. */
    private static Progress priced(CheckoutSession session, List<OfferedAsset> offers) {
        Progress old = session.progress();
        Fraction missing = Fraction.ONE.minus(old.received());
        List<Amounts> amounts = new ArrayList<>();
        for (int i = 0; i < offers.size(); i++) {
            OfferedAsset offer = offers.get(i);
            amounts.add(new Amounts(old.amounts().get(i).received(),
                    Rounding.shownUp(missing.times(offer.current().units()).roundedUp(), offer.asset().decimals())));
        }
        return new Progress(old.received(), old.toldExcess(), amounts, old.confirmations(), old.required());
    }

    /** Makes the session due for a look at once; answers it as it stands. */
    String wake(StoreTx tx, SessionHistory history) {
        tx.sql().update(SESSION).set(SESSION.DUE_AT, clock.instant()).set(SESSION.WAKES, SESSION.WAKES.plus(1))
                .where(CheckoutSessions.mine(tx), SESSION.ID.eq(history.session().id())).execute();
        tx.afterCommit(signal::poke);
        return json.render(history);
    }
}
