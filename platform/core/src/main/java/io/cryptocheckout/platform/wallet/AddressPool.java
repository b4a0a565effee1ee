package io.cryptocheckout.platform.wallet;

import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.chain.Address;
import io.cryptocheckout.platform.database.Database;
import io.cryptocheckout.platform.database.StoreTx;
import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Fresh receiving addresses, each handed out once. They were derived, checked on every network and watched beforehand; this node holds a few
 * in memory, so that taking one asks neither the database nor a curve. Call it outside of transactions. Thread-safe.
 */
public final class AddressPool {

    private final Database database;
    private final Lineage lineage;
    private final WalletSignal signal;
    private final WalletProperties settings;
    private final Clock clock;
    private final Executor background;
    private final String node;
    private final Map<Scope, Shelf> shelves = new ConcurrentHashMap<>();
    private final LongAdder taken = new LongAdder();
    private final LongAdder waited = new LongAdder();

    /** What a node is and works with. */
    record Node(String name, Clock clock, Executor background) {}

    AddressPool(Database database, Lineage lineage, WalletSignal signal, WalletProperties settings, Node node) {
        this.database = database;
        this.lineage = lineage;
        this.signal = signal;
        this.settings = settings;
        this.clock = node.clock();
        this.background = node.background();
        this.node = node.name();
    }

    /**
     * The next fresh address of the store's active wallet. A crash loses it, and that is right: it is never offered again.
     *
     * @throws Refused
     *             {@code wallet_missing} where no wallet is set up, {@code address_pool_empty} where none became ready in time
     */
    public PooledAddress take(Scope scope) {
        Shelf shelf = shelf(scope);
        PooledAddress address = shelf.poll();
        if (address == null) {
            waited.increment();
            address = waitForOne(scope, shelf);
        } else if (shelf.low() && !shelf.asking.isLocked()) {
            background.execute(() -> askAhead(scope, shelf));
        }
        taken.increment();
        return address;
    }

    /** Returns an address that no transaction has seen; anything else stays taken for ever. */
    public void giveBack(Scope scope, PooledAddress address) {
        shelf(scope).giveBack(address);
    }

    /** An address received something before it was offered: it has a life of its own and is offered to nobody. */
    public void retire(Scope scope, Address address) {
        shelf(scope).remove(address);
        database.in(scope, tx -> {
            AddressRows.retire(tx, address, clock.instant());
            return true;
        });
    }

    /** How many addresses this node has handed out since it started. */
    public long taken() {
        return taken.sum();
    }

    /** How many of them found the memory empty and waited for the database. */
    public long waited() {
        return waited.sum();
    }

    /** The store uses another wallet from now on: its pool has to be filled, and the former one's addresses are dropped here. */
    void changed(Scope scope, UUID activeWallet) {
        walletIs(scope, activeWallet);
        signal.wake();
    }

    /** Drops what this node holds of a wallet that is no longer the active one. */
    void walletIs(Scope scope, UUID activeWallet) {
        Shelf shelf = shelves.get(scope);
        if (shelf != null) {
            shelf.keepOnly(activeWallet);
        }
    }

    /** Gives back to the table what this node holds, because it stops and will offer nothing any more. */
    void close() {
        shelves.forEach((scope, shelf) -> {
            List<PooledAddress> rest = shelf.clear();
            if (!rest.isEmpty()) {
                database.in(scope, tx -> {
                    AddressRows.giveBack(tx, rest, node, clock.instant());
                    return true;
                });
            }
        });
    }

    private Shelf shelf(Scope scope) {
        return shelves.computeIfAbsent(scope, any -> new Shelf(settings.batch(), settings.maximumBatch()));
    }

    private void askAhead(Scope scope, Shelf shelf) {
        if (shelf.asking.tryLock()) {
            try {
                if (shelf.low()) {
                    bringMore(scope, shelf);
                }
            } finally {
                shelf.asking.unlock();
            }
        }
    }

    private PooledAddress waitForOne(Scope scope, Shelf shelf) {
        long deadline = System.nanoTime() + settings.takeWait().toNanos();
        try {
            if (shelf.asking.tryLock(settings.takeWait().toNanos(), TimeUnit.NANOSECONDS)) {
                try {
                    return bringUntil(deadline, scope, shelf);
                } finally {
                    shelf.asking.unlock();
                }
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        PooledAddress late = shelf.poll();
        return late == null ? refuseEmpty() : late;
    }

    private PooledAddress bringUntil(long deadline, Scope scope, Shelf shelf) throws InterruptedException {
        while (true) {
            long seen = signal.filled();
            PooledAddress address = shelf.poll();
            if (address != null) {
                return address;
            }
            if (!bringMore(scope, shelf)) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return refuseEmpty();
                }
                signal.awaitFilled(seen, left);
            }
        }
    }

    /** Takes a batch of ready addresses from the table into memory; false when none is ready. */
    private boolean bringMore(Scope scope, Shelf shelf) {
        lineage.check();
        int batch = shelf.nextBatch(clock.instant());
        List<PooledAddress> more = database.in(scope, tx -> takeBatch(tx, shelf, batch));
        if (more == null) {
            throw new Refused(Refusal.WALLET_MISSING, null, "This store has no wallet in " + (scope.livemode() ? "live" : "test")
                    + " mode yet. Set one up in the dashboard under Settings, Wallet.");
        }
        return !more.isEmpty();
    }

    private @Nullable List<PooledAddress> takeBatch(StoreTx tx, Shelf shelf, int batch) {
        WalletRows.Active active = WalletRows.active(tx);
        if (active == null) {
            return null;
        }
        List<PooledAddress> more = AddressRows.take(tx, active, batch, node, clock.instant());
        AccountRows.wantMore(tx, active.accountId(), Math.min(settings.maximumReady(), batch * 4), clock.instant());
        tx.afterCommit(() -> {
            shelf.add(active.walletId(), more);
            signal.wake();
        });
        return more;
    }

    private static PooledAddress refuseEmpty() {
        throw new Refused(Refusal.ADDRESS_POOL_EMPTY, null,
                "No fresh address is ready at the moment; new ones are being checked on every network. Try again in a few seconds.");
    }
}
