package io.cryptocheckout.platform.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.plugin.process.Ground;
import io.cryptocheckout.platform.plugin.process.OwnFolder;
import io.cryptocheckout.platform.plugin.process.PluginCall;
import io.cryptocheckout.platform.plugin.process.PluginCall.Hook;
import io.cryptocheckout.platform.plugin.process.PluginFault;
import io.cryptocheckout.platform.plugin.process.PluginProcesses;
import io.cryptocheckout.platform.plugin.process.ProcessLimits;
import io.cryptocheckout.plugin.Manifest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** The plugins that come with the platform, as they are shipped: each is started behind its walls and does what it is for. */
class BundledPluginsTest {
    private static final Scope STORE = new Scope(UUID.fromString("00000000-0000-7000-8000-00000000000a"), false);
    private static final String URL = "https://service.example/hook";
    private static final Map<String, Object> SESSION = Map.of("id", "cs_1", "reference", "order 7", "fiat",
            Map.of("amount", "49.99", "currency", "EUR"));
    private static final Map<String, Object> EVENT = Map.of("id", "evt_1", "type", "session.paid", "createdAt", "2026-01-02T03:04:05Z",
            "data", SESSION);

    private final List<String> asked = new CopyOnWriteArrayList<>();

    /** What a plugin is called for, and what shows that it did its work: part of its answer, or of what it asked the platform for. */
    private record Case(String id, Map<String, String> settings, Hook hook, String name, Object value, String shows) {

        @Override
        public String toString() {
            return id;
        }
    }

    static Stream<Case> cases() {
        return Stream.of(new Case("accounting-export", Map.of(), Hook.ACTION, "session.paid", EVENT, "storage.put [entry/2026-01-02/evt_1"),
                new Case("chat-notifications", Map.of("url", URL), Hook.NOTICE, "",
                        Map.of("event", EVENT, "subject", "A payment was completed", "text", "Reference: order 7", "link",
                                "https://pay.example"),
                        "http.post [" + URL),
                new Case("email-receipts", Map.of(), Hook.ACTION, "session.paid", EVENT, "mail [cs_1, Your receipt order 7"),
                new Case("json-price-source", Map.of("url", URL, "path", "price"), Hook.PRICE, "",
                        Map.of("asset", "ETH", "currency", "EUR"),
                        "value=2500.25"),
                new Case("loyalty-line", Map.of(), Hook.FILTER, "checkout.blocks", List.of(), "text=+49"));
    }

    @Test
    void eachOfThemIsTried() throws IOException {
        assertThat(jars().keySet()).containsExactlyElementsOf(cases().map(Case::id).toList());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void itStartsAndWorks(Case each) throws Exception {
        Path jar = jars().get(each.id());
        List<PluginFault> faults = new CopyOnWriteArrayList<>();
        try (OwnFolder own = OwnFolder.begun();
                PluginProcesses processes = new PluginProcesses(new Ground(own, ProcessLimits.DEFAULT, true),
                        (scope, id, what, args, left) -> answer(what, args),
                        (scope, id, fault) -> faults.add(fault), Clock.systemUTC())) {
            Manifest manifest = manifest(jar);
            var process = processes.of(manifest, jar);
            Map<String, Object> store = Map.of("id", "store_1", "name", "Tulips", "livemode", false, "now", "2026-01-02T03:04:05Z",
                    "settings", manifest.settings(each.settings()).values());
            PluginCall call = new PluginCall(STORE, each.hook(), each.name(), store, each.value(), SESSION);
            AtomicReference<Object> answer = new AtomicReference<>();
            // A filter waits for no start, and nothing waits for long.
            await().atMost(Duration.ofMinutes(2)).ignoreExceptionsMatching(BundledPluginsTest::isStarting).until(() -> {
                answer.set(process.call(call, Duration.ofSeconds(20)));
                return true;
            });

            assertThat(asked + " " + answer).contains(each.shows());
            assertThat(faults).isEmpty();
        }
    }

    private static boolean isStarting(Throwable thrown) {
        return thrown instanceof PluginFault fault && fault.kind() == PluginFault.Kind.STARTING;
    }

    private Object answer(String what, List<Object> args) {
        asked.add(what + " " + args);
        return switch (what) {
            case "http.get" -> Map.of("status", 200L, "body", "{\"price\":2500.25}");
            case "http.post" -> Map.of("status", 200L, "body", "ok");
            case "mail", "storage.putIfAbsent" -> true;
            case "storage.keys" -> List.of();
            default -> null;
        };
    }

    private static Map<String, Path> jars() throws IOException {
        Map<String, Path> jars = new TreeMap<>();
        for (Resource jar : new PathMatchingResourcePatternResolver().getResources("classpath*:bundled-plugins/**/*.jar")) {
            Path path = jar.getFile().toPath();
            jars.put(manifest(path).id(), path);
        }
        return jars;
    }

    private static Manifest manifest(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            return Manifest.read(file.getInputStream(file.getEntry(Manifest.PATH)));
        }
    }
}
