package io.cryptocheckout.platform.chain.scan;

import io.cryptocheckout.platform.chain.store.BalancePasses;
import io.cryptocheckout.platform.chain.store.BalancePasses.Pass;
import io.cryptocheckout.platform.chain.store.WatchedAddresses;
import io.cryptocheckout.platform.database.Database;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Reads the balance of every watched address once in a while, spread evenly over the time a pass may take. Its place is
 * durable, so a restart neither begins anew nor leaves anybody out.
 */
final class BalancePass {
    private static final int AT_ONCE = 500;

    private final Database database;
    private final Clock clock;
    private final Duration length;
    private final NetworkScanner scanner;
    private final long chainId;

    BalancePass(Database database, Clock clock, Duration length, NetworkScanner scanner, long chainId) {
        this.database = database;
        this.clock = clock;
        this.length = length;
        this.scanner = scanner;
        this.chainId = chainId;
    }

    /** Reads the next addresses if their time has come; false when none were due. */
    boolean step() {
        Instant now = clock.instant();
        Due due = database.acrossTenants("watched addresses belong to no store", worker -> {
            Pass pass = BalancePasses.find(worker, chainId);
            long last = WatchedAddresses.last(worker);
            if (pass == null || pass.throughSeq() >= last && !now.isBefore(pass.startedAt().plus(length))) {
                pass = new Pass(now, 0);
                BalancePasses.save(worker, chainId, pass);
            }
            if (pass.throughSeq() >= shareOf(last, Duration.between(pass.startedAt(), now))) {
                return new Due(pass, List.of());
            }
            return new Due(pass, WatchedAddresses.after(worker, pass.throughSeq(), AT_ONCE));
        });
        if (due.rows().isEmpty()) {
            return false;
        }
        scanner.readBalances(due.rows().stream().map(WatchedAddresses.Row::address).toList());
        Pass further = new Pass(due.pass().startedAt(), due.rows().getLast().seq());
        database.acrossTenants("watched addresses belong to no store", worker -> {
            BalancePasses.save(worker, chainId, further);
            return true;
        });
        return true;
    }

    private record Due(Pass pass, List<WatchedAddresses.Row> rows) {}

    private long shareOf(long all, Duration elapsed) {
        if (elapsed.compareTo(length) >= 0) {
            return all;
        }
        return (long) (all * ((double) elapsed.toMillis() / length.toMillis()));
    }
}
