package io.cryptocheckout.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * P1, P2 and P5: creating sessions over HTTP with everything on, against pgbench running the statements of one create; and one store
 * against many.
 */
final class CreateBench {

    private static final int CLIENTS = 128;
    private static final int STORES = 10_000;

    private final Platform platform;
    private final Path folder;
    private final int seconds;
    private final Path lua;
    private final Path oneKey;
    private final Path script;
    private long answered;

    CreateBench(Platform platform, Path folder, int seconds) throws Exception {
        this.platform = platform;
        this.folder = folder;
        this.seconds = seconds;
        this.lua = Programs.copy("/create.lua", folder);
        this.oneKey = Files.writeString(folder.resolve("one-key"), platform.field("apiKey") + "\n");
        this.script = Pgbench.create(platform, folder);
        Pgbench.prepare(platform);
        Pgbench.fillPool(platform);
    }

    /** P1 and P5. */
    void run(Report report, int rounds) throws Exception {
        warmUp();
        pgbench();
        long before = sessions();
        answered = 0;
        long taken = addressesTaken();
        Rounds creates = Rounds.interleaved(rounds, round -> http(oneKey, seconds), round -> pgbench());
        check(before);
        report.row(
                "P1",
                CLIENTS + " clients: creates/s over HTTP against pgbench of the same statements",
                creates.ratio(),
                String.format(Locale.ROOT, "%.0f/s and %.0f/s", creates.oursMedian(), creates.peerMedian()));
        report.row(
                "P5",
                "creates served from the pool of addresses derived ahead",
                String.format(Locale.ROOT, "%.1f %%", 100.0 * Math.min(answered, addressesTaken() - taken) / answered),
                String.format(Locale.ROOT, "%d creates; an empty pool would have answered 503, and one such answer fails the run",
                        answered));
    }

    /**
     * P2: after this the database holds 10,000 more stores. Each of them is called once before anything is measured, because its first create
     * brings addresses into memory; so does every eighth later one, on both sides.
     */
    void runStores(Report report, int rounds) throws Exception {
        warmUp();
        Path keys = Files.write(folder.resolve("many-keys"), Stores.add(platform, STORES).stream().map(Stores.Store::key).toList());
        long before = answered;
        while (answered - before < STORES) {
            http(keys, 5, CLIENTS / 4);
        }
        Rounds spread = Rounds.interleaved(rounds, round -> http(oneKey, seconds), round -> http(keys, seconds));
        report.row(
                "P2",
                String.format(Locale.ROOT, "one store's creates/s against creates spread over %,d stores", STORES),
                spread.ratio(),
                String.format(Locale.ROOT, "%.0f/s and %.0f/s", spread.oursMedian(), spread.peerMedian()));
    }

    /** A few clients first: a JVM that has compiled nothing yet is not what is measured, and 128 at once may wait too long for it. */
    private void warmUp() throws Exception {
        http(oneKey, 10, CLIENTS / 16);
        http(oneKey, 5);
    }

    private double http(Path keys, int span) throws Exception {
        return http(keys, span, CLIENTS);
    }

    private double http(Path keys, int span, int clients) throws Exception {
        Wrk run = Wrk.run(folder, lua, clients, span, platform.field("baseUrl"),
                List.of(keys.toString(), UUID.randomUUID().toString(), Long.toString(answered)));
        answered += run.requests();
        return run.requestsPerSecond();
    }

    private double pgbench() throws Exception {
        return Pgbench.transactionsPerSecond(platform, Pgbench.APP, script, CLIENTS, seconds);
    }

    /** Rows must equal answers, and no address may have been given twice. pgbench's own rows say so by their wallet index. */
    private void check(long before) throws Exception {
        long made = sessions() - before;
        // wrk closes its connections at the end of each run: what was under way then was made, and nobody saw the answer.
        if (made < answered) {
            throw new IllegalStateException(answered + " answers, but " + made + " sessions");
        }
        String twice = platform.text("select count(*) from (select address from checkout.session group by address having count(*) > 1) x");
        if (!twice.equals("0")) {
            throw new IllegalStateException(twice + " addresses were given twice");
        }
    }

    private long sessions() throws Exception {
        return Long.parseLong(platform.text("select count(*) from checkout.session where success_url = 'https://shop.example/success'"
                + " and metadata ->> 'orderId' is not null"));
    }

    private long addressesTaken() throws Exception {
        return Long.parseLong(platform.text("select count(*) from wallet.address where state = 'taken'"));
    }
}
