package io.cryptocheckout.platform.chain;

import io.cryptocheckout.platform.chain.store.AddressChanges;
import io.cryptocheckout.platform.chain.store.Cursors;
import io.cryptocheckout.platform.chain.store.PendingTransfers;
import io.cryptocheckout.platform.chain.store.ScannerRows;
import io.cryptocheckout.platform.chain.store.Transfers;
import io.cryptocheckout.platform.database.Database;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Everything the chains have said about watched addresses, as last committed by whichever replica scans. All methods read;
 * only {@link #takeChanges} deletes.
 */
@Component
public final class ChainFacts {
    private final Database database;
    private final Networks networks;
    private final Clock clock;

    public ChainFacts(Database database, Networks networks, Clock clock) {
        this.database = database;
        this.networks = networks;
        this.clock = clock;
    }

    /** All transfers to the address on every chain, canonical and orphaned, oldest block first. */
    public List<Transfer> transfersTo(Address address) {
        return transfersTo(List.of(address)).getOrDefault(address, List.of());
    }

    /** {@link #transfersTo(Address)} for many at once; an address without transfers has no entry. */
    public Map<Address, List<Transfer>> transfersTo(Collection<Address> addresses) {
        return database.acrossTenants("chain facts belong to no store", worker -> Transfers.to(worker, addresses));
    }

    /** The same inside a running transaction of the worker. */
    public Map<Address, List<Transfer>> transfersTo(DSLContext worker, Collection<Address> addresses) {
        return Transfers.to(worker, addresses);
    }

    /** Transactions to the address that a node shows and no block holds. */
    public List<PendingTransfer> pendingTo(Address address) {
        return pendingTo(List.of(address)).getOrDefault(address, List.of());
    }

    /** {@link #pendingTo(Address)} for many at once; an address without pending transactions has no entry. */
    public Map<Address, List<PendingTransfer>> pendingTo(Collection<Address> addresses) {
        return database.acrossTenants("chain facts belong to no store",
                worker -> PendingTransfers.to(worker, addresses));
    }

    /** The same inside a running transaction of the worker. */
    public Map<Address, List<PendingTransfer>> pendingTo(DSLContext worker, Collection<Address> addresses) {
        return PendingTransfers.to(worker, addresses);
    }

    /** The chain as last scanned; {@link ChainView#neverScanned} when it never was. */
    public ChainView view(long chainId) {
        return views().getOrDefault(chainId, ChainView.neverScanned(chainId));
    }

    /** The networks whose coins are worth nothing, connected or only known by configuration. */
    public Set<Long> testNetworks() {
        return networks.testNetworks();
    }

    /** Views of every chain that was ever scanned, by chain id. */
    public Map<Long, ChainView> views() {
        return database.acrossTenants("chain facts belong to no store",
                worker -> Cursors.views(worker, clock.instant()));
    }

    /** The same inside a running transaction of the worker. */
    public Map<Long, ChainView> views(DSLContext worker) {
        return Cursors.views(worker, clock.instant());
    }

    /**
     * Takes addresses about which something changed (a transfer stored, orphaned or re-included; a pending transaction seen
     * or gone). The rows are deleted in the caller's transaction: whoever acts on them acts in it too. Several replicas may
     * take at once and never get the same row.
     *
     * @param limit
     *            rows taken; an address changed twice may take two
     */
    public List<Address> takeChanges(DSLContext worker, int limit) {
        return AddressChanges.take(worker, limit);
    }

    /** How every connected network is being followed. */
    public List<NetworkHealth> health() {
        Instant now = clock.instant();
        Map<Long, ChainView> views = views();
        Map<Long, ScannerRows.State> states = database.acrossTenants("chain facts belong to no store",
                ScannerRows::states);
        List<NetworkHealth> health = new ArrayList<>();
        for (Network network : networks.all()) {
            ChainView view = views.getOrDefault(network.chainId(), ChainView.neverScanned(network.chainId()));
            health.add(health(network, view, states.get(network.chainId()), now));
        }
        return health;
    }

    private static NetworkHealth health(Network network, ChainView view, ScannerRows.@Nullable State state, Instant now) {
        String problem = state == null ? "no replica has begun to follow this network" : state.problem();
        if (problem == null && state != null && state.heldUntil() != null && state.heldUntil().isBefore(now.minus(Duration.ofMinutes(1)))) {
            problem = "no replica follows this network any more";
        }
        return new NetworkHealth(network.chainId(), network.name(), network.live(), view.head(), view.lag(), problem,
                state == null ? null : state.problemSince(), state == null ? null : state.node(),
                state == null ? null : state.answeredAt());
    }
}
