package io.cryptocheckout.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;

/**
 * Two stores create sessions at a fixed pace, each request sent when it is due whether or not earlier ones were answered, and its time counted
 * from when it was due. In hostile windows one of them has a plugin that misbehaves in every filter, each time another one in another way,
 * and its owner lets it go on within a second whenever the platform stopped it. In quiet windows all is the same but that it is not enabled.
 */
final class HostileNeighbour {
    static final List<String> WAYS = List.of("slow", "loop", "allocate", "flood", "throw", "busy");
    private static final int PER_SECOND = 40;
    private static final int WARM_UP = 30;
    private static final int SETTLING = 3;
    private static final byte[] BODY = "{\"amount\":{\"value\":\"50.00\",\"currency\":\"USD\"}}"
            .getBytes(StandardCharsets.UTF_8);

    private final Platform platform;
    private final Stores.Store store;
    private final Stores.Store neighbour;
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<String> paid = new ArrayList<>();
    private final AtomicInteger resumed = new AtomicInteger();

    HostileNeighbour(Platform platform, Stores.Store store, Stores.Store neighbour) {
        this.platform = platform;
        this.store = store;
        this.neighbour = neighbour;
    }

    void run(Report report, int rounds, int seconds) throws Exception {
        List<Pair> pairs = new ArrayList<>();
        window(WARM_UP, WAYS.getFirst(), false);
        for (int round = 0; round < rounds; round++) {
            for (String way : WAYS) {
                // In turn, so that what drifts over the run disturbs both alike.
                boolean quietFirst = pairs.size() % 2 == 0;
                List<Double> first = window(seconds, way, !quietFirst);
                List<Double> second = window(seconds, way, quietFirst);
                Pair pair = quietFirst ? new Pair(second, first) : new Pair(first, second);
                System.out.printf(Locale.ROOT, "%s: p99 %.1f ms and %.1f ms%n", way, Rounds.percentile(pair.hostile(), 0.99),
                        Rounds.percentile(pair.quiet(), 0.99));
                pairs.add(pair);
            }
        }
        row(report, "p50", 0.50, pairs);
        row(report, "p99", 0.99, pairs);
        settled();
        System.out.println("The hostile plugins were stopped and resumed " + resumed + " times");
    }

    /** Milliseconds of the creates in a hostile window and in the quiet one beside it. */
    private record Pair(List<Double> hostile, List<Double> quiet) {}

    /** The median of the pairs' ratios, as a machine that stands still for a moment spoils one window; the figures are of all windows. */
    private static void row(Report report, String name, double share, List<Pair> pairs) {
        Rounds ratios = new Rounds();
        pairs.forEach(pair -> ratios.add(Rounds.percentile(pair.hostile(), share), Rounds.percentile(pair.quiet(), share)));
        List<Double> hostile = pairs.stream().flatMap(pair -> pair.hostile().stream()).toList();
        List<Double> quiet = pairs.stream().flatMap(pair -> pair.quiet().stream()).toList();
        report.row(
                "P15",
                "a create of a store beside one with a hostile plugin, " + name + ", against the same without it",
                ratios.ratio(),
                String.format(Locale.ROOT, "%.1f ms and %.1f ms over %,d creates each in %d pairs of windows",
                        Rounds.percentile(hostile, share), Rounds.percentile(quiet, share), hostile.size(), pairs.size()));
    }

    /** Milliseconds of the store's creates; the neighbour's have to be answered, too. */
    private List<Double> window(int seconds, String way, boolean hostile) throws Exception {
        String plugin = PluginFolder.hostile(way);
        if (hostile) {
            PluginFolder.enable(platform, neighbour.id(), plugin, "{\"how\":\"" + way + "\"}");
        } else {
            PluginFolder.disable(platform, neighbour.id(), plugin);
        }
        pay();
        ConcurrentLinkedQueue<Double> ours = new ConcurrentLinkedQueue<>();
        ConcurrentLinkedQueue<Double> theirs = new ConcurrentLinkedQueue<>();
        try (ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();
                Connection owner = platform.connect()) {
            long begun = System.nanoTime();
            int total = seconds * PER_SECOND;
            for (int i = 0; i < total; i++) {
                long due = begun + TimeUnit.SECONDS.toNanos(i) / PER_SECOND;
                LockSupport.parkNanos(due - System.nanoTime());
                requests.execute(() -> ours.add(create(store, due)));
                requests.execute(() -> theirs.add(create(neighbour, due)));
                if (i % PER_SECOND == PER_SECOND / 2) {
                    requests.execute(() -> resumed.addAndGet(PluginFolder.resume(owner, neighbour.id())));
                }
            }
        }
        if (ours.size() != seconds * PER_SECOND || theirs.size() != ours.size()) {
            throw new IllegalStateException("Not every create was answered");
        }
        PluginFolder.disable(platform, neighbour.id(), plugin);
        // What the window began, such as ending a process, is not the next one's.
        TimeUnit.SECONDS.sleep(SETTLING);
        return List.copyOf(ours);
    }

    /** The neighbour's own customers pay while its plugin misbehaves. */
    private void pay() throws Exception {
        JsonNode session = Platform.JSON.readTree(http.send(creation(neighbour), HttpResponse.BodyHandlers.ofString()).body());
        platform.pay(session);
        paid.add(session.get("address").asString().substring(2).toLowerCase(Locale.ROOT));
    }

    private void settled() throws Exception {
        String unsettled = "select count(*) from checkout.session where status <> 'paid' and encode(address, 'hex') in ('"
                + String.join("', '", paid) + "')";
        for (int tries = 0; !platform.text(unsettled).equals("0"); tries++) {
            if (tries == 60) {
                throw new IllegalStateException(platform.text(unsettled) + " payments of the hostile plugin's store did not settle");
            }
            TimeUnit.SECONDS.sleep(1);
        }
        System.out.println("All " + paid.size() + " payments to the hostile plugin's store settled");
    }

    private double create(Stores.Store of, long due) {
        try {
            HttpResponse<Void> answer = http.send(creation(of), HttpResponse.BodyHandlers.discarding());
            if (answer.statusCode() != 201) {
                throw new IllegalStateException("A create answered " + answer.statusCode());
            }
            return (System.nanoTime() - due) / 1e6;
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpRequest creation(Stores.Store of) {
        return HttpRequest.newBuilder(URI.create(platform.field("baseUrl") + "/api/v1/checkout_sessions"))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Bearer " + of.key())
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(HttpRequest.BodyPublishers.ofByteArray(BODY))
                .build();
    }
}
