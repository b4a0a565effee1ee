package io.cryptocheckout.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/**
 * P6: deliveries per second of the delivery loop (claim, sign, POST, durable outcome with its log) against graphile-worker in its
 * default and its best setting, and against the receiver's own ceiling under wrk. All go to the same receiver.
 */
final class DeliveryBench {

    private static final Duration WARM_UP = Duration.ofSeconds(20);
    private static final String SECRET = "whsec_" + "benchbenchbenchbenchbenchbench01";

    private final Platform platform;
    private final Peers peers;
    private final Path folder;
    private final int jobs;
    private final String endpoint;
    private final String endpointSecret;

    DeliveryBench(Platform platform, Peers peers, Path folder, int jobs) throws Exception {
        this.platform = platform;
        this.peers = peers;
        this.folder = folder;
        this.jobs = jobs;
        // Only its own test events interest this endpoint: the load of other measurements does not reach it.
        JsonNode made = platform.post(
                "/api/v1/webhook_endpoints", java.util.Map.of("url", peers.url(), "events", List.of("webhook.test")));
        this.endpoint = made.get("id").asString();
        this.endpointSecret = made.get("secret").asString();
        peers.graphile(libpq(), "0", SECRET, "migrate", "0");
    }

    void run(Report report, int rounds) throws Exception {
        // By the clock, because the compiler of the JVM is not done earlier however few jobs a run has.
        long warm = System.nanoTime() + WARM_UP.toNanos();
        while (System.nanoTime() < warm) {
            ours(-1);
        }
        graphile("best");
        Rounds best = Rounds.interleaved(rounds, this::ours, round -> graphile("best"));
        Rounds usual = Rounds.interleaved(Math.min(rounds, 2), this::ours, round -> graphile("default"));
        Rounds ceiling = Rounds.interleaved(Math.min(rounds, 3), this::ours, round -> wrk());
        report.row("P6", "deliveries/s against graphile-worker at its best", best.ratio(), figures(best));
        report.row("P6", "deliveries/s against graphile-worker as it comes", usual.ratio(), figures(usual));
        report.row("P6", "deliveries/s against wrk on the same receiver", ceiling.ratio(), figures(ceiling));
    }

    private static String figures(Rounds rounds) {
        return String.format(Locale.ROOT, "%.0f/s and %.0f/s", rounds.oursMedian(), rounds.peerMedian());
    }

    private double ours(int round) throws Exception {
        peers.expect(endpointSecret);
        String body = "{\"id\":\"evt_\",\"object\":\"event\",\"type\":\"session.paid\",\"data\":{\"filler\":\"" + "x".repeat(1200) + "\"}}";
        // One transaction makes the events and deliveries visible at once, as if the backlog of an outage came due.
        platform.sql("begin; insert into events.event (store_id, livemode, id, type, object_id, sequence, body, created_at)"
                + " select e.store_id, e.livemode, uuidv7(), 'webhook.test', uuidv7(), 1, '" + body + "', now()"
                + " from events.webhook_endpoint e, generate_series(1, " + jobs + ") where e.url = '" + peers.url() + "';"
                + " insert into events.delivery (store_id, livemode, id, event_id, endpoint_id, due_at, created_at)"
                + " select v.store_id, v.livemode, uuidv7(), v.id, e.id, now(), now() from events.event v"
                + " join events.webhook_endpoint e on e.store_id = v.store_id and e.livemode = v.livemode and e.url = '" + peers.url()
                + "' where v.type = 'webhook.test' and not exists (select from events.delivery d where d.store_id = v.store_id"
                + " and d.livemode = v.livemode and d.event_id = v.id); commit");
        double rate = measured();
        String undelivered = "select count(*) from events.delivery d join events.webhook_endpoint e on e.id = d.endpoint_id"
                + " where e.url = '" + peers.url() + "' and d.status <> 'delivered'";
        awaitZero(undelivered);
        platform.sql("truncate events.delivery_attempt, events.delivery, events.event", "vacuum analyze events.delivery");
        return rate;
    }

    private double graphile(String mode) throws Exception {
        peers.expect(SECRET);
        platform.sql("select graphile_worker.add_job('deliver', json_build_object('body', repeat('x', 1300))) from generate_series(1, "
                + jobs + ")");
        peers.graphile(libpq(), Integer.toString(peers.port), SECRET, mode, Integer.toString(jobs));
        awaitZero("select count(*) from graphile_worker.jobs");
        return measured();
    }

    private double wrk() throws Exception {
        Path script = Programs.copy("/post.lua", folder);
        return Wrk.run(folder, script, 64, 4, peers.url(), List.of()).requestsPerSecond();
    }

    /** Waits until the receiver has them all, each signed, and answers the rate between its first and its last arrival. */
    private double measured() throws IOException, InterruptedException {
        JsonNode stats = peers.stats();
        long giveUp = System.nanoTime() + 180_000_000_000L;
        while (stats.get("received").asInt() < jobs) {
            if (System.nanoTime() > giveUp) {
                throw new IllegalStateException("Only " + stats + " of " + jobs + " arrived");
            }
            java.util.concurrent.TimeUnit.MILLISECONDS.sleep(100);
            stats = peers.stats();
        }
        if (stats.get("received").asInt() != jobs || stats.get("unsigned").asInt() != 0) {
            throw new IllegalStateException("Attempts, arrivals and signatures disagree: " + stats);
        }
        return jobs / (stats.get("millis").asDouble() / 1000);
    }

    private void awaitZero(String count) throws Exception {
        long giveUp = System.nanoTime() + 60_000_000_000L;
        while (!"0".equals(platform.text(count))) {
            if (System.nanoTime() > giveUp) {
                throw new IllegalStateException("Not zero: " + count);
            }
            java.util.concurrent.TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private String libpq() {
        return platform.superuserUrl();
    }
}
