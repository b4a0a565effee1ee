package io.cryptocheckout.platform.events;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/**
 * Wakes this node's delivery loop when a commit has made a delivery due. Only a hint: what it loses, the next poll of the table finds.
 */
@Component
public final class DueSignal {
    private final Semaphore pokes = new Semaphore(0);

    public void poke() {
        pokes.release();
    }

    /** Returns after a poke, or when the time is over. */
    public void await(long time, TimeUnit unit) throws InterruptedException {
        if (pokes.tryAcquire(time, unit)) {
            pokes.drainPermits();
        }
    }
}
