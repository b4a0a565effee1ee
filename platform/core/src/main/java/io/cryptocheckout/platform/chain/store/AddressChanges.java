package io.cryptocheckout.platform.chain.store;

import static io.cryptocheckout.jooq.chain.Tables.ADDRESS_CHANGE;
import static org.jooq.impl.DSL.select;

import io.cryptocheckout.platform.chain.Address;
import java.util.Collection;
import java.util.List;
import org.jooq.DSLContext;

/** Addresses about which something changed and nobody has acted yet. */
public final class AddressChanges {

    private AddressChanges() {}

    public static void add(DSLContext worker, long chainId, Collection<Address> addresses) {
        var insert = worker.insertInto(ADDRESS_CHANGE, ADDRESS_CHANGE.CHAIN_ID, ADDRESS_CHANGE.ADDRESS);
        for (Address address : addresses) {
            insert = insert.values(chainId, address.bytes());
        }
        if (!addresses.isEmpty()) {
            insert.execute();
        }
    }

    /** Deletes the oldest rows that no other transaction is taking, and returns their addresses, each once. */
    public static List<Address> take(DSLContext worker, int limit) {
        return worker.deleteFrom(ADDRESS_CHANGE)
                .where(ADDRESS_CHANGE.ID.in(select(ADDRESS_CHANGE.ID).from(ADDRESS_CHANGE).orderBy(ADDRESS_CHANGE.ID)
                        .limit(limit).forUpdate().skipLocked()))
                .returning(ADDRESS_CHANGE.ADDRESS)
                .fetch(ADDRESS_CHANGE.ADDRESS)
                .stream().map(Address::of).distinct().toList();
    }
}
