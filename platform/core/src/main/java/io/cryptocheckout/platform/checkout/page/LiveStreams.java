package io.cryptocheckout.platform.checkout.page;

import io.cryptocheckout.platform.database.Loop;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * The open pages of this server. They are capped for each network address and in all, and completed as the first thing of
 * a shutdown: an open stream would hold a graceful one up until its time-out.
 */
@Component
final class LiveStreams implements SmartLifecycle {

    private static final Duration PING = Duration.ofSeconds(20);

    private final Source source;
    private final CheckoutPageProperties settings;
    private final ConcurrentHashMap<String, AtomicInteger> byAddress = new ConcurrentHashMap<>();
    private final Set<LiveStream> open = ConcurrentHashMap.newKeySet();
    /** A comment now and then finds the pages that were closed without saying so. */
    private final Loop pinging;

    LiveStreams(Source source, CheckoutPageProperties settings) {
        this.source = source;
        this.settings = settings;
        this.pinging = new Loop("checkout-pages", PING, () -> open.forEach(LiveStream::ping));
    }

    /**
     * Opens a stream that tells every change of what {@code read} returns.
     *
     * @return null when this address, or the server, has as many as it may
     */
    @Nullable
    SseEmitter open(UUID session, String address, Supplier<@Nullable SessionState> read) {
        if (!isRunning() || open.size() >= settings.streams() || !admit(address)) {
            return null;
        }
        LiveStream stream = new LiveStream(read);
        open.add(stream);
        stream.onEnd(() -> {
            if (open.remove(stream)) {
                release(address);
            }
        });
        stream.follow(source.follow(session, stream::poke));
        stream.poke();
        return stream.emitter();
    }

    int count() {
        return open.size();
    }

    private boolean admit(String address) {
        boolean[] admitted = new boolean[1];
        byAddress.compute(address, (key, count) -> {
            AtomicInteger now = count == null ? new AtomicInteger() : count;
            admitted[0] = now.get() < settings.streamsPerAddress();
            if (admitted[0]) {
                now.incrementAndGet();
            }
            return now.get() == 0 ? null : now;
        });
        return admitted[0];
    }

    private void release(String address) {
        byAddress.computeIfPresent(address, (key, count) -> count.decrementAndGet() <= 0 ? null : count);
    }

    @Override
    public void start() {
        pinging.start();
    }

    @Override
    public void stop() {
        pinging.stop();
        open.forEach(LiveStream::end);
    }

    @Override
    public boolean isRunning() {
        return pinging.isRunning();
    }
}
