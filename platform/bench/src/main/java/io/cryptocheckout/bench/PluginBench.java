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
        Compared creates = compared(rounds, () -> creates(with, filtered.key(), seconds), () -> creates(with, plain.key(), seconds));
        creates.report(report, "P14", "a store with a filter plugin against one without",
                String.format(Locale.ROOT, "; %.1f %% of the creates were filtered", 100.0 * (marked() - before) / (made() - made)));
        PluginFolder.disable(with, filtered.id(), "bench-marking");
    }

    /**
     * P13: the plugin runs for another store, against a platform that knows no plugins; and within one platform, against nobody having
     * enabled one. The second compares one JVM with itself: two differ by what each has compiled.
     */
    void idle(Report report, Platform without, int rounds) throws Exception {
        Stores.Store peer = Stores.add(without, 1).getFirst();
        creates(without, peer.key(), 2 * WARM_UP);
        enableAndAwait();
        creates(with, plain.key(), WARM_UP);
        compared(rounds, () -> creates(with, plain.key(), seconds), () -> creates(without, peer.key(), seconds))
                .report(report, "P13", "a platform whose plugins other stores enabled against one that knows none", "");
        compared(rounds, () -> {
            PluginFolder.enable(with, filtered.id(), "bench-marking", "{}");
            return creates(with, plain.key(), seconds);
        }, () -> {
            PluginFolder.disable(with, filtered.id(), "bench-marking");
            return creates(with, plain.key(), seconds);
        }).report(report, "P13", "a platform whose plugins other stores enabled against itself where nobody did", "");
        PluginFolder.disable(with, filtered.id(), "bench-marking");
    }

    /** One side of a comparison. */
    @FunctionalInterface
    private interface Side {
        Made make() throws Exception;
    }

    /**
     * What a span of creates came to.
     *
     * @param cpuMicros
     *            of the server, its database and its plugins for each create
     */
    private record Made(double perSecond, double cpuMicros) {}

    /** Rates and the processor's time of the same rounds: the rates wander with the machine, the time does not as much. */
    private record Compared(Rounds rates, Rounds cpu) {

        void report(Report report, String goal, String what, String more) {
            report.row(goal, "creates/s of " + what + ", " + CLIENTS + " clients", rates.ratio(),
                    String.format(Locale.ROOT, "%.0f/s and %.0f/s%s", rates.oursMedian(), rates.peerMedian(), more));
            report.row(goal, "the same, CPU of each create", cpu.ratio(),
                    String.format(Locale.ROOT, "%,.0f µs and %,.0f µs", cpu.oursMedian(), cpu.peerMedian()));
        }
    }

    private static Compared compared(int rounds, Side ours, Side peer) throws Exception {
        Compared result = new Compared(new Rounds(), new Rounds());
        for (int round = 0; round < rounds; round++) {
            boolean oursFirst = round % 2 == 0;
            Made first = (oursFirst ? ours : peer).make();
            Made second = (oursFirst ? peer : ours).make();
            Made our = oursFirst ? first : second;
            Made their = oursFirst ? second : first;
            result.rates().add(our.perSecond(), their.perSecond());
            result.cpu().add(our.cpuMicros(), their.cpuMicros());
        }
        return result;
    }

    /** P15: quiet and hostile windows in turn, each long enough for a process to be started and ended. */
    void hostile(Report report, int rounds) throws Exception {
        creates(with, plain.key(), 10);
        creates(with, neighbour.key(), 5);
        new HostileNeighbour(with, plain, neighbour).run(report, Math.max(1, rounds / 3), seconds * WINDOW);
    }

    private Made creates(Platform platform, String key, int span) throws Exception {
        Path keys = Files.writeString(folder.resolve("plugin-key"), key + "\n");
        long before = platform.cpuMicros();
        double perSecond = Wrk
                .run(folder, lua, CLIENTS, span, platform.field("baseUrl"), List.of(keys.toString(), UUID.randomUUID().toString(), "0"))
                .requestsPerSecond();
        return new Made(perSecond, (platform.cpuMicros() - before) / (perSecond * span));
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
