package io.cryptocheckout.platform.access;

import static io.cryptocheckout.jooq.access.Tables.ACCOUNT;

import io.cryptocheckout.platform.database.Database;
import io.cryptocheckout.platform.mail.StoreContacts;
import io.cryptocheckout.platform.tenancy.Stores;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Tells the mail room whom to write to about a store. */
@Component
class StoreOwners implements StoreContacts {
    private final Database database;
    private final Stores stores;

    StoreOwners(Database database, Stores stores) {
        this.database = database;
        this.stores = stores;
    }

    @Override
    public List<String> ownersOf(UUID storeId) {
        List<UUID> owners = stores.ownersOf(storeId);
        return database.acrossTenants("people's addresses are kept outside every store",
                worker -> worker.select(ACCOUNT.EMAIL).from(ACCOUNT).where(ACCOUNT.ID.in(owners)).orderBy(ACCOUNT.CREATED_AT)
                        .fetch(ACCOUNT.EMAIL));
    }
}
