package io.cryptocheckout.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * P13 to P15: what plugins cost those who wait for a create. A platform with plugins that only other stores enabled against one that knows
 * no plugins; a store with a filter against one without; and what a store notices of a hostile plugin of its neighbour. Few clients, because
 * where every core is taken a filter is left out rather than waited for; the share of creates that were filtered stands with the figure.
 */
final class PluginBench {
    private static final int CLIENTS = 4;
    private static final int WINDOW = 4;
    private static final int WARM_UP = 20;

    private final Platform with;
    private final Path folder;
    private final int seconds;
    private final Path lua;
    private final Stores.Store plain;
    private final Stores.Store filtered;
    private final Stores.Store neighbour;

    PluginBench(Platform with, Path folder, int seconds) throws Exception {
        this.with = with;
        this.folder = folder;
        this.seconds = seconds;
        this.lua = Programs.copy("/create.lua", folder);
        List<Stores.Store> stores = Stores.add(with, 3);
        this.plain = stores.get(0);
        this.filtered = stores.get(1);
        this.neighbour = stores.get(2);
    }

    /** P14: the stores are neighbours in one process, so that nothing but the filter is between them. */
    void filter(Report report, int rounds) throws Exception {
        enableAndAwait();
        long before = marked();
        long made = made();
        Rounds creates = Rounds.interleaved(rounds, round -> creates(with, filtered.key(), seconds),
                round -> creates(with, plain.key(), seconds));
        report.row(
                "P14",
                "creates/s of a store with a filter plugin against one without, " + CLIENTS + " clients",
                creates.ratio(),
                String.format(Locale.ROOT, "%.0f/s and %.0f/s; %.1f %% of the creates were filtered", creates.oursMedian(),
                        creates.peerMedian(), 100.0 * (marked() - before) / (made() - made)));
        PluginFolder.disable(with, filtered.id(), "bench-marking");
    }

    /**
     * P13: the plugin runs for another store, against a platform that knows no plugins; and within one platform, against nobody having
     * enabled one. The second compares one JVM with itself: two differ by what each has compiled.
     */
    void idle(Report report, Platform without, int rounds) throws Exception {
        Stores.Store peer = Stores.add(without, 1).getFirst();
        enableAndAwait();
        creates(without, peer.key(), WARM_UP);
        creates(with, plain.key(), WARM_UP);
        Rounds platforms = Rounds.interleaved(rounds, round -> creates(with, plain.key(), seconds),
                round -> creates(without, peer.key(), seconds));
        row(report, "P13", "creates/s with a plugin host whose plugins others enabled, against a platform without", platforms);
        Rounds switched = Rounds.interleaved(rounds, round -> {
            PluginFolder.enable(with, filtered.id(), "bench-marking", "{}");
            return creates(with, plain.key(), seconds);
        }, round -> {
            PluginFolder.disable(with, filtered.id(), "bench-marking");
            return creates(with, plain.key(), seconds);
        });
        row(report, "P13", "the same within one platform, against nobody having enabled one", switched);
        PluginFolder.disable(with, filtered.id(), "bench-marking");
    }

    private static void row(Report report, String goal, String what, Rounds creates) {
        report.row(goal, what + ", " + CLIENTS + " clients", creates.ratio(),
                String.format(Locale.ROOT, "%.0f/s and %.0f/s", creates.oursMedian(), creates.peerMedian()));
    }

    /** P15: quiet and hostile windows in turn, each long enough for a process to be started and ended. */
    void hostile(Report report, int rounds) throws Exception {
        creates(with, plain.key(), 10);
        creates(with, neighbour.key(), 5);
        new HostileNeighbour(with, plain, neighbour).run(report, Math.max(1, rounds / 3), seconds * WINDOW);
    }

    private double creates(Platform platform, String key, int span) throws Exception {
        Path keys = Files.writeString(folder.resolve("plugin-key"), key + "\n");
        return Wrk.run(folder, lua, CLIENTS, span, platform.field("baseUrl"), List.of(keys.toString(), UUID.randomUUID().toString(), "0"))
                .requestsPerSecond();
    }

    private void enableAndAwait() throws Exception {
        PluginFolder.enable(with, filtered.id(), "bench-marking", "{}");
        creates(with, plain.key(), 10);
        long before = marked();
        for (int tries = 0; marked() == before; tries++) {
            if (tries == 30) {
                throw new IllegalStateException("The plugin did not come up");
            }
            creates(with, filtered.key(), 1);
            TimeUnit.SECONDS.sleep(1);
        }
        creates(with, filtered.key(), 10);
    }

    private long marked() throws Exception {
        return Long.parseLong(with.text("select count(*) from events.event where store_id = '" + filtered.id()
                + "' and body like '%\"extensions\":{\"bench-marking\"%'"));
    }

    private long made() throws Exception {
        return Long.parseLong(with.text("select count(*) from events.event where store_id = '" + filtered.id() + "'"));
    }
}
