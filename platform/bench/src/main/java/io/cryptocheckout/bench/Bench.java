package io.cryptocheckout.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Runs the measurements: {@code smoke} within about 90 seconds, {@code full} within about 12 minutes. */
public final class Bench {

    /** How much of everything is measured. */
    private record Size(int rounds, int seconds, int jobs, int payments, int watched) {

        static Size of(String name) {
            return switch (name) {
                case "smoke" -> new Size(3, 3, 4_000, 20, 100_000);
                case "full" -> new Size(7, 5, 20_000, 100, 1_000_000);
                default -> throw new IllegalArgumentException("The size is smoke or full, not " + name);
            };
        }
    }

    private static final List<String> UNLIMITED = List.of("--checkout.access.requests-per-second=1000000",
            "--checkout.access.request-burst=1000000", "--checkout.oauth.requests-per-minute=100000000");

    /** Payments are told from their block on, see {@link DetectionBench}. */
    private static final String BLOCKS_ALONE = "--checkout.chain.networks.local.follow.pending=none";

    /** The local profile has the bundled ones; what they cost is measured against a platform that knows none. */
    private static final String NO_PLUGINS = "--checkout.plugins.bundled=false";

    private Bench() {}

    public static void main(String[] arguments) throws Exception {
        Size size = Size.of(arguments.length > 0 ? arguments[0] : "smoke");
        String only = arguments.length > 1 && !arguments[1].isBlank() ? arguments[1] : "all";
        Programs.require("wrk", "wrk");
        Programs.require("pgbench", "postgresql-contrib");
        Path folder = Files.createTempDirectory("checkout-bench");
        Report report = new Report();
        try {
            run(size, only, folder, report);
        } finally {
            delete(folder);
        }
        report.print(machine());
    }

    private static boolean wanted(String only, String... goals) {
        return only.equals("all") || Stream.of(goals).anyMatch(List.of(only.split(","))::contains);
    }

    private static void run(Size size, String only, Path folder, Report report) throws Exception {
        List<String> settings = Stream.concat(UNLIMITED.stream(), Stream.of(BLOCKS_ALONE, NO_PLUGINS)).toList();
        try (Platform platform = new Platform(folder, settings)) {
            measure(size, only, folder, platform, report);
        }
    }

    private static void measure(Size size, String only, Path folder, Platform platform, Report report) throws Exception {
        try {
            if (wanted(only, "P10")) {
                new DetectionBench(platform).run(report, size.payments());
            }
            if (wanted(only, "P4")) {
                try (Platform many = new Platform(folder, List.of(BLOCKS_ALONE))) {
                    new IngestBench(platform, many, size.watched()).run(report, size.rounds());
                }
            }
            if (wanted(only, "P6")) {
                try (Peers peers = new Peers(folder)) {
                    System.out.println(peers.versions());
                    new DeliveryBench(platform, peers, folder, size.jobs()).run(report, size.rounds());
                }
            }
            if (wanted(only, "P1", "P2", "P5")) {
                CreateBench creates = new CreateBench(platform, folder, size.seconds());
                if (wanted(only, "P1", "P5")) {
                    creates.run(report, size.rounds());
                }
                if (wanted(only, "P2")) {
                    creates.runStores(report, size.rounds());
                }
            }
            if (wanted(only, "P8")) {
                new TokenBench(platform, folder, size.seconds()).run(report, size.rounds());
            }
            if (wanted(only, "P13", "P14", "P15")) {
                plugins(size, only, folder, platform, report);
            }
            if (wanted(only, "P12")) {
                new RowSecurityBench(platform, folder).run(report, size.rounds() * 3);
            }
        } catch (Exception | Error failure) {
            System.err.println(platform.troubles());
            throw failure;
        }
    }

    private static void plugins(Size size, String only, Path folder, Platform without, Report report) throws Exception {
        List<String> settings = Stream
                .concat(UNLIMITED.stream(), Stream.of("--checkout.plugins.folder=" + PluginFolder.make(folder))).toList();
        try (Platform with = new Platform(folder, settings)) {
            PluginBench bench = new PluginBench(with, folder, size.seconds());
            if (wanted(only, "P13")) {
                bench.idle(report, without, size.rounds() * 3);
            }
            if (wanted(only, "P14")) {
                bench.filter(report, size.rounds() * 3);
            }
            if (wanted(only, "P15")) {
                bench.hostile(report, size.rounds());
            }
        }
    }

    private static String machine() throws IOException {
        String cpu = Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                .filter(line -> line.startsWith("model name"))
                .findFirst()
                .orElse("unknown CPU");
        return Runtime.getRuntime().availableProcessors() + " cores, " + cpu.substring(cpu.indexOf(':') + 1).strip() + ", Java "
                + Runtime.version() + ", fsync and synchronous_commit on";
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
