package io.cryptocheckout.platform.chain;

import io.cryptocheckout.platform.chain.store.WatchedAddresses;
import io.cryptocheckout.platform.database.Database;
import java.time.Clock;
import java.util.Collection;
import org.springframework.stereotype.Component;

/** Which addresses are looked for on every chain, for ever: an address is never taken off the list. */
@Component
public final class Watch {
    private final Database database;
    private final Clock clock;

    Watch(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Watches the addresses on every network, in a transaction of its own. Once it returns, no transfer in a later block is
     * missed, whichever replica scans it. Adding again changes nothing.
     */
    public void add(Collection<Address> addresses) {
        if (!addresses.isEmpty()) {
            database.acrossTenants("watched addresses belong to no store",
                    worker -> WatchedAddresses.add(worker, addresses, clock.instant()));
        }
    }
}
