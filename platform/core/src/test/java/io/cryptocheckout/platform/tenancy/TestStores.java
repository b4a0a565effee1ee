package io.cryptocheckout.platform.tenancy;

import io.cryptocheckout.platform.audit.AuditLog;
import io.cryptocheckout.platform.authority.Principal;
import io.cryptocheckout.platform.database.Database;
import java.time.Clock;
import java.util.UUID;

/** Stores for tests of other rooms, each in an organization of its own. */
public final class TestStores {

    private TestStores() {}

    /** The id of a new store that this account owns. */
    public static UUID create(Database database, Clock clock, UUID ownerAccountId) {
        UUID organization = new Organizations(database, clock).create("Organization", ownerAccountId);
        return new Stores(database, new AuditLog(database, clock), clock)
                .create(new NewStore(organization, "Store", ownerAccountId, "owner@example.com"),
                        new Principal(Principal.Kind.ACCOUNT, ownerAccountId, "owner@example.com"))
                .id();
    }
}
