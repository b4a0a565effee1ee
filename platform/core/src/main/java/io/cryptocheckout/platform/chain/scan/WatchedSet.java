package io.cryptocheckout.platform.chain.scan;

import io.cryptocheckout.platform.chain.store.WatchedAddresses;
import io.cryptocheckout.platform.chain.store.WatchedAddresses.Row;
import io.cryptocheckout.platform.database.Database;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Every watched address in memory, shared by the scanners of all networks. Reading the table's tail after a block is known
 * and before it is matched is enough to miss nothing: an address is watched before it is shown to anybody, so before any
 * block that pays it exists.
 *
 * <p>The row that was read last is read again each time. When it is gone or another, a standby was promoted that lacked the
 * last commits and gives their numbers away again: then everything is read from the start. Numbers are in the order of
 * commits, so while that row stands all before it do.
 */
@Component
public final class WatchedSet {
    private static final int ROWS = 100_000;

    private final Database database;
    private final AddressTable table = new AddressTable();
    private @Nullable Row seen;

    public WatchedSet(Database database) {
        this.database = database;
    }

    /** The set with everything that was committed before this call. */
    public synchronized AddressTable current() {
        boolean more;
        do {
            more = read();
        } while (more);
        return table;
    }

    /** True when there may be more to read. */
    private boolean read() {
        Row known = seen;
        // The row that is known comes first.
        List<Row> rows = database.acrossTenants("watched addresses belong to no store",
                worker -> WatchedAddresses.after(worker, known == null ? 0 : known.seq() - 1, ROWS));
        if (known != null && (rows.isEmpty() || !rows.getFirst().equals(known))) {
            seen = null;
            return true;
        }
        if (rows.size() > (known == null ? 0 : 1)) {
            table.addAll(rows.stream().map(Row::address).toList());
            seen = rows.getLast();
        }
        return rows.size() == ROWS;
    }
}
