package io.cryptocheckout.platform.plugin.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.example.plugins.BadStarts;
import io.cryptocheckout.platform.plugin.process.PluginFault.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Plugins that cannot be started are refused with words, and only after a while tried again. */
class StartTest {
    private static final Duration BUDGET = Duration.ofMinutes(2);

    @TempDir
    static Path folder;
    private static Rig rig;
    private static Rig hasty;

    @BeforeAll
    static void start() {
        rig = new Rig(Rig.LIMITS);
        hasty = new Rig(new ProcessLimits(64, 192, 64, 90, Duration.ofMinutes(1), Duration.ofSeconds(10), Duration.ofMillis(300),
                Duration.ofMinutes(1)));
    }

    @AfterAll
    static void stop() {
        rig.close();
        hasty.close();
    }

    static Stream<Arguments> broken() {
        return Stream.of(Arguments.of(BadStarts.ThrowsInClass.class, "NumberFormatException"),
                Arguments.of(BadStarts.ThrowsInConstructor.class, "UnsupportedOperationException: not today"),
                Arguments.of(BadStarts.RegistersLess.class, "The manifest declares what the plugin does not register: filter quote.rate"),
                Arguments.of(BadStarts.RegistersMore.class,
                        "The plugin registers what its manifest does not declare: filter checkout.blocks"),
                Arguments.of(BadStarts.NoPlugin.class, "does not implement io.cryptocheckout.plugin.Plugin"),
                Arguments.of(BadStarts.Closed.class, "NoSuchMethodException"),
                Arguments.of(BadStarts.Exits.class, "its process ended before it was ready"),
                Arguments.of(BadStarts.EndsWithoutJvm.class, "its process ended before it was ready"),
                Arguments.of(BadStarts.ExitsInClass.class, "its process ended before it was ready"),
                Arguments.of(BadStarts.SaysNonsense.class, "its process ended before it was ready"));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void what_is_broken_is_refused_with_the_reason(Class<?> main, String words) throws Exception {
        PluginProcess process = process(rig, main);
        PluginFault fault = fault(process);

        assertThat(fault.kind()).isEqualTo(Kind.BROKEN);
        assertThat(fault).hasMessageStartingWith("The plugin cannot be started: ").hasMessageContaining(words);
        assertThat(rig.nextFault()).isEqualTo(new Rig.Told(Rig.STORE, "bad-start", fault));
        assertThat(fault(process)).hasMessageContaining("is started again at").hasMessageContaining(words);
    }

    @Test
    void what_does_not_get_ready_is_ended_and_is_the_plugins_fault() throws Exception {
        Map<PluginProcess, CompletableFuture<PluginFault>> faults = new LinkedHashMap<>();
        for (Class<?> main : List.of(BadStarts.BlocksInClass.class, BadStarts.BlocksInConstructor.class,
                BadStarts.BlocksInRegister.class)) {
            CompletableFuture<PluginFault> fault = new CompletableFuture<>();
            PluginProcess process = process(hasty, main);
            Thread.startVirtualThread(() -> fault.complete(fault(process)));
            faults.put(process, fault);
        }

        for (Map.Entry<PluginProcess, CompletableFuture<PluginFault>> each : faults.entrySet()) {
            PluginFault fault = each.getValue().get(2, TimeUnit.MINUTES);
            assertThat(fault).hasMessage("The plugin cannot be started: it was not ready after 10 seconds");
            assertThat(fault.kind()).isEqualTo(Kind.BROKEN);
            assertThat(fault(each.getKey())).hasMessageContaining("is started again at");
            assertThat(hasty.nextFault().fault().kind()).isEqualTo(Kind.BROKEN);
        }
    }

    @Test
    void a_machine_that_killed_its_process_is_no_stores_fault() {
        PluginProcess process = process(rig, BadStarts.EndsKilled.class);

        assertThat(fault(process).kind()).isEqualTo(Kind.STARTING);
        assertThat(fault(process)).hasMessageContaining("is started again at");
        assertThat(rig.told).isEmpty();
    }

    @Test
    void a_machine_that_gives_no_process_in_time_is_no_stores_fault() {
        try (Rig none = new Rig(new ProcessLimits(64, 192, 64, 90, Duration.ofMinutes(1), Duration.ofMillis(1), Duration.ofMillis(300),
                Duration.ofMinutes(1)))) {
            assertThat(fault(process(none, BadStarts.BlocksInRegister.class)).kind()).isEqualTo(Kind.STARTING);
            assertThat(none.told).isEmpty();
        }
    }

    @Test
    void a_jar_that_is_none_is_refused_and_tried_again_after_the_back_off() throws Exception {
        Path jar = folder.resolve("none.jar");
        Files.writeString(jar, "This is no jar");
        PluginProcess process = rig.processes.of(PluginJars.manifest(BadStarts.manifest(BadStarts.NoPlugin.class)), jar);

        assertThat(fault(process)).hasMessageContaining("ZipException");
        rig.clock.advance(Duration.ofSeconds(2));
        PluginJars.pack(jar, BadStarts.manifest(BadStarts.Exits.class), Map.of());
        assertThat(fault(process)).hasMessageContaining("ClassNotFoundException");
        rig.clock.advance(Duration.ofMillis(1500));
        assertThat(fault(process).kind()).as("the second pause is longer than the first").isEqualTo(Kind.STARTING);
        rig.told.clear();
    }

    private static PluginProcess process(Rig rig, Class<?> main) {
        String manifest = BadStarts.manifest(main);
        Map<String, byte[]> classes = PluginJars.classes(BadStarts.class);
        return rig.processes.of(PluginJars.manifest(manifest), PluginJars.pack(folder.resolve(main.getSimpleName() + ".jar"), manifest,
                classes));
    }

    private static PluginFault fault(PluginProcess process) {
        return catchThrowableOfType(PluginFault.class, () -> process.call(Rig.action(Rig.STORE, ""), BUDGET));
    }
}
