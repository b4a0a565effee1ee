package io.cryptocheckout.platform.pricing;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Asks all sources side by side, again and again, and puts their answers on the board. */
final class PriceRefresh implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(PriceRefresh.class);

    private final List<PriceSource> sources;
    private final List<String> symbols;
    private final Duration pause;
    private final PriceBoard board;
    private final Clock clock;
    private @Nullable Thread thread;

    PriceRefresh(List<PriceSource> sources, PricingProperties settings, PriceBoard board, Clock clock) {
        this.sources = List.copyOf(sources);
        this.symbols = List.copyOf(settings.symbols());
        this.pause = settings.refreshEvery();
        this.board = board;
        this.clock = clock;
    }

    /** One round: returns when every source has answered, failed or run out of its time. */
    void once() throws InterruptedException {
        try (ExecutorService asking = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            sources.forEach(source -> running.add(asking.submit(() -> ask(source))));
            for (Future<?> each : running) {
                try {
                    each.get();
                } catch (ExecutionException e) {
                    log.error("A price source failed in a way it does not name", e.getCause());
                }
            }
        }
    }

    private void ask(PriceSource source) {
        Instant now = clock.instant();
        try {
            board.answered(source.name(), source.read(symbols, now), now);
        } catch (IOException e) {
            trouble(source, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            // A source that answers in an unforeseen shape must not stop the others.
            trouble(source, "the answer has an unknown shape (" + e.getClass().getSimpleName() + ")");
        }
    }

    private void trouble(PriceSource source, String what) {
        if (board.failed(source.name(), what)) {
            log.warn("Price source {}: {}", source.name(), what);
        }
    }

    private void loop() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                once();
                Thread.sleep(pause);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public synchronized void start() {
        if (thread == null) {
            thread = Thread.ofVirtual().name("prices").start(this::loop);
        }
    }

    @Override
    public synchronized void stop() {
        if (thread != null) {
            thread.interrupt();
            thread = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return thread != null;
    }
}
