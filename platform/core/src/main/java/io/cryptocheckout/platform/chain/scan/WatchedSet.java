package io.cryptocheckout.platform.chain.scan;

import io.cryptocheckout.platform.chain.store.WatchedAddresses;
import io.cryptocheckout.platform.database.Database;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Every watched address in memory, shared by the scanners of all networks. Reading the table's tail after a block is known
 * and before it is matched is enough to miss nothing: an address is watched before it is shown to anybody, so before any
 * block that pays it exists.
 */
@Component
public final class WatchedSet {
    private static final int ROWS = 100_000;

    private final Database database;
    private final AddressTable table = new AddressTable();
    private long seen;

    public WatchedSet(Database database) {
        this.database = database;
    }

    /** The set with everything that was committed before this call. */
    public synchronized AddressTable current() {
        List<WatchedAddresses.Row> rows;
        do {
            rows = database.acrossTenants("watched addresses belong to no store",
                    worker -> WatchedAddresses.after(worker, seen, ROWS));
            if (!rows.isEmpty()) {
                table.addAll(rows.stream().map(WatchedAddresses.Row::address).toList());
                seen = rows.getLast().seq();
            }
        } while (rows.size() == ROWS);
        return table;
    }
}
