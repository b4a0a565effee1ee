package io.cryptocheckout.platform.checkout;

import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.checkout.PublicSession.Option;
import io.cryptocheckout.platform.checkout.PublicSession.Return;
import io.cryptocheckout.platform.checkout.PublicSession.Store;
import io.cryptocheckout.platform.checkout.settlement.Outcome.Amounts;
import io.cryptocheckout.platform.database.Database;
import io.cryptocheckout.platform.id.IdKind;
import io.cryptocheckout.platform.tenancy.StoreSettings;
import io.cryptocheckout.platform.tenancy.Stores;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Sessions as anybody sees them who knows an id: the data of the hosted page. */
public final class PublicSessions {
    private static final String PLACEHOLDER = "{CHECKOUT_SESSION_ID}";

    private final Database database;
    private final Stores stores;
    private final Showing showing;

    PublicSessions(Database database, Stores stores, Showing showing) {
        this.database = database;
        this.stores = stores;
        this.showing = showing;
    }

    /** The session as it stands; null where there is none. A quote whose lock has run out is renewed. */
    public @Nullable PublicSession find(UUID id) {
        Scope scope = database.acrossTenants("the hosted page names a session before its store is known",
                worker -> DueSessions.scopeOf(worker, id));
        return scope == null ? null : database.in(scope, tx -> {
            SessionHistory history = showing.show(tx, id);
            return history == null ? null : shown(history.session(), stores.settings(tx));
        });
    }

    private static PublicSession shown(CheckoutSession session, StoreSettings store) {
        List<Option> options = new ArrayList<>();
        for (int i = 0; i < session.offers().size(); i++) {
            options.add(option(session, session.offers().get(i), session.progress().amounts().get(i)));
        }
        List<String> exceptions = session.exceptions().stream().sorted().map(SessionException::wireName).toList();
        return new PublicSession(session.id(), session.scope(), new Store(store.name(), store.logoUrl(), store.colour()),
                session.status().wireName(), exceptions, session.price(), session.address().toString(), options,
                session.progress().confirmations(), session.progress().required().toString(),
                new Return(filled(session.details().successUrl(), session), filled(session.details().cancelUrl(), session)),
                session.times().createdAt(), session.times().expiresAt(), session.stamp().version());
    }

    private static Option option(CheckoutSession session, OfferedAsset offer, Amounts amounts) {
        BigInteger price = offer.current().units();
        BigInteger asked = amounts.due().signum() > 0 ? amounts.due() : price;
        return new Option(offer.asset(), offer.network(), price, amounts.due(), PaymentUri.of(offer.asset(), session.address(), asked));
    }

    private static @Nullable String filled(@Nullable String url, CheckoutSession session) {
        return url == null ? null : url.replace(PLACEHOLDER, IdKind.CHECKOUT_SESSION.format(session.id()));
    }
}
