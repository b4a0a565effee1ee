package io.cryptocheckout.platform.oauth;

import io.cryptocheckout.platform.authority.Permission;
import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.tenancy.AgencyAccesses;
import io.cryptocheckout.platform.tenancy.StoreView;
import io.cryptocheckout.platform.tenancy.Stores;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What stands behind a grant now: the person who connected the app, and the agency by whose access he was in the store. */
@Component
final class GrantRights {
    private final Stores stores;
    private final AgencyAccesses accesses;

    GrantRights(Stores stores, AgencyAccesses accesses) {
        this.stores = stores;
        this.accesses = accesses;
    }

    /**
     * What the person may do in the store and mode now, and no more than the agency's access covers; null where that is
     * nothing: he has left it, or the access has ended.
     *
     * @param accessId
     *            the access that the grant rests on; null for one of the store's own people
     */
    @Nullable
    Set<Permission> of(Scope scope, UUID accountId, @Nullable UUID accessId) {
        StoreView store = stores.find(scope.storeId(), accountId);
        if (store == null) {
            return null;
        }
        Set<Permission> held = store.permissions(scope.livemode());
        Set<Permission> left = accessId == null || accessId.equals(store.accessId())
                ? held
                : both(held, accesses.rights(scope.storeId(), accessId).in(scope.livemode()));
        return left.isEmpty() ? null : left;
    }

    /** Of what was granted, that which is held. */
    static Set<Permission> within(String[] granted, Set<Permission> held) {
        return both(Permission.known(granted), held);
    }

    private static Set<Permission> both(Set<Permission> these, Set<Permission> others) {
        Set<Permission> both = EnumSet.noneOf(Permission.class);
        both.addAll(these);
        both.retainAll(others);
        return both;
    }
}
