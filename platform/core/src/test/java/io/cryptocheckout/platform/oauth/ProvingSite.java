package io.cryptocheckout.platform.oauth;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A storefront's site on this machine, which proves itself, or does not in one of many ways. */
final class ProvingSite implements AutoCloseable {
    private final HttpServer server;
    private final List<String> nonces = new CopyOnWriteArrayList<>();
    private final AtomicInteger elsewhere = new AtomicInteger();
    private volatile String way = "well";

    ProvingSite() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/proof", this::prove);
        server.createContext("/elsewhere", exchange -> {
            elsewhere.incrementAndGet();
            prove(exchange);
        });
        server.start();
    }

    String redirectUri() {
        return base() + "/?wc-api=checkout_connected";
    }

    String proofUri() {
        return base() + "/proof";
    }

    /** From now on. */
    void answers(String how) {
        way = how;
    }

    /** What it was asked with. */
    List<String> nonces() {
        return nonces;
    }

    int elsewhere() {
        return elsewhere.get();
    }

    private String base() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void prove(HttpExchange exchange) throws IOException {
        String query = exchange.getRequestURI().getRawQuery();
        String nonce = query.substring(query.indexOf("nonce=") + "nonce=".length());
        nonces.add(nonce);
        String right = json(nonce, redirectUri());
        switch (way) {
            case "another nonce" -> answer(exchange, 200, json(nonce.substring(1) + "x", redirectUri()));
            case "no nonce" -> answer(exchange, 200, "{\"redirect_uri\":\"" + redirectUri() + "\"}");
            case "another redirect" -> answer(exchange, 200, json(nonce, redirectUri() + "/"));
            case "redirected" -> {
                exchange.getResponseHeaders().set("Location", base() + "/elsewhere?" + query);
                answer(exchange, 302, right);
            }
            case "not found" -> answer(exchange, 404, right);
            case "created" -> answer(exchange, 201, right);
            case "no json" -> answer(exchange, 200, nonce + " " + redirectUri());
            case "not an object" -> answer(exchange, 200, "[" + right + "]");
            case "wrong types" -> answer(exchange, 200, "{\"nonce\":[\"" + nonce + "\"],\"redirect_uri\":{}}");
            case "large" -> answer(exchange, 200, right.replace("{", "{" + " ".repeat(10_000)));
            default -> answer(exchange, 200, right);
        }
    }

    private static String json(String nonce, String redirectUri) {
        return "{\"nonce\":\"" + nonce + "\",\"redirect_uri\":\"" + redirectUri + "\"}";
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        try (exchange) {
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
