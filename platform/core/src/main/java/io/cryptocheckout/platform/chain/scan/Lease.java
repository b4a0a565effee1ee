package io.cryptocheckout.platform.chain.scan;

import io.cryptocheckout.platform.chain.store.ScannerRows;
import io.cryptocheckout.platform.database.Database;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** This replica's turn on one network. It saves double work; what is written is guarded by the cursor's revision. */
final class Lease {
    static final Duration LENGTH = Duration.ofSeconds(10);

    private final Database database;
    private final Clock clock;
    private final long chainId;
    private final UUID holder = UUID.randomUUID();
    private Instant renewAt = Instant.MIN;
    private boolean held;

    Lease(Database database, Clock clock, long chainId) {
        this.database = database;
        this.clock = clock;
        this.chainId = chainId;
    }

    /** Takes or keeps the lease; asks the database only a few times in its length. */
    boolean held() {
        Instant now = clock.instant();
        if (!held || !now.isBefore(renewAt) || now.isBefore(renewAt.minus(LENGTH))) {
            held = database.acrossTenants("a lease on a network belongs to no store",
                    worker -> ScannerRows.hold(worker, chainId, holder, LENGTH, now));
            renewAt = now.plus(LENGTH.dividedBy(3));
        }
        return held;
    }

    void release() {
        if (held) {
            held = false;
            database.acrossTenants("a lease on a network belongs to no store", worker -> {
                ScannerRows.release(worker, chainId, holder);
                return true;
            });
        }
    }
}
