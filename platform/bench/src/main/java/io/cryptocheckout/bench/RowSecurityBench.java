package io.cryptocheckout.bench;

import java.nio.file.Path;
import java.util.Locale;

/**
 * P12: the same statements by a role that the policies bind and by one that bypasses them. Many short rounds, because a commit waits for the
 * disk and the disk's pace wanders; the reads wait for nothing but the processor.
 */
final class RowSecurityBench {

    private static final String BYPASS = "bench_bypass";
    private static final int CLIENTS = 16;
    private static final int SECONDS = 2;

    private final Platform platform;
    private final Path create;
    private final Path read;

    RowSecurityBench(Platform platform, Path folder) throws Exception {
        this.platform = platform;
        Pgbench.prepare(platform);
        platform.sql("create role " + BYPASS + " login password 'bench' bypassrls in role checkout_app");
        this.create = Pgbench.create(platform, folder);
        this.read = Pgbench.read(platform, folder);
    }

    void run(Report report, int rounds) throws Exception {
        measure(report, "a create's", create, rounds);
        measure(report, "a list's and a retrieve's", read, rounds);
    }

    private void measure(Report report, String whose, Path script, int rounds) throws Exception {
        Pgbench.transactionsPerSecond(platform, Pgbench.APP, script, CLIENTS, SECONDS);
        Rounds wall = Rounds.interleaved(
                rounds,
                round -> Pgbench.transactionsPerSecond(platform, Pgbench.APP, script, CLIENTS, SECONDS),
                round -> Pgbench.transactionsPerSecond(platform, BYPASS, script, CLIENTS, SECONDS));
        report.row(
                "P12",
                whose + " transactions/s with row level security against a role that bypasses it",
                wall.ratio(),
                String.format(Locale.ROOT, "%.0f/s and %.0f/s", wall.oursMedian(), wall.peerMedian()));
    }
}
