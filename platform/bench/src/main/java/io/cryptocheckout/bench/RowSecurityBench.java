package io.cryptocheckout.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * P12: what the policies cost, twice. As it is served: the same requests over HTTP while the platform's role is bound by the policies and
 * while it bypasses them. And the statements alone, by pgbench, where nothing else is there to share the cost. Many short rounds, because a
 * commit waits for the disk and the disk's pace wanders.
 */
final class RowSecurityBench {

    private static final String BYPASS = "bench_bypass";
    private static final String PLATFORM = "checkout_app";
    private static final int CLIENTS = 16;
    private static final int SECONDS = 2;

    private final Platform platform;
    private final Path folder;
    private final Path create;
    private final Path read;
    private final Path createOverHttp;
    private final Path readOverHttp;
    private final Path key;
    private final String session;

    RowSecurityBench(Platform platform, Path folder) throws Exception {
        this.platform = platform;
        this.folder = folder;
        Pgbench.prepare(platform);
        Pgbench.fillPool(platform);
        platform.sql("create role " + BYPASS + " login password 'bench' bypassrls in role " + PLATFORM);
        this.create = Pgbench.create(platform, folder);
        this.read = Pgbench.read(platform, folder);
        this.createOverHttp = Programs.copy("/create.lua", folder);
        this.readOverHttp = Programs.copy("/read.lua", folder);
        this.key = Files.writeString(folder.resolve("row-security-key"), platform.field("apiKey") + "\n");
        this.session = platform.post("/api/v1/checkout_sessions", Map.of("amount", Map.of("value", "50.00", "currency", "USD")))
                .get("id").asString();
    }

    void run(Report report, int rounds) throws Exception {
        served(report, "creates/s over HTTP", rounds, this::creates);
        served(report, "lists and retrieves/s over HTTP", rounds, this::reads);
        statements(report, "a create's statements alone, in pgbench", create, rounds);
        statements(report, "a list's and a retrieve's statements alone, in pgbench", read, rounds);
    }

    private void served(Report report, String what, int rounds, Load load) throws Exception {
        load.requestsPerSecond(10);
        Rounds wall = Rounds.interleaved(rounds, round -> as("nobypassrls", load), round -> as("bypassrls", load));
        platform.sql("alter role " + PLATFORM + " nobypassrls");
        row(report, what, wall);
    }

    /** The platform's connections are ended, because a statement that was prepared keeps the plan it has. */
    private double as(String attribute, Load load) throws Exception {
        platform.sql("alter role " + PLATFORM + " " + attribute,
                "select pg_terminate_backend(pid) from pg_stat_activity where usename = '" + PLATFORM + "'");
        // A pool trusts a connection for half a second after its last use, and then asks.
        Thread.sleep(1_000);
        load.requestsPerSecond(1);
        return load.requestsPerSecond(SECONDS);
    }

    private double creates(int seconds) throws Exception {
        return Wrk
                .run(folder, createOverHttp, CLIENTS, seconds, platform.field("baseUrl"),
                        List.of(key.toString(), UUID.randomUUID().toString(), "0"))
                .requestsPerSecond();
    }

    private double reads(int seconds) throws Exception {
        return Wrk.run(folder, readOverHttp, CLIENTS, seconds, platform.field("baseUrl"), List.of(platform.field("apiKey"), session))
                .requestsPerSecond();
    }

    private void statements(Report report, String whose, Path script, int rounds) throws Exception {
        Pgbench.transactionsPerSecond(platform, Pgbench.APP, script, CLIENTS, SECONDS);
        row(report, whose, Rounds.interleaved(
                rounds,
                round -> Pgbench.transactionsPerSecond(platform, Pgbench.APP, script, CLIENTS, SECONDS),
                round -> Pgbench.transactionsPerSecond(platform, BYPASS, script, CLIENTS, SECONDS)));
    }

    private static void row(Report report, String what, Rounds wall) {
        report.row(
                "P12",
                what + ": with row level security against a role that bypasses it",
                wall.ratio(),
                String.format(Locale.ROOT, "%.0f/s and %.0f/s", wall.oursMedian(), wall.peerMedian()));
    }

    @FunctionalInterface
    private interface Load {
        double requestsPerSecond(int seconds) throws Exception;
    }
}
