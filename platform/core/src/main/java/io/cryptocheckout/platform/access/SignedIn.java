package io.cryptocheckout.platform.access;

import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.authority.Origin;
import io.cryptocheckout.platform.authority.Principal;
import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.tenancy.StoreView;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A person who has signed in: everything that was asked for was shown. */
public record SignedIn(UUID accountId, String email, int generation) implements Person {

    /**
     * What the person may do in one of his stores.
     *
     * @param address
     *            the network address that he asks from; null where it is not known
     */
    public Caller in(StoreView store, boolean livemode, @Nullable String address) {
        return new Caller(new Scope(store.id(), livemode), store.permissions(livemode),
                new Principal(Principal.Kind.ACCOUNT, accountId, email, new Origin(address, store.accessId())));
    }
}
