package io.cryptocheckout.platform.checkout;

import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.checkout.CheckoutSession.Progress;
import io.cryptocheckout.platform.checkout.CheckoutSession.Stamp;
import io.cryptocheckout.platform.checkout.CheckoutSession.Times;
import io.cryptocheckout.platform.checkout.SessionHistory.Entry;
import io.cryptocheckout.platform.checkout.settlement.Fraction;
import io.cryptocheckout.platform.checkout.settlement.Outcome.Amounts;
import io.cryptocheckout.platform.checkout.settlement.Rules;
import io.cryptocheckout.platform.database.Answer;
import io.cryptocheckout.platform.database.Idempotency;
import io.cryptocheckout.platform.database.IdempotencyKey;
import io.cryptocheckout.platform.database.StoreTx;
import io.cryptocheckout.platform.events.Events;
import io.cryptocheckout.platform.events.ComingEvent;
import io.cryptocheckout.platform.events.NewEvent;
import io.cryptocheckout.platform.id.Ids;
import io.cryptocheckout.platform.refusal.Refused;
import io.cryptocheckout.platform.tenancy.OpeningTerms;
import io.cryptocheckout.platform.tenancy.StoreRules;
import io.cryptocheckout.platform.tenancy.Stores;
import io.cryptocheckout.platform.wallet.AddressPool;
import io.cryptocheckout.platform.wallet.PooledAddress;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Opens sessions: one transaction holds the idempotency record, the session, its event and the event's deliveries. */
final class Opening {
    private static final int CREATED = 201;

    private final NewSessionRules rules;
    private final Quoting quoting;
    private final AddressPool addresses;
    private final Idempotency idempotency;
    private final Ledger ledger;

    /** Where a new session is written and told. */
    record Ledger(Stores stores, Events events, SessionJson json, Clock clock) {}

    Opening(NewSessionRules rules, Quoting quoting, AddressPool addresses, Idempotency idempotency, Ledger ledger) {
        this.rules = rules;
        this.quoting = quoting;
        this.addresses = addresses;
        this.idempotency = idempotency;
        this.ledger = ledger;
    }

    Answer open(Scope scope, NewSession wanted, @Nullable IdempotencyKey key) {
        PooledAddress address;
        try {
            rules.check(wanted, scope.livemode());
            address = addresses.take(scope);
        } catch (Refused refused) {
            // A repetition is answered as before, even where a new session cannot be opened now.
            Answer kept = key == null ? null : idempotency.kept(scope, key);
            if (kept == null) {
                throw refused;
            }
            return kept;
        }
        return open(scope, wanted, key, address);
    }

    private Answer open(Scope scope, NewSession wanted, @Nullable IdempotencyKey key, PooledAddress address) {
        AtomicBoolean used = new AtomicBoolean();
        try {
            return idempotency.once(scope, key, tx -> {
                SessionHistory open = reusable(tx, wanted);
                return Answer.of(CREATED, open == null ? opened(tx, wanted, address, used) : ledger.json().render(open));
            });
        } finally {
            // Once it may stand in a row, it stays taken for ever, whatever became of the transaction.
            if (!used.get()) {
                addresses.giveBack(scope, address);
            }
        }
    }

    private @Nullable SessionHistory reusable(StoreTx tx, NewSession wanted) {
        String reference = wanted.details().reference();
        if (!wanted.reuseOpen() || reference == null) {
            return null;
        }
        // Two requests for one reference at the same time must not both find nothing.
        tx.sql().fetch("select pg_advisory_xact_lock(hashtextextended(?, 0))", tx.storeId() + "/" + tx.livemode() + "/" + reference);
        CheckoutSession open = CheckoutSessions.findOpen(tx, reference, wanted.price(), ledger.clock().instant());
        return open == null ? null : CheckoutSessions.history(tx, open);
    }

    private String opened(StoreTx tx, NewSession wanted, PooledAddress address, AtomicBoolean used) {
        OpeningTerms terms = ledger.stores().openingTerms(tx);
        CheckoutSession session = session(tx, wanted, address, terms.rules());
        SessionTallies.requireRoom(tx, terms.sessionsPerMonth(), session.id());
        List<Entry> timeline = List.of(new Entry(SessionStatus.PENDING, session.times().createdAt(), null));
        String json = ledger.json().render(new SessionHistory(session, List.of(), timeline));
        ComingEvent created = ledger.events().begin(tx, new NewEvent("session.created", session.id(), 1, json, null));
        used.set(true);
        CheckoutSessions.insert(tx, session, address);
        ledger.events().append(tx, created);
        return json;
    }

    private CheckoutSession session(StoreTx tx, NewSession wanted, PooledAddress address, StoreRules storeRules) {
        Instant now = Timestamps.stored(ledger.clock().instant());
        Duration open = wanted.expiresInSeconds() == null ? storeRules.expiry() : Duration.ofSeconds(wanted.expiresInSeconds());
        List<OfferedAsset> quoted = quoting.offers(tx.scope(), wanted, storeRules, now);
        Rules copied = quoting.rules(storeRules, wanted.price(), quoted);
        List<OfferedAsset> offers = quoting.ordered(tx.scope(), wanted, quoted);
        List<Amounts> amounts = offers.stream().map(offer -> new Amounts(BigInteger.ZERO, offer.current().units())).toList();
        Progress progress = new Progress(Fraction.ZERO, Fraction.ZERO, amounts, 0,
                Objects.requireNonNull(copied.depth(offers.getFirst().asset().chainId())));
        return new CheckoutSession(Ids.next(ledger.clock()), tx.scope(), SessionStatus.PENDING, Set.of(), address.address(), wanted.price(),
                offers, copied, wanted.details(), new Times(now, now.plus(open), null), progress, new Stamp(1, 1, 0));
    }
}
