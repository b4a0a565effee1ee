package io.cryptocheckout.platform.plugin.process;

import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.plugin.process.PluginCall.Hook;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A platform as far as plugins' processes see one: it keeps what they store, answers their requests and counts their faults. */
final class Rig implements AutoCloseable {
    static final Scope STORE = new Scope(UUID.fromString("00000000-0000-7000-8000-00000000000a"), false);
    static final Scope OTHER = new Scope(UUID.fromString("00000000-0000-7000-8000-00000000000b"), true);
    static final ProcessLimits LIMITS = new ProcessLimits(64, 192, 64, 90, Duration.ofMinutes(1), Duration.ofMinutes(2),
            Duration.ofMillis(300), Duration.ofMinutes(5));
    private static final long PATIENCE_SECONDS = 120;

    final Map<Scope, Map<String, String>> stored = new ConcurrentHashMap<>();
    final List<String> asked = new CopyOnWriteArrayList<>();
    final BlockingQueue<Told> told = new LinkedBlockingQueue<>();
    /** How much time calls had left when something was asked. */
    final List<Duration> lefts = new CopyOnWriteArrayList<>();
    /** What is asked of something slow is answered once this is open. */
    final CountDownLatch slow = new CountDownLatch(1);
    final SettableClock clock = new SettableClock();
    final PluginProcesses processes;
    final OwnFolder own = OwnFolder.begun();

    /** A fault that was told. */
    record Told(Scope scope, String pluginId, PluginFault fault) {}

    /** What stores are told that is not counted: the store, the plugin and the line. */
    final BlockingQueue<String> noted = new LinkedBlockingQueue<>();

    Rig(ProcessLimits limits, boolean walled) {
        processes = new PluginProcesses(new Ground(own, limits, walled), this::answer, new Faults() {
            @Override
            public void happened(Scope scope, String pluginId, PluginFault fault) {
                told.add(new Told(scope, pluginId, fault));
            }

            @Override
            public void noted(Scope scope, String pluginId, String line) {
                noted.add(scope + " " + pluginId + " " + line);
            }
        }, clock);
    }

    Rig(ProcessLimits limits) {
        this(limits, true);
    }

    PluginProcess process(Path folder, String manifest, Class<?> type) {
        return processes.of(PluginJars.manifest(manifest), PluginJars.pack(folder, manifest, type));
    }

    /** An event that says what is to be done. */
    static PluginCall action(Scope scope, String how) {
        return action(scope, Map.of("how", how));
    }

    static PluginCall action(Scope scope, Map<String, Object> data) {
        return new PluginCall(scope, Hook.ACTION, "session.paid", store(scope), event(data), null);
    }

    static Map<String, Object> event(Map<String, Object> data) {
        return Map.of("id", "evt_1", "type", "session.paid", "createdAt", "2026-01-02T03:04:05Z", "data", data);
    }

    /** Extras of a webhook, which are any map. */
    static PluginCall extras(Scope scope, Map<String, Object> about) {
        return new PluginCall(scope, Hook.FILTER, "webhook.extensions", store(scope), Map.of(), about);
    }

    static Map<String, Object> store(Scope scope) {
        return Map.of("id", "store_" + scope.storeId(), "name", "Shop", "livemode", scope.livemode(), "now", "2026-01-02T03:04:05Z",
                "settings", Map.of("greeting", "Hello"));
    }

    /** The next fault. */
    Told nextFault() throws InterruptedException {
        Told next = told.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("No fault was told");
        }
        return next;
    }

    private @Nullable Object answer(Scope scope, String pluginId, String what, List<@Nullable Object> args, Duration left)
            throws IOException {
        asked.add(pluginId + " " + what + " " + args);
        lefts.add(left);
        Map<String, String> values = stored.computeIfAbsent(scope, each -> new ConcurrentHashMap<>());
        if (!args.isEmpty() && String.valueOf(args.getFirst()).contains("slow")) {
            values.merge("begun", "x", String::concat);
            awaitSlow();
        }
        return switch (what) {
            case "storage.get" -> values.get((String) args.get(0));
            case "storage.put" -> values.put((String) args.get(0), (String) args.get(1));
            case "storage.putIfAbsent" -> values.putIfAbsent((String) args.get(0), (String) args.get(1)) == null;
            case "storage.delete" -> values.remove((String) args.get(0));
            case "storage.keys" ->
                new ArrayList<>(new TreeMap<>(values).keySet().stream().filter(key -> key.startsWith((String) args.get(0)))
                        .toList());
            case "http.get", "http.post" -> new LinkedHashMap<>(Map.of("status", 200, "body", "said " + args.getFirst()));
            case "mail" -> true;
            default -> null;
        };
    }

    private void awaitSlow() throws IOException {
        try {
            slow.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("The test is over", e);
        }
    }

    @Override
    public void close() {
        slow.countDown();
        processes.close();
        try {
            own.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Time that only a test moves. */
    static final class SettableClock extends Clock {
        private volatile Instant now = Instant.parse("2026-01-02T03:04:05Z");

        void advance(Duration by) {
            now = now.plus(by);
        }

        @Override
        public java.time.ZoneId getZone() {
            return java.time.ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
