package io.cryptocheckout.platform.journey;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.JsonNode;

/** A merchant's webhook receiver: a real HTTP server that keeps what came and checks every signature by itself. */
public final class Receiver implements AutoCloseable {

    record Delivery(String body, JsonNode event, boolean signed) {
        String type() {
            return event.get("type").asString();
        }

        String objectId() {
            return event.get("data").path("id").asString();
        }
    }

    private final HttpServer server;
    private final Queue<Delivery> deliveries = new ConcurrentLinkedQueue<>();
    private final Queue<String> faults = new ConcurrentLinkedQueue<>();
    private volatile String secret = "";
    private volatile Supplier<Integer> status = () -> 200;

    public Receiver() {
        this(0);
    }

    Receiver(int port) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 256);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            boolean signed = verifies(exchange.getRequestHeaders().getFirst("X-Webhook-Signature"), body);
            int answer = status.get();
            if (answer == 200) {
                Delivery delivery = new Delivery(body, Api.JSON.readTree(body), signed);
                Contract.faultsOfEvent(delivery.event()).forEach(fault -> faults.add(fault + " in " + body));
                deliveries.add(delivery);
            }
            exchange.sendResponseHeaders(answer, -1);
            exchange.close();
        });
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
    }

    void secret(String endpointSecret) {
        this.secret = endpointSecret;
    }

    void answers(Supplier<Integer> with) {
        this.status = with;
    }

    /** All that arrived; every event must be as the specification says. */
    List<Delivery> all() {
        if (!faults.isEmpty()) {
            throw new AssertionError("Not as the contract says: " + faults);
        }
        return List.copyOf(deliveries);
    }

    /** What came for one object, in the order of its sequence, each event once. */
    List<String> typesOf(String objectId) {
        return deliveries.stream()
                .filter(d -> d.objectId().equals(objectId))
                .sorted(java.util.Comparator.comparingInt(d -> d.event().get("sequence").asInt()))
                .map(Delivery::type)
                .distinct()
                .toList();
    }

    private boolean verifies(String header, String body) {
        if (header == null || secret.isEmpty()) {
            return false;
        }
        String timestamp = header.substring(2, header.indexOf(','));
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            String expected = HexFormat.of().formatHex(mac.doFinal((timestamp + "." + body).getBytes(StandardCharsets.UTF_8)));
            return header.contains("v1=" + expected);
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
