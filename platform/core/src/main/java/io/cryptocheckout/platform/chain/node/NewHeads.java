package io.cryptocheckout.platform.chain.node;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.cryptocheckout.platform.chain.Network;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Hears of new blocks by WebSocket (go-ethereum's {@code eth_subscribe}, {@code newHeads}). Nothing it hears is believed: a block that was not
 * told before is a hint to ask the nodes, and everything else is passed over. A socket that is refused, breaks or falls silent is opened anew
 * after a pause, and meanwhile polling finds the blocks.
 */
public final class NewHeads {
    private static final Logger LOG = LoggerFactory.getLogger(NewHeads.class);
    private static final JsonMapper JSON = JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();
    private static final String SUBSCRIBE = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_subscribe\",\"params\":[\"newHeads\"]}";
    /** A header has about 2,000 characters; what is longer is not read to its end. */
    private static final int LONGEST_MESSAGE = 1 << 16;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final Network network;
    private final List<URI> urls;
    private final HttpClient http;
    private final Duration pingEvery;
    private @Nullable Thread thread;
    private CountDownLatch closed = new CountDownLatch(0);

    NewHeads(Network network, HttpClient http) {
        this(network, http, PATIENCE);
    }

    /**
     * @param pingEvery
     *            a socket that answers nothing for twice as long is given up
     */
    NewHeads(Network network, HttpClient http, Duration pingEvery) {
        this.network = network;
        this.urls = network.headUrls();
        this.http = http;
        this.pingEvery = pingEvery;
    }

    /**
     * Listens from now on; a second time changes nothing.
     *
     * @param hint
     *            called for each new block; it must return at once
     */
    public synchronized void open(Runnable hint) {
        if (thread == null && !urls.isEmpty()) {
            CountDownLatch end = new CountDownLatch(1);
            closed = end;
            thread = Thread.ofVirtual().name("heads-" + network.key()).start(() -> run(hint, end));
        }
    }

    /** Ends the listening; a second time changes nothing. */
    public synchronized void close() {
        if (thread != null) {
            closed.countDown();
            thread.interrupt();
            thread = null;
        }
    }

    private void run(Runnable hint, CountDownLatch over) {
        int failures = 0;
        boolean reported = false;
        while (true) {
            URI url = urls.get(failures % urls.size());
            Listener listener = new Listener(hint);
            try {
                String end = listen(url, listener);
                // One that told of a block worked; its end is no sign that the next attempt is in vain.
                failures = listener.heard ? 1 : failures + 1;
                reported = report(url, end, reported && !listener.heard);
                if (over.await(pause(failures).toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
            } catch (InterruptedException stopping) {
                return;
            }
        }
    }

    /** Said once, not at every attempt of an outage. */
    private boolean report(URI url, String end, boolean reported) {
        if (!reported) {
            LOG.info("{}: {} no longer tells of new blocks ({}); they are found by polling until it does", network.name(), url.getHost(),
                    end);
        }
        return true;
    }

    private static Duration pause(int failures) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failures - 1, 10));
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }

    /** Returns why it ended. */
    private String listen(URI url, Listener listener) throws InterruptedException {
        CompletableFuture<WebSocket> opening = opening(url, listener);
        try {
            WebSocket socket = opening.get();
            socket.sendText(SUBSCRIBE, true);
            while (true) {
                long answers = listener.answers.get();
                socket.sendPing(ByteBuffer.allocate(0));
                try {
                    return listener.ended.get(pingEvery.toMillis(), TimeUnit.MILLISECONDS);
                } catch (TimeoutException stillOpen) {
                    if (listener.answers.get() == answers) {
                        return "it fell silent";
                    }
                }
            }
        } catch (ExecutionException | RuntimeException e) {
            Throwable cause = e instanceof ExecutionException ? Objects.requireNonNullElse(e.getCause(), e) : e;
            return cause instanceof IOException ? "no connection" : cause.getClass().getSimpleName();
        } finally {
            // Also one whose opening was not waited for.
            opening.thenAccept(WebSocket::abort);
        }
    }

    private CompletableFuture<WebSocket> opening(URI url, Listener listener) {
        try {
            return http.newWebSocketBuilder().connectTimeout(PATIENCE).buildAsync(url, listener);
        } catch (IllegalArgumentException noAddress) {
            return CompletableFuture.failedFuture(noAddress);
        }
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Message(@Nullable String method, @Nullable Params params) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Params(@Nullable Told result) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Told(@Nullable String hash) {}

    /** One socket's side of the conversation. */
    private final class Listener implements WebSocket.Listener {
        private final Runnable hint;
        private final CompletableFuture<String> ended = new CompletableFuture<>();
        private final StringBuilder message = new StringBuilder();
        private @Nullable String last;
        private final AtomicLong answers = new AtomicLong();
        private volatile boolean heard;

        Listener(Runnable hint) {
            this.hint = hint;
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean whole) {
            answers.incrementAndGet();
            if (message.length() + data.length() > LONGEST_MESSAGE) {
                ended.complete("it sent a message of more than " + LONGEST_MESSAGE + " characters");
                return null;
            }
            message.append(data);
            if (whole) {
                String hash = hash(message.toString());
                message.setLength(0);
                if (hash != null && !hash.equals(last)) {
                    last = hash;
                    heard = true;
                    hint.run();
                }
            }
            socket.request(1);
            return null;
        }

        private @Nullable String hash(String text) {
            try {
                Message read = JSON.readValue(text, Message.class);
                Params params = read == null ? null : read.params();
                Told told = params == null ? null : params.result();
                return told == null || !"eth_subscription".equals(read.method()) ? null : told.hash();
            } catch (JacksonException garbage) {
                return null;
            }
        }

        @Override
        public @Nullable CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean whole) {
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onPong(WebSocket socket, ByteBuffer pong) {
            answers.incrementAndGet();
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
            ended.complete("it closed with status " + status);
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            ended.complete(error.getClass().getSimpleName());
        }
    }
}
