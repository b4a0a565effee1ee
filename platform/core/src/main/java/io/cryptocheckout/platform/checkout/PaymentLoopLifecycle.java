package io.cryptocheckout.platform.checkout;

import io.cryptocheckout.platform.chain.Heads;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Runs the payment loop while the node runs. An outage of the database slows it down and ends nothing. */
final class PaymentLoopLifecycle implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(PaymentLoopLifecycle.class);
    private static final Duration IDLE = Duration.ofMillis(250);
    private static final Duration LONGEST_BACK_OFF = Duration.ofSeconds(5);

    private final PaymentLoop loop;
    private final LoopSignal signal;
    private final Heads heads;
    private volatile boolean running;
    private @Nullable Thread thread;
    private @Nullable Runnable listening;

    PaymentLoopLifecycle(PaymentLoop loop, LoopSignal signal, Heads heads) {
        this.loop = loop;
        this.signal = signal;
        this.heads = heads;
    }

    @Override
    public synchronized void start() {
        if (running) {
            return;
        }
        running = true;
        listening = heads.onNewHead(signal::moved);
        thread = Thread.ofVirtual().name("payment-loop").start(this::run);
    }

    @Override
    public synchronized void stop() {
        running = false;
        signal.poke();
        if (listening != null) {
            listening.run();
        }
        if (thread != null) {
            try {
                thread.join(LONGEST_BACK_OFF);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void run() {
        Duration backOff = IDLE;
        while (running) {
            try {
                boolean more = loop.pass();
                backOff = IDLE;
                if (!more) {
                    signal.await(IDLE);
                }
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                LOG.warn("The payment loop goes on in {}: {}", backOff, e.toString());
                LOG.debug("The payment loop failed", e);
                backOff = paused(backOff);
            }
        }
    }

    private Duration paused(Duration backOff) {
        try {
            signal.await(backOff);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        Duration longer = backOff.multipliedBy(2);
        return longer.compareTo(LONGEST_BACK_OFF) > 0 ? LONGEST_BACK_OFF : longer;
    }
}
