package io.cryptocheckout.platform.wallet;

import static io.cryptocheckout.jooq.wallet.Tables.ADDRESS;

import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.chain.Address;
import io.cryptocheckout.platform.database.Database;
import java.util.Collection;
import java.util.Map;

/** Tells whose an address is, for those who see a transfer before they know its store. */
public final class WalletOwners {

    private final Database database;

    WalletOwners(Database database) {
        this.database = database;
    }

    /** The scope of each address that belongs to a wallet, shown to a customer or not; the others are left out. */
    public Map<Address, Scope> of(Collection<Address> addresses) {
        if (addresses.isEmpty()) {
            return Map.of();
        }
        return database.acrossTenants("a transfer names an address and no store",
                worker -> worker.select(ADDRESS.ADDRESS_, ADDRESS.STORE_ID, ADDRESS.LIVEMODE).from(ADDRESS)
                        .where(ADDRESS.ADDRESS_.in(addresses.stream().map(Address::bytes).toList()))
                        .fetchMap(row -> Address.of(row.value1()), row -> new Scope(row.value2(), row.value3())));
    }
}
