package io.cryptocheckout.platform.database;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Runs a piece of work again and again on a virtual thread of its own, from the start of the application to its end. A
 * failure, such as a database that is away, is logged and answered with longer pauses; it never ends the loop.
 */
public final class Loop implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Loop.class);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final Duration END = Duration.ofSeconds(5);

    private final String name;
    private final Duration pause;
    private final Runnable work;
    private @Nullable Thread thread;
    private CountDownLatch ended = new CountDownLatch(0);

    /**
     * @param pause
     *            the time between two runs; doubled with every failure, up to a minute
     */
    public Loop(String name, Duration pause, Runnable work) {
        this.name = name;
        this.pause = pause;
        this.work = work;
    }

    @Override
    public synchronized void start() {
        ended = new CountDownLatch(1);
        thread = Thread.ofVirtual().name(name).start(() -> run(ended));
    }

    /** Ends the loop and runs the work a last time, so that nothing gathered is lost by a planned stop. */
    @Override
    public synchronized void stop() {
        Thread running = thread;
        if (running == null) {
            return;
        }
        thread = null;
        ended.countDown();
        try {
            running.join(END);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return thread != null;
    }

    private void run(CountDownLatch end) {
        Duration next = pause;
        while (!isOver(end, next)) {
            next = succeeds() ? pause : longer(next);
        }
        succeeds();
    }

    private boolean succeeds() {
        try {
            work.run();
            return true;
        } catch (RuntimeException e) {
            LOG.warn("{} failed and will run again: {}", name, e.toString());
            return false;
        }
    }

    private static Duration longer(Duration pause) {
        Duration doubled = pause.multipliedBy(2);
        return doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
    }

    private static boolean isOver(CountDownLatch end, Duration pause) {
        try {
            return end.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
