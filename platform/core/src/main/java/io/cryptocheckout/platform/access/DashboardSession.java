package io.cryptocheckout.platform.access;

import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.authority.Origin;
import io.cryptocheckout.platform.authority.Principal;
import io.cryptocheckout.platform.refusal.Refused;
import io.cryptocheckout.platform.tenancy.StoreView;
import io.cryptocheckout.platform.tenancy.Stores;
import jakarta.servlet.http.HttpSession;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The session of a signed-in person: who, and which store and mode were chosen. The choice is only a wish; membership is
 * looked up at every request, so that a person who was removed is out at once.
 */
public final class DashboardSession {
    private static final String STORE = DashboardSession.class.getName() + ".store";
    private static final String LIVEMODE = DashboardSession.class.getName() + ".livemode";

    private final SignedIn person;
    private final HttpSession session;
    private final String address;
    private final Stores stores;
    private @Nullable List<StoreView> known;

    /**
     * @param address
     *            the network address of this request
     */
    public DashboardSession(SignedIn person, HttpSession session, String address, Stores stores) {
        this.person = person;
        this.session = session;
        this.address = address;
        this.stores = stores;
    }

    public UUID accountId() {
        return person.accountId();
    }

    public String email() {
        return person.email();
    }

    /** The person, outside of any store. */
    public Principal person() {
        return new Principal(Principal.Kind.ACCOUNT, person.accountId(), person.email(), new Origin(address, null));
    }

    /** Every store of the person, oldest first; looked up once for a request, and again after what changes it. */
    public List<StoreView> stores() {
        List<StoreView> mine = known;
        if (mine == null) {
            mine = stores.storesOf(person.accountId());
            known = mine;
        }
        return mine;
    }

    /** Chooses a store and mode for the requests to come; refuses with {@code not_found} where it is not his. */
    public void choose(UUID storeId, boolean livemode) {
        if (stores.find(storeId, person.accountId()) == null) {
            throw Refused.notFound("store");
        }
        known = null;
        session.setAttribute(STORE, storeId);
        session.setAttribute(LIVEMODE, livemode);
    }

    /**
     * The chosen store, or the person's first one where he chose none. Refuses with {@code not_found} where he has none, or may not work
     * in the chosen one any more: what was meant for one store must not happen in another.
     */
    public StoreView store() {
        if (session.getAttribute(STORE) instanceof UUID id) {
            return stores().stream().filter(store -> store.id().equals(id)).findFirst().orElseThrow(() -> Refused.notFound("store"));
        }
        return stores().stream().findFirst().orElseThrow(() -> Refused.notFound("store"));
    }

    /** Forgets a chosen store in which the person may not work any more, and answers whether that was so. */
    public boolean leaveLostStore() {
        known = null;
        boolean lost = session.getAttribute(STORE) instanceof UUID id && stores().stream().noneMatch(store -> store.id().equals(id));
        if (lost) {
            session.removeAttribute(STORE);
        }
        return lost;
    }

    /** The chosen mode; test until live is chosen. */
    public boolean livemode() {
        return Boolean.TRUE.equals(session.getAttribute(LIVEMODE));
    }

    /** What the person may do in the chosen store and mode. */
    public Caller caller() {
        return callerIn(store(), livemode());
    }

    /** What the person may do in one of his stores. */
    public Caller callerIn(StoreView store, boolean livemode) {
        return person.in(store, livemode, address);
    }
}
