package io.cryptocheckout.platform.chain.node;

import io.cryptocheckout.platform.chain.CheckoutChainProperties.FollowProperties;
import io.cryptocheckout.platform.chain.node.NodeFailure.Kind;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.json.JsonMapper;

/**
 * One JSON-RPC endpoint over HTTP. It believes nothing but a complete answer to exactly what was asked; everything else is
 * a {@link NodeFailure}. Its URL may hold a key, so messages name the host alone.
 */
public final class Node {
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    /** A block's receipts are a few megabytes; what is longer than this is no answer to a question of ours. */
    private static final long LONGEST_ANSWER = 256L << 20;
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    private final URI url;
    private final String name;
    private final Duration timeout;
    private final int batchCalls;
    private final int parallelRequests;
    private final HttpClient http;

    Node(URI url, FollowProperties follow, HttpClient http) {
        this.url = url;
        this.name = url.getPort() < 0 ? url.getHost() : url.getHost() + ":" + url.getPort();
        this.timeout = follow.timeout();
        this.batchCalls = follow.batchCalls();
        this.parallelRequests = follow.parallelRequests();
        this.http = http;
    }

    /** Host and port, without the path that may hold a key. */
    public String name() {
        return name;
    }

    /** The result of one call; a missing result is a failure. */
    public <T> T call(Class<T> type, String method, Object... params) {
        return batch(type, List.of(RpcCall.of(method, params))).getFirst();
    }

    /** The results of several calls in their order; one error or one missing result fails them all. */
    public <T> List<T> batch(Class<T> type, List<RpcCall> calls) {
        List<T> results = new ArrayList<>(calls.size());
        List<RpcAnswer<T>> answers = tryBatch(type, calls);
        for (int i = 0; i < calls.size(); i++) {
            results.add(required(answers.get(i), calls.get(i)));
        }
        return results;
    }

    /** The answers to several calls in their order, errors and missing results included, in as few requests as allowed. */
    public <T> List<RpcAnswer<T>> tryBatch(Class<T> type, List<RpcCall> calls) {
        if (calls.size() <= batchCalls) {
            return calls.isEmpty() ? List.of() : request(type, calls);
        }
        List<Callable<List<RpcAnswer<T>>>> requests = new ArrayList<>();
        for (int from = 0; from < calls.size(); from += batchCalls) {
            List<RpcCall> some = calls.subList(from, Math.min(calls.size(), from + batchCalls));
            requests.add(() -> request(type, some));
        }
        return together(requests);
    }

    private <T> List<RpcAnswer<T>> together(List<Callable<List<RpcAnswer<T>>>> requests) {
        List<RpcAnswer<T>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(Math.min(parallelRequests, requests.size()),
                Thread.ofVirtual().factory())) {
            for (Future<List<RpcAnswer<T>>> request : threads.invokeAll(requests)) {
                answers.addAll(request.get());
            }
            return answers;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof NodeFailure failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NodeFailure(Kind.UNREACHABLE, name + " was not waited for: the server is stopping");
        }
    }

    private <T> T required(RpcAnswer<T> answer, RpcCall call) {
        if (answer.error() != null) {
            throw refused(answer.error(), call.method());
        }
        T result = answer.result();
        if (result == null) {
            throw new NodeFailure(Kind.INCONSISTENT, name + " answered null to " + call.method());
        }
        return result;
    }

    private NodeFailure refused(RpcAnswer.RpcError error, String method) {
        // -32005 is "limit exceeded" of EIP-1474; some providers repeat the HTTP status as the code.
        Kind kind = error.code() == -32005 || error.code() == 429 ? Kind.RATE_LIMITED : Kind.REFUSED;
        return new NodeFailure(kind, name + " refused " + method + ": " + error.code() + " " + shortened(error.message()));
    }

    private <T> List<RpcAnswer<T>> request(Class<T> type, List<RpcCall> calls) {
        byte[] body = send(JSON.writeValueAsBytes(numbered(calls)));
        JavaType answer = JSON.getTypeFactory().constructParametricType(RpcAnswer.class, type);
        try {
            if (firstCharacter(body) == '{') {
                RpcAnswer<T> whole = JSON.readValue(body, answer);
                if (whole.error() != null) {
                    throw refused(whole.error(), calls.getFirst().method());
                }
                throw new NodeFailure(Kind.NOT_JSON_RPC, name + " answered a batch with a single object");
            }
            List<RpcAnswer<T>> answers = JSON.readValue(body,
                    JSON.getTypeFactory().constructCollectionType(List.class, answer));
            return ordered(answers, calls.size());
        } catch (JacksonException e) {
            throw new NodeFailure(Kind.NOT_JSON_RPC, name + " did not answer in JSON-RPC but: " + excerpt(body));
        }
    }

    private static List<Map<String, Object>> numbered(List<RpcCall> calls) {
        List<Map<String, Object>> numbered = new ArrayList<>(calls.size());
        for (int i = 0; i < calls.size(); i++) {
            numbered.add(Map.of("jsonrpc", "2.0", "id", i, "method", calls.get(i).method(), "params",
                    calls.get(i).params()));
        }
        return numbered;
    }

    private <T> List<RpcAnswer<T>> ordered(List<RpcAnswer<T>> answers, int expected) {
        Map<Long, RpcAnswer<T>> byId = new HashMap<>();
        for (RpcAnswer<T> answer : answers) {
            if (answer.id() != null) {
                byId.put(answer.id(), answer);
            }
        }
        List<RpcAnswer<T>> ordered = new ArrayList<>(expected);
        for (long id = 0; id < expected; id++) {
            RpcAnswer<T> answer = byId.get(id);
            if (answer == null) {
                throw new NodeFailure(Kind.INCONSISTENT, name + " left call " + id + " of " + expected + " unanswered");
            }
            ordered.add(answer);
        }
        return ordered;
    }

    private byte[] send(byte[] body) {
        HttpRequest request = HttpRequest.newBuilder(url)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        CompletableFuture<HttpResponse<byte[]>> answer = http.sendAsync(request,
                BodyHandlers.limiting(BodyHandlers.ofByteArray(), LONGEST_ANSWER));
        try {
            // The request's own timeout ends with the headers; this one covers a body that trickles.
            return checked(answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new NodeFailure(Kind.UNREACHABLE, name + " did not answer within " + timeout.toMillis() + " ms");
        } catch (ExecutionException e) {
            throw new NodeFailure(Kind.UNREACHABLE, name + " cannot be reached: " + reason(e.getCause()));
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new NodeFailure(Kind.UNREACHABLE, name + " was not waited for: the server is stopping");
        }
    }

    private byte[] checked(HttpResponse<byte[]> response) {
        int status = response.statusCode();
        if (status == 429 || status == 503) {
            throw new NodeFailure(Kind.RATE_LIMITED, name + " answered HTTP " + status,
                    pause(response.headers().firstValue("Retry-After").orElse(null)));
        }
        byte[] body = response.body();
        if (status != 200 && firstCharacter(body) != '[') {
            throw new NodeFailure(Kind.UNREACHABLE, name + " answered HTTP " + status);
        }
        return body;
    }

    private static Duration pause(@Nullable String seconds) {
        try {
            Duration asked = seconds == null ? Duration.ZERO : Duration.ofSeconds(Long.parseLong(seconds.trim()));
            return asked.isNegative() ? Duration.ZERO : asked.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : asked;
        } catch (NumberFormatException e) {
            return Duration.ZERO; // the date form; our own back-off will do
        }
    }

    private static int firstCharacter(byte[] body) {
        for (byte b : body) {
            if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                return b;
            }
        }
        return -1;
    }

    private static String reason(@Nullable Throwable cause) {
        return cause instanceof IOException && cause.getMessage() != null
                ? shortened(cause.getMessage())
                : String.valueOf(cause == null ? null : cause.getClass().getSimpleName());
    }

    private static String excerpt(byte[] body) {
        return shortened(new String(body, 0, Math.min(body.length, 200), StandardCharsets.UTF_8));
    }

    private static String shortened(@Nullable String text) {
        String clean = text == null ? "" : text.replaceAll("[\\p{Cntrl}\\s]+", " ").trim();
        return clean.length() <= 120 ? clean : clean.substring(0, 120) + "…";
    }
}
