package io.cryptocheckout.platform.local;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.cryptocheckout.devkit.OwnerOnly;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A merchant's site of its own on a port of its own: one product, and the receiver of its webhooks. It uses the platform as any other
 * site would, by the public API and with a key, and believes a payment only by a signed webhook.
 */
final class DemoShop implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DemoShop.class);
    private static final int LONGEST_BODY = 1 << 20;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpServer server;
    private final URI platform;
    private final Receipts receipts;
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final Clock clock = Clock.systemUTC();
    private volatile DemoStore.@Nullable Credentials credentials;

    private DemoShop(HttpServer server, URI platform, Receipts receipts) {
        this.server = server;
        this.platform = platform;
        this.receipts = receipts;
    }

    /** Opens the shop on the port it had before, or on a free one where that is taken. */
    static DemoShop open(Path folder, URI platform) {
        Path portFile = folder.resolve("shop.port");
        try {
            HttpServer server = listen(Files.exists(portFile) ? Integer.parseInt(Files.readString(portFile).strip()) : 0);
            OwnerOnly.write(portFile, server.getAddress().getPort() + "\n");
            DemoShop shop = new DemoShop(server, platform, new Receipts(folder.resolve("webhooks.jsonl")));
            server.createContext("/", shop::answer);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.start();
            return shop;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HttpServer listen(int port) throws IOException {
        InetAddress loopback = InetAddress.getByName("127.0.0.1");
        try {
            return HttpServer.create(new InetSocketAddress(loopback, port), 0);
        } catch (IOException taken) {
            return HttpServer.create(new InetSocketAddress(loopback, 0), 0);
        }
    }

    /** From now on the shop sells with this key and checks webhooks with this secret. */
    void sellAs(DemoStore.Credentials merchant) {
        credentials = merchant;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    String receiverUrl() {
        return url() + "webhooks";
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!isOwnHost(exchange)) {
                send(exchange, 421, "text/plain", "This shop is at " + url());
                return;
            }
            String route = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
            switch (route) {
                case "GET /" -> page(exchange, DemoPages.product());
                case "POST /orders" -> order(exchange);
                case "GET /webhooks" -> page(exchange, DemoPages.webhooks(receipts.all()));
                case "POST /webhooks" -> receive(exchange);
                default -> {
                    if (route.matches("GET /orders/order-[0-9a-f]{12}")) {
                        String reference = route.substring("GET /orders/".length());
                        page(exchange, DemoPages.order(reference, receipts.statusOf(reference)));
                    } else {
                        send(exchange, 404, "text/plain", "The demo shop has no such page. Its product is at " + url());
                    }
                }
            }
        } catch (RuntimeException e) {
            LOG.warn("The demo shop could not answer", e);
            throw e;
        }
    }

    /** A page of another name that resolves to this machine must not speak for its user. */
    private boolean isOwnHost(HttpExchange exchange) {
        String host = exchange.getRequestHeaders().getFirst("Host");
        int port = server.getAddress().getPort();
        return ("127.0.0.1:" + port).equals(host) || ("localhost:" + port).equals(host);
    }

    private void order(HttpExchange exchange) throws IOException {
        String site = exchange.getRequestHeaders().getFirst("Sec-Fetch-Site");
        DemoStore.Credentials merchant = credentials;
        if (site != null && !site.equals("same-origin")) {
            send(exchange, 403, "text/plain", "Orders are placed on the shop's own page.");
        } else if (merchant == null) {
            send(exchange, 503, "text/plain", "The shop is just opening; try again in a moment.");
        } else {
            String reference = "order-" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
            exchange.getResponseHeaders().set("Location", openCheckout(merchant, reference));
            send(exchange, 303, "text/plain", "");
        }
    }

    /** The shop's server asks for a checkout, exactly as the quick start shows; the key never reaches the browser. */
    private String openCheckout(DemoStore.Credentials merchant, String reference) throws IOException {
        String body = JSON.writeValueAsString(Map.of("amount", Map.of("value", DemoPages.PRICE, "currency", "USD"),
                "reference", reference, "metadata", Map.of("orderId", reference),
                "successUrl", url() + "orders/" + reference, "cancelUrl", url()));
        HttpRequest request = HttpRequest.newBuilder(platform.resolve("/api/v1/checkout_sessions")).timeout(Duration.ofSeconds(20))
                .header("Authorization", "Bearer " + merchant.apiKey()).header("Content-Type", "application/json")
                .header("Idempotency-Key", reference).POST(HttpRequest.BodyPublishers.ofString(body)).build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            JsonNode session = JSON.readTree(answer.body());
            if (answer.statusCode() != 201) {
                throw new IllegalStateException("The platform answered " + answer.statusCode() + ": " + answer.body());
            }
            return session.get("checkoutUrl").stringValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private void receive(HttpExchange exchange) throws IOException {
        byte[] raw = exchange.getRequestBody().readNBytes(LONGEST_BODY);
        String body = new String(raw, StandardCharsets.UTF_8);
        DemoStore.Credentials merchant = credentials;
        boolean verified = merchant != null && WebhookCheck.holds(exchange.getRequestHeaders().getFirst("X-Webhook-Signature"), body,
                merchant.webhookSecret(), clock.instant());
        receipts.add(clock.instant(), verified, body);
        // An unsigned message is shown, so that one can see it, but never answered as if it had been believed.
        send(exchange, verified ? 200 : 400, "text/plain", verified ? "ok" : "the signature does not fit");
    }

    private static void page(HttpExchange exchange, String html) throws IOException {
        exchange.getResponseHeaders().set("Content-Security-Policy",
                "default-src 'none'; style-src 'unsafe-inline'; form-action 'self' http://127.0.0.1:* http://localhost:*; frame-ancestors 'none'");
        send(exchange, 200, "text/html; charset=utf-8", html);
    }

    private static void send(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
