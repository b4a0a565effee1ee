package io.cryptocheckout.platform.wallet;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Hints between the pool and the loop of one node: there is something to do, something was done. Losing one costs a moment, because the
 * rows say the same.
 */
final class WalletSignal {

    /** Another node may fill the pool without a hint here, so waiting looks again this often. */
    private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Semaphore work = new Semaphore(0);
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition more = lock.newCondition();
    private long filled;

    void wake() {
        work.release();
    }

    /** Waits until there is something to do, at most this long. */
    void awaitWork(Duration atMost) {
        try {
            work.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS);
            work.drainPermits();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    void announceFilled() {
        lock.lock();
        try {
            filled++;
            more.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** How often addresses became ready on this node. */
    long filled() {
        lock.lock();
        try {
            return filled;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until that number has changed, or a moment. */
    void awaitFilled(long seen, long nanos) throws InterruptedException {
        lock.lock();
        try {
            if (filled == seen) {
                more.awaitNanos(Math.min(nanos, LOOK_AGAIN_NANOS));
            }
        } finally {
            lock.unlock();
        }
    }
}
