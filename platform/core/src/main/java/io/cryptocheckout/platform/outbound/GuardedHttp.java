package io.cryptocheckout.platform.outbound;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.jspecify.annotations.Nullable;

/**
 * HTTP to URLs that strangers chose. The address checked is the address dialled, redirects are not followed, and an answer is bounded in
 * time and size however its sender behaves. It blocks the calling thread and is made to be called from many virtual ones.
 */
public final class GuardedHttp implements AutoCloseable {
    private static final int LOOKUP_THREADS = 64;
    private static final int HEADERS_KEPT = 4096;

    private final UrlRules rules;
    private final ExecutorService lookups = Executors.newFixedThreadPool(LOOKUP_THREADS,
            Thread.ofPlatform().daemon().name("name-look-up-", 0).factory());
    private final ScheduledThreadPoolExecutor deadlines = new ScheduledThreadPoolExecutor(1,
            Thread.ofPlatform().daemon().name("outbound-deadlines").factory());
    // Two clients, so that a live request can never travel on a connection that test mode was allowed to open.
    private final CloseableHttpClient live;
    private final CloseableHttpClient test;

    public GuardedHttp(NameService names, LoopbackReceivers loopback) {
        this.rules = new UrlRules(loopback);
        this.deadlines.setRemoveOnCancelPolicy(true);
        this.live = GuardedClients.client(new GuardedNames(names, loopback, true, lookups));
        this.test = GuardedClients.client(new GuardedNames(names, loopback, false, lookups));
    }

    /**
     * Posts the body and waits for the answer, at most for the policy's time.
     *
     * @param headers
     *            sent as they are; {@code content-type} is taken from here too
     */
    public Outcome post(URI uri, Map<String, String> headers, byte[] body, OutboundPolicy policy) {
        return send(uri, policy, () -> {
            HttpPost request = new HttpPost(uri);
            headers.forEach(request::setHeader);
            request.setEntity(new ByteArrayEntity(body, contentType(headers)));
            return request;
        });
    }

    /** Gets what is there, in the same bounds. */
    public Outcome get(URI uri, OutboundPolicy policy) {
        return send(uri, policy, () -> new HttpGet(uri));
    }

    private Outcome send(URI uri, OutboundPolicy policy, Supplier<HttpUriRequestBase> made) {
        long started = System.nanoTime();
        if (rules.check(uri.toString(), policy.livemode()) != null) {
            return failed(started, Outcome.Failure.REFUSED_ADDRESS);
        }
        HttpUriRequestBase request = made.get();
        ScheduledFuture<?> deadline = deadlines.schedule(request::cancel, policy.timeout().toMillis(), TimeUnit.MILLISECONDS);
        try {
            return exchange(request, policy, started);
        } catch (IOException | HttpException e) {
            return failed(started, request.isCancelled() ? Outcome.Failure.TIMEOUT : reason(e));
        } catch (IllegalStateException e) {
            // What the client says when the deadline ends a request between two of its steps.
            if (!request.isCancelled()) {
                throw e;
            }
            return failed(started, Outcome.Failure.TIMEOUT);
        } finally {
            deadline.cancel(false);
        }
    }

    private Outcome exchange(HttpUriRequestBase request, OutboundPolicy policy, long started) throws IOException, HttpException {
        CloseableHttpClient client = policy.livemode() ? live : test;
        HttpHost host = new HttpHost(request.getScheme(), request.getAuthority().getHostName(), request.getAuthority().getPort());
        ClassicHttpResponse response = client.executeOpen(host, request, null);
        try {
            String body = beginning(request, response.getEntity(), policy.bodyLimit());
            return new Outcome(response.getCode(), headers(response), body, since(started), null);
        } finally {
            closeQuietly(response);
        }
    }

    /** Closing an answer that was cut off complains of just that. */
    private static void closeQuietly(ClassicHttpResponse response) {
        try {
            response.close();
        } catch (IOException cutOff) {
            // The outcome is known already.
        }
    }

    /** Reads the body up to the limit; a longer one ends the connection, because draining it could take for ever. */
    private static String beginning(HttpUriRequestBase request, @Nullable HttpEntity entity, int limit)
            throws IOException {
        InputStream content = entity == null ? null : entity.getContent();
        if (content == null) {
            return "";
        }
        byte[] kept = content.readNBytes(limit);
        if (kept.length < limit || content.read() < 0) {
            content.close();
        } else {
            request.cancel();
        }
        return new String(kept, StandardCharsets.UTF_8);
    }

    private static Map<String, String> headers(ClassicHttpResponse response) {
        Map<String, String> kept = new LinkedHashMap<>();
        int size = 0;
        for (Header header : response.getHeaders()) {
            String value = header.getValue() == null ? "" : header.getValue();
            size += header.getName().length() + value.length();
            if (size > HEADERS_KEPT) {
                break;
            }
            kept.putIfAbsent(header.getName().toLowerCase(Locale.ROOT), value);
        }
        return kept;
    }

    private static Outcome.Failure reason(Exception e) {
        return switch (e) {
            case GuardedNames.RefusedAddress refused -> Outcome.Failure.REFUSED_ADDRESS;
            case UnknownHostException unknown -> Outcome.Failure.UNKNOWN_HOST;
            case SSLException tls -> Outcome.Failure.TLS;
            case InterruptedIOException timeout -> Outcome.Failure.TIMEOUT;
            default -> Outcome.Failure.CONNECTION;
        };
    }

    private static ContentType contentType(Map<String, String> headers) {
        return ContentType.parseLenient(headers.getOrDefault("content-type", "application/octet-stream"));
    }

    private static Outcome failed(long started, Outcome.Failure reason) {
        return new Outcome(0, Map.of(), "", since(started), reason);
    }

    private static Duration since(long started) {
        return Duration.ofNanos(System.nanoTime() - started);
    }

    @Override
    public void close() {
        deadlines.shutdownNow();
        lookups.shutdownNow();
        GuardedClients.close(live);
        GuardedClients.close(test);
    }
}
