package io.cryptocheckout.platform.chain.scan;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A node that passes everything on to a real one, except for what a test tells it to change. */
final class LyingNode implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpServer server;
    private final URI real;
    private final HttpClient http = HttpClient.newHttpClient();
    private final CountDownLatch closing = new CountDownLatch(1);
    final AtomicInteger requests = new AtomicInteger();
    private volatile Lie lie = Lie.NONE;

    /** What is told instead of the truth. */
    interface Lie {
        Lie NONE = (node, exchange, request) -> false;

        /** True when it has answered; false to pass the request on. */
        boolean answer(LyingNode node, HttpExchange exchange, JsonNode request) throws IOException;
    }

    LyingNode(URI real) {
        this.real = real;
        try {
            this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/secret-key");
    }

    void tells(Lie lie) {
        this.lie = lie;
    }

    /** Answers every request like this. */
    static Lie always(int status, String contentType, String body, String... headers) {
        return (node, exchange, request) -> {
            exchange.getResponseHeaders().set("Content-Type", contentType);
            for (int i = 0; i < headers.length; i += 2) {
                exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
            }
            reply(exchange, status, body.getBytes(StandardCharsets.UTF_8));
            return true;
        };
    }

    /** Changes the true result of the calls of one method; both JSON values are whole answers' {@code result}. */
    static Lie changing(String method, BiFunction<JsonNode, JsonNode, JsonNode> change) {
        return (node, exchange, request) -> {
            JsonNode answers = node.truth(request);
            List<JsonNode> calls = new ArrayList<>();
            request.forEach(calls::add);
            for (int i = 0; i < calls.size(); i++) {
                ObjectNode answer = (ObjectNode) answers.get(i);
                if (calls.get(i).get("method").stringValue().equals(method) && answer.has("result")) {
                    answer.set("result", change.apply(calls.get(i), answer.get("result")));
                }
            }
            reply(exchange, 200, JSON.writeValueAsBytes(answers));
            return true;
        };
    }

    /** Answers every call of one method with an error, and whoever calls others as well gets them answered. */
    static Lie refusing(String method, int code) {
        return (node, exchange, request) -> {
            ArrayNode answers = (ArrayNode) node.truth(request);
            for (int i = 0; i < request.size(); i++) {
                if (request.get(i).get("method").stringValue().equals(method)) {
                    ObjectNode refusal = JSON.createObjectNode().put("jsonrpc", "2.0");
                    refusal.set("id", request.get(i).get("id"));
                    refusal.putObject("error").put("code", code).put("message", "not here");
                    answers.set(i, refusal);
                }
            }
            reply(exchange, 200, JSON.writeValueAsBytes(answers));
            return true;
        };
    }

    /** Tells the truth, but for one hash that has another name everywhere: consistent in itself. */
    static Lie renaming(String real, String invented) {
        return (node, exchange, request) -> {
            JsonNode understood = JSON.readTree(JSON.writeValueAsString(request).replace(invented, real));
            String told = JSON.writeValueAsString(node.truth(understood)).replace(real, invented);
            reply(exchange, 200, told.getBytes(StandardCharsets.UTF_8));
            return true;
        };
    }

    /** Takes the request and says nothing until the test ends. */
    static Lie silent() {
        return (node, exchange, request) -> {
            try {
                node.closing.await(30, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
            return true;
        };
    }

    private void handle(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        JsonNode request = JSON.readTree(exchange.getRequestBody().readAllBytes());
        if (!lie.answer(this, exchange, request)) {
            reply(exchange, 200, JSON.writeValueAsBytes(truth(request)));
        }
    }

    private JsonNode truth(JsonNode request) {
        try {
            JsonNode answers = JSON.readTree(http.send(
                    HttpRequest.newBuilder(real).header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(request))).build(),
                    HttpResponse.BodyHandlers.ofByteArray()).body());
            ArrayNode ordered = JSON.createArrayNode();
            for (JsonNode call : request) {
                for (JsonNode answer : answers) {
                    if (answer.get("id").equals(call.get("id"))) {
                        ordered.add(answer);
                    }
                }
            }
            return ordered;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void reply(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
    }
}
