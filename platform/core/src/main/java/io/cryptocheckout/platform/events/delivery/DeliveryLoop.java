package io.cryptocheckout.platform.events.delivery;

import io.cryptocheckout.platform.events.DueSignal;
import io.cryptocheckout.platform.events.EventsProperties;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Delivers events: one thread claims what is due, each endpoint's lane sends, one thread writes the outcomes in batches. A commit on this
 * node wakes it at once; everything else the next poll of the table finds. What it holds in memory may be lost at any moment.
 */
@Component
public final class DeliveryLoop implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(DeliveryLoop.class);
    private static final int OUTCOMES_AT_ONCE = 500;
    private static final long BACK_OFF_MILLIS = 500;
    private static final long LAST_WORDS_SECONDS = 3;

    private final Work work;
    private final Sender sender;
    private final DueSignal signal;
    private final EventsProperties properties;
    private final Lanes lanes;
    private final Semaphore room;
    private final BlockingQueue<Attempt> finished = new LinkedBlockingQueue<>();
    private volatile boolean running;
    private volatile boolean stopped;
    private volatile Thread claimer = Thread.currentThread();
    private volatile Thread writer = Thread.currentThread();

    DeliveryLoop(Work work, Sender sender, DueSignal signal, EventsProperties properties) {
        this.work = work;
        this.sender = sender;
        this.signal = signal;
        this.properties = properties;
        this.room = new Semaphore(properties.inFlight());
        this.lanes = new Lanes(properties.perEndpoint(), this::send, this::giveBack, signal::poke);
    }

    @Override
    public void start() {
        running = true;
        stopped = false;
        claimer = Thread.ofVirtual().name("delivery-claimer").start(this::claim);
        writer = Thread.ofVirtual().name("delivery-writer").start(this::write);
    }

    /** Ends the claiming, gives back what has not begun, and waits a moment for what has. Nothing is interrupted in a transaction. */
    @Override
    public void stop() {
        running = false;
        signal.poke();
        try {
            claimer.join();
            lanes.clear().forEach(this::giveBack);
            if (room.tryAcquire(properties.inFlight(), LAST_WORDS_SECONDS, TimeUnit.SECONDS)) {
                room.release(properties.inFlight());
            } else {
                LOG.info("Deliveries under way are left to their leases");
            }
            stopped = true;
            writer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void claim() {
        while (running) {
            try {
                if (room.tryAcquire(properties.batch(), properties.pollInterval().toMillis(), TimeUnit.MILLISECONDS)
                        && claimUpToABatch() < properties.batch()) {
                    signal.await(properties.pollInterval().toMillis(), TimeUnit.MILLISECONDS);
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.warn("Due deliveries could not be claimed; trying again", e);
                pause();
            }
        }
    }

    /** Keeps as much room as was claimed; each outcome that is written gives one place back. */
    private int claimUpToABatch() {
        int claimed = 0;
        try {
            List<DueDelivery> deliveries = work.claim(lanes.full());
            claimed = deliveries.size();
            lanes.add(deliveries);
            return claimed;
        } finally {
            room.release(properties.batch() - claimed);
        }
    }

    private boolean send(DueDelivery delivery) {
        Attempt attempt = running ? sender.send(delivery) : sender.giveBack(delivery);
        finished.add(attempt);
        return attempt.sent() == null || attempt.verdict().error() == null;
    }

    private void giveBack(DueDelivery delivery) {
        finished.add(sender.giveBack(delivery));
    }

    private void write() {
        List<Attempt> batch = new ArrayList<>();
        while (!stopped || !finished.isEmpty()) {
            try {
                Attempt first = batch.isEmpty() ? finished.poll(BACK_OFF_MILLIS, TimeUnit.MILLISECONDS) : null;
                if (first != null) {
                    batch.add(first);
                    finished.drainTo(batch, OUTCOMES_AT_ONCE);
                }
                if (!batch.isEmpty()) {
                    work.write(batch);
                    room.release(batch.size());
                    batch.clear();
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.warn("Outcomes of {} deliveries could not be written; trying again", batch.size(), e);
                pause();
            }
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(BACK_OFF_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
