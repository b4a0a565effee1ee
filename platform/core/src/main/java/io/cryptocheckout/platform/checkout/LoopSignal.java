package io.cryptocheckout.platform.checkout;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Wakes this node's payment loop. Only a hint: what it loses, the loop's next look at the tables finds. */
final class LoopSignal {
    private final Semaphore pokes = new Semaphore(0);
    private final Set<Long> movedChains = ConcurrentHashMap.newKeySet();

    void poke() {
        pokes.release();
    }

    /** A network's head moved. */
    void moved(long chainId) {
        movedChains.add(chainId);
        pokes.release();
    }

    /** The networks whose heads moved since this was asked last. */
    Set<Long> takeMoved() {
        Set<Long> taken = new HashSet<>(movedChains);
        movedChains.removeAll(taken);
        return taken;
    }

    /** Returns after a poke, or when the time is over. */
    void await(Duration longest) throws InterruptedException {
        if (pokes.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS)) {
            pokes.drainPermits();
        }
    }
}
