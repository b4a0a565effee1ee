package io.cryptocheckout.platform.checkout.page;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** One open page. However often it is poked, it reads and sends on one thread at a time, and only what is new. */
final class LiveStream {

    private static final Logger log = LoggerFactory.getLogger(LiveStream.class);
    private static final long LONGEST_MILLIS = 3_600_000;

    private final SseEmitter emitter = new SseEmitter(LONGEST_MILLIS);
    private final Supplier<@Nullable SessionState> read;
    private final AtomicBoolean poked = new AtomicBoolean();
    private volatile @Nullable AutoCloseable signals;
    private volatile boolean ended;
    private @Nullable String sent;

    LiveStream(Supplier<@Nullable SessionState> read) {
        this.read = read;
    }

    SseEmitter emitter() {
        return emitter;
    }

    void onEnd(Runnable release) {
        Runnable all = () -> {
            ended = true;
            unfollow();
            release.run();
        };
        emitter.onCompletion(all);
        emitter.onTimeout(emitter::complete);
        emitter.onError(e -> all.run());
    }

    void follow(AutoCloseable subscription) {
        signals = subscription;
        if (ended) {
            unfollow();
        }
    }

    /** Says that something may have changed; returns at once. */
    void poke() {
        if (poked.compareAndSet(false, true)) {
            Thread.ofVirtual().name("checkout-page").start(this::sendNews);
        }
    }

    synchronized void ping() {
        send(SseEmitter.event().comment("still here"));
    }

    void end() {
        emitter.complete();
    }

    private synchronized void sendNews() {
        poked.set(false);
        try {
            SessionState state = read.get();
            if (state == null) {
                end();
            } else if (!state.fingerprint().equals(sent)) {
                sent = state.fingerprint();
                send(SseEmitter.event().name("state").data(state, MediaType.APPLICATION_JSON));
            }
        } catch (RuntimeException e) {
            // The database may be away; the page polls on its own when the stream stays silent.
            log.debug("A page could not be told its news", e);
        }
    }

    private void send(SseEmitter.SseEventBuilder event) {
        if (ended) {
            return;
        }
        try {
            emitter.send(event);
        } catch (IOException | IllegalStateException e) {
            // The browser is gone: the container ends the stream and calls back.
            emitter.completeWithError(e);
        }
    }

    private void unfollow() {
        AutoCloseable subscription = signals;
        signals = null;
        if (subscription != null) {
            try {
                subscription.close();
            } catch (Exception e) {
                log.debug("A subscription did not close", e);
            }
        }
    }
}
