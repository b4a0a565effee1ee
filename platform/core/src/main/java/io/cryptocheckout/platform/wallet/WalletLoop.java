package io.cryptocheckout.platform.wallet;

import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.database.Database;
import io.cryptocheckout.platform.wallet.AccountRows.Claim;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * The wallet's own pace: notices restores, lets scheduled wallets become active, drops addresses of replaced ones, and keeps pools filled.
 * Every node runs one; rows and leases decide who does what.
 */
final class WalletLoop implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(WalletLoop.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration OUTAGE_PAUSE = Duration.ofSeconds(3);
    private static final int FILLING_AT_ONCE = 8;
    /** Longer than any difference between two nodes' clocks, so that no change of a wallet is overlooked. */
    private static final Duration LOOK_BACK = Duration.ofMinutes(5);

    private final Database database;
    private final Lineage lineage;
    private final Wallets wallets;
    private final AddressPool pool;
    private final PoolFiller filler;
    private final WalletSignal signal;
    private final Clock clock;
    private final Set<Scope> troubled = ConcurrentHashMap.newKeySet();
    private final Semaphore free = new Semaphore(FILLING_AT_ONCE);
    private long lookedAround = System.nanoTime() - PAUSE.toNanos();
    private @Nullable Thread thread;
    private @Nullable ExecutorService filling;

    /** The parts that the loop drives. */
    record Parts(Lineage lineage, Wallets wallets, AddressPool pool, PoolFiller filler, WalletSignal signal) {}

    WalletLoop(Database database, Parts parts, Clock clock) {
        this.database = database;
        this.lineage = parts.lineage();
        this.wallets = parts.wallets();
        this.pool = parts.pool();
        this.filler = parts.filler();
        this.signal = parts.signal();
        this.clock = clock;
    }

    private void loop(ExecutorService executor) {
        boolean paused = false;
        while (!Thread.currentThread().isInterrupted()) {
            try {
                round(executor);
                paused = false;
            } catch (RuntimeException outage) {
                if (!paused) {
                    log.warn("The wallet loop pauses: {}", outage.toString());
                }
                paused = true;
            }
            signal.awaitWork(paused ? OUTAGE_PAUSE : PAUSE);
        }
    }

    private void round(ExecutorService executor) {
        if (System.nanoTime() - lookedAround >= PAUSE.toNanos()) {
            lookAround();
            lookedAround = System.nanoTime();
        }
        int permits = free.drainPermits();
        if (permits > 0) {
            List<Claim> claims = claim(permits);
            free.release(permits - claims.size());
            claims.forEach(claim -> executor.execute(() -> fill(claim)));
        }
    }

    /** What is due by the clock alone; busy pools wake the loop a hundred times a second, and none of this gets truer by that. */
    private void lookAround() {
        lineage.check();
        wallets.activateDue();
        database.acrossTenants("nodes hold addresses of wallets that may have been replaced",
                worker -> WalletRows.activatedSince(worker, clock.instant().minus(LOOK_BACK)))
                .forEach(active -> pool.walletIs(active.scope(), active.walletId()));
    }

    private List<Claim> claim(int permits) {
        try {
            return filler.claim(permits);
        } catch (RuntimeException outage) {
            free.release(permits);
            throw outage;
        }
    }

    private void fill(Claim claim) {
        try {
            filler.fill(claim);
            troubled.remove(claim.scope());
            signal.announceFilled();
        } catch (RuntimeException trouble) {
            // Said once, not at every attempt of an outage.
            if (troubled.add(claim.scope())) {
                log.warn("Addresses of store {} ({}) could not be checked, and will be tried again: {}", claim.scope().storeId(),
                        claim.scope().livemode() ? "live" : "test", trouble.toString());
            }
            postpone(claim);
        } finally {
            free.release();
            signal.wake();
        }
    }

    private void postpone(Claim claim) {
        try {
            filler.postpone(claim);
        } catch (RuntimeException outage) {
            // The claim's lease ends by itself.
            log.debug("The account stays claimed until its lease ends", outage);
        }
    }

    @Override
    public synchronized void start() {
        if (thread == null) {
            ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
            filling = executor;
            thread = Thread.ofVirtual().name("wallets").start(() -> loop(executor));
        }
    }

    @Override
    public synchronized void stop() {
        if (thread != null) {
            thread.interrupt();
            thread = null;
        }
        if (filling != null) {
            filling.shutdownNow();
            filling = null;
        }
        try {
            pool.close();
        } catch (RuntimeException outage) {
            log.warn("The addresses this node held are burned: {}", outage.toString());
        }
    }

    /** Stops after the web server: until then requests still take addresses, and what is left is given back. */
    @Override
    public int getPhase() {
        return 0;
    }

    @Override
    public synchronized boolean isRunning() {
        return thread != null;
    }
}
