package io.cryptocheckout.bench;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/**
 * P10: from the block that holds a payment to the merchant's receiver holding {@code session.detected}, against a bare watcher that hears of
 * the same block by WebSocket and has read its receipts. A block a second, each mined at a call of the bench, because nothing else tells to
 * the millisecond when a block came to be; both clocks start before that call. Each block holds one payment, sent a moment before it. The
 * platform does not look at pending transactions meanwhile: it would tell of the payment before there is a block.
 */
final class DetectionBench {

    private static final int WARM_UP = 60;

    private final Platform platform;
    private final Map<String, Long> arrivals = new ConcurrentHashMap<>();

    DetectionBench(Platform platform) {
        this.platform = platform;
    }

    void run(Report report, int payments) throws Exception {
        HttpServer receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
        receiver.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        receiver.createContext("/", exchange -> {
            JsonNode event = Platform.JSON.readTree(exchange.getRequestBody().readAllBytes());
            arrivals.putIfAbsent(event.get("type").asString() + event.get("data").path("id").asString(), System.nanoTime());
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        receiver.start();
        platform.post(
                "/api/v1/webhook_endpoints",
                Map.of("url", "http://127.0.0.1:" + receiver.getAddress().getPort() + "/hook", "events", List.of("session.detected")));
        platform.rpc("evm_setIntervalMining", "[0]");
        platform.rpc("evm_setAutomine", "[false]");
        try (BareWatcher watcher = new BareWatcher(platform.field("rpcUrl"))) {
            List<Double> floor = new ArrayList<>();
            List<Double> told = new ArrayList<>();
            for (int i = 0; i < WARM_UP; i++) {
                measure(watcher, 250, new ArrayList<>(), new ArrayList<>());
            }
            for (int i = 0; i < payments; i++) {
                measure(watcher, 1_000, floor, told);
            }
            row(report, "p50", 0.50, told, floor);
            row(report, "p99", 0.99, told, floor);
        } finally {
            platform.rpc("evm_setIntervalMining", "[1]");
            receiver.stop(0);
        }
    }

    private static void row(Report report, String name, double share, List<Double> told, List<Double> floor) {
        double ours = Rounds.percentile(told, share);
        double bare = Rounds.percentile(floor, share);
        report.row(
                "P10",
                "block mined to webhook received, " + name + ", against a bare watcher's receipts read",
                String.format(Locale.ROOT, "%.2f", ours / bare),
                String.format(Locale.ROOT, "%.0f ms and %.0f ms over %d payments", ours, bare, told.size()));
    }

    private void measure(BareWatcher watcher, long blockMillis, List<Double> floor, List<Double> told) throws Exception {
        long begun = System.nanoTime();
        JsonNode session = platform.post("/api/v1/checkout_sessions", Map.of("amount", Map.of("value", "10.00", "currency", "USD")));
        String arrival = "session.detected" + session.get("id").asString();
        watcher.forget();
        platform.pay(session);
        // Nothing of the session's own creation is under way any more when its block comes.
        TimeUnit.MILLISECONDS.sleep(blockMillis / 2);
        long mined = System.nanoTime();
        platform.rpc("evm_mine", "[]");
        floor.add((watcher.next() - mined) / 1e6);
        long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!arrivals.containsKey(arrival)) {
            if (System.nanoTime() > giveUp) {
                throw new IllegalStateException("No session.detected for " + session.get("id"));
            }
            TimeUnit.MILLISECONDS.sleep(1);
        }
        told.add((arrivals.getOrDefault(arrival, mined) - mined) / 1e6);
        TimeUnit.NANOSECONDS.sleep(TimeUnit.MILLISECONDS.toNanos(blockMillis) - (System.nanoTime() - begun));
    }
}
