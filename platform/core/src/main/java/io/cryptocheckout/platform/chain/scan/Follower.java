package io.cryptocheckout.platform.chain.scan;

import io.cryptocheckout.platform.chain.Address;
import io.cryptocheckout.platform.chain.CheckoutChainProperties.FollowProperties;
import io.cryptocheckout.platform.chain.CheckoutChainProperties.Pending;
import io.cryptocheckout.platform.chain.Network;
import io.cryptocheckout.platform.chain.NodesUnavailable;
import io.cryptocheckout.platform.chain.node.NewHeads;
import io.cryptocheckout.platform.chain.scan.NetworkScanner.Progress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The loop that follows one network on this replica while it holds the lease. Nothing that goes wrong ends it: a node or a
 * database that is away is reported and tried again.
 */
final class Follower {
    private static final Logger LOG = LoggerFactory.getLogger(Follower.class);
    private static final Duration OTHERS_LOOKED_AT = Duration.ofSeconds(1);
    private static final int ASKED_AT_MOST = 10_000;

    private final Network network;
    private final FollowProperties follow;
    private final NetworkScanner scanner;
    private final Parts parts;
    private final Clock clock;
    private final Set<Address> asked = ConcurrentHashMap.newKeySet();
    private final Semaphore hints = new Semaphore(0);
    private volatile boolean stopping;
    private volatile @Nullable Thread thread;
    private @Nullable String lastTrouble;
    private long passLookedAt = System.nanoTime();

    /** What a follower works with beside the scanner. */
    record Parts(Lease lease, NewHeads newHeads, BalancePass pass, PendingWatch pending, HealthReport health,
            OthersProgress others) {}

    Follower(Network network, FollowProperties follow, NetworkScanner scanner, Parts parts, Clock clock) {
        this.network = network;
        this.follow = follow;
        this.scanner = scanner;
        this.parts = parts;
        this.clock = clock;
    }

    long chainId() {
        return network.chainId();
    }

    boolean live() {
        return network.live();
    }

    void start() {
        stopping = false;
        thread = Thread.ofVirtual().name("chain-" + network.key()).start(this::run);
    }

    void stop() {
        stopping = true;
        hints.release();
        Thread running = thread;
        try {
            if (running != null && !running.join(Duration.ofSeconds(5))) {
                running.interrupt();
            }
            parts.newHeads().close();
            parts.lease().release();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.info("{}: the lease was not given back and ends by itself: {}", network.name(), e.getMessage());
        }
    }

    /** Wakes the loop; with an address, its balance is read too. */
    void lookNow(@Nullable Address address) {
        if (address != null && asked.size() < ASKED_AT_MOST) {
            asked.add(address);
        }
        hints.release();
    }

    private void run() {
        boolean hinted = false;
        while (!stopping) {
            Duration pause;
            try {
                pause = turn(hinted);
                lastTrouble = null;
            } catch (RuntimeException e) {
                reportTrouble(e);
                pause = OTHERS_LOOKED_AT;
            }
            hinted = pause.isPositive() && waited(pause);
        }
    }

    /** In full when it is news, in one line while it lasts: a database that is away is met at every turn. */
    private void reportTrouble(RuntimeException trouble) {
        String kind = trouble.getClass().getName();
        if (kind.equals(lastTrouble)) {
            LOG.warn("{}: the scan still cannot go on: {}", network.name(), trouble.getMessage());
        } else {
            LOG.warn("{}: the scan could not go on and will try again", network.name(), trouble);
        }
        lastTrouble = kind;
    }

    /** One turn; returns how long to wait for the next one. A hint is followed up even while another replica leads. */
    private Duration turn(boolean hinted) {
        boolean leading = parts.lease().held();
        listen(leading);
        if (!leading && !hinted) {
            parts.others().look();
            return follow.poll().compareTo(OTHERS_LOOKED_AT) > 0 ? follow.poll() : OTHERS_LOOKED_AT;
        }
        try {
            Progress progress = scanner.step();
            boolean more = !progress.reachedHead();
            if (!more) {
                more = atTheHead();
            }
            parts.health().report(stalled(progress));
            return more ? Duration.ZERO : follow.poll();
        } catch (NodesUnavailable e) {
            parts.health().report(e.getMessage());
            return follow.poll();
        }
    }

    /** Only the replica that scans asks to be told: to the others a new block means nothing. */
    private void listen(boolean leading) {
        if (leading && !stopping) {
            parts.newHeads().open(hints::release);
        } else {
            parts.newHeads().close();
        }
    }

    /** True when there are past blocks to be read; between them the head is looked at, and a node that refuses them hinders nothing else. */
    private boolean atTheHead() {
        List<Address> wanted = List.copyOf(asked);
        if (!wanted.isEmpty()) {
            scanner.readBalances(wanted);
            wanted.forEach(asked::remove);
        }
        if (follow.pending() != Pending.NONE) {
            parts.pending().step();
        }
        if (System.nanoTime() - passLookedAt > TimeUnit.SECONDS.toNanos(1)) {
            parts.pass().step();
            passLookedAt = System.nanoTime();
        }
        return scanner.readPast();
    }

    private @Nullable String stalled(Progress progress) {
        Instant newest = progress.nodeHead().time();
        return newest.isBefore(clock.instant().minus(follow.stalledAfter()))
                ? network.name() + ": the node's newest block is from " + newest
                : null;
    }

    private boolean waited(Duration pause) {
        try {
            boolean hint = hints.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS);
            hints.drainPermits();
            return hint;
        } catch (InterruptedException e) {
            stopping = true;
            return false;
        }
    }
}
