package io.cryptocheckout.platform.plugin.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.plugins.Misbehaving;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No plugin's process outlives its platform, and none is kept for nothing. */
class SurvivalTest {
    private static final Duration BUDGET = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    /** A platform in a JVM of its own, which starts a plugin, keeps it busy, says its number and waits. */
    static final class Platform {
        public static void main(String[] arguments) throws Exception {
            Rig rig = new Rig(Rig.LIMITS, Boolean.parseBoolean(arguments[1]));
            PluginProcess process = rig.process(Path.of(arguments[0]), Misbehaving.MANIFEST, Misbehaving.class);
            process.call(Rig.action(Rig.STORE, "spin"), BUDGET);
            System.out.println(process.handle().pid());
            System.in.read();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_platform_that_is_killed_takes_its_busy_plugins_along(boolean walled) throws Exception {
        Process platform = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), Platform.class.getName(), folder.toString(),
                String.valueOf(walled)).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        ProcessHandle child = ProcessHandle.of(number(platform)).orElseThrow();
        assertThat(child.isAlive()).isTrue();
        if (walled) {
            // It can do nothing any more for its own end: the kernel alone sees to that.
            new ProcessBuilder("kill", "-STOP", String.valueOf(child.pid())).start().waitFor();
        }
        platform.destroyForcibly();

        child.onExit().get(2, TimeUnit.MINUTES);
        assertThat(child.isAlive()).isFalse();
    }

    @Test
    void a_platform_that_stops_ends_its_plugins_first() throws Exception {
        Rig rig = new Rig(Rig.LIMITS);
        PluginProcess process = rig.process(folder, Misbehaving.MANIFEST, Misbehaving.class);
        process.call(Rig.action(Rig.STORE, "nothing"), BUDGET);
        ProcessHandle child = process.handle();
        rig.close();

        assertThat(child.isAlive()).isFalse();
    }

    @Test
    void a_thread_that_keeps_a_processor_busy_is_counted_against_the_only_store_that_called() throws Exception {
        // Little is much here, because the child is the last to get a processor where others are busy too; more than a start takes.
        try (Rig rig = new Rig(new ProcessLimits(64, 192, 64, 20, Duration.ofSeconds(15), Duration.ofMinutes(2), Duration.ofMinutes(2),
                Duration.ofMinutes(5)))) {
            PluginProcess process = rig.process(folder, Misbehaving.MANIFEST, Misbehaving.class);
            process.call(Rig.action(Rig.OTHER, "spin"), BUDGET);
            Rig.Told told = rig.nextFault();

            assertThat(told.fault().kind()).isEqualTo(PluginFault.Kind.CPU);
            assertThat(told.scope()).isEqualTo(Rig.OTHER);
        }
    }

    @Test
    void memory_beyond_the_heap_is_counted_too() throws Exception {
        try (Rig rig = new Rig(new ProcessLimits(64, 64, 64, 90, Duration.ofMinutes(1), Duration.ofMinutes(2), Duration.ofMinutes(2),
                Duration.ofMinutes(5)))) {
            PluginProcess process = rig.process(folder, Misbehaving.MANIFEST, Misbehaving.class);
            process.call(Rig.action(Rig.OTHER, "hold"), BUDGET);
            Rig.Told told = rig.nextFault();

            assertThat(told.fault()).hasMessage("The plugin's process held more than 64 MiB of memory, and was ended");
            assertThat(told.fault().kind()).isEqualTo(PluginFault.Kind.MEMORY);
            assertThat(told.scope()).isEqualTo(Rig.OTHER);
        }
    }

    @Test
    void a_plugin_that_nobody_calls_is_stopped_and_started_by_the_next_call_at_once() throws Exception {
        try (Rig rig = new Rig(new ProcessLimits(64, 192, 64, 90, Duration.ofMinutes(1), Duration.ofMinutes(2), Duration.ofMinutes(2),
                Duration.ofSeconds(1)))) {
            PluginProcess process = rig.process(folder, Misbehaving.MANIFEST, Misbehaving.class);
            process.warm(Rig.STORE);
            process.call(Rig.action(Rig.STORE, "nothing"), BUDGET);
            ProcessHandle first = process.handle();
            if (first != null) {
                first.onExit().get(2, TimeUnit.MINUTES);
            }
            process.call(Rig.action(Rig.STORE, "nothing"), BUDGET);

            assertThat(rig.told).isEmpty();
            assertThat(rig.asked).containsExactly("misbehaving log [Nothing]", "misbehaving log [Nothing]");
        }
    }

    private static long number(Process platform) throws IOException {
        BufferedReader lines = platform.inputReader();
        String line = lines.readLine();
        while (line != null && !line.matches("\\d+")) {
            line = lines.readLine();
        }
        return Long.parseLong(String.valueOf(line));
    }
}
