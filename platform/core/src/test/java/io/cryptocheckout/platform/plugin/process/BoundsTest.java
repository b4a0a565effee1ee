package io.cryptocheckout.platform.plugin.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.plugin.process.PluginCall.Hook;
import io.cryptocheckout.platform.plugin.process.PluginFault.Kind;
import io.cryptocheckout.plugin.wire.Wire;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules around a child that need none. */
class BoundsTest {
    private static final PluginFault LATE = new PluginFault(Kind.OVERRAN, "late");
    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

    @Test
    void each_end_in_a_row_doubles_the_pause_up_to_five_minutes() {
        List<Long> pauses = new ArrayList<>();
        Backoff backoff = Backoff.NONE;
        for (int i = 0; i < 12; i++) {
            backoff = backoff.ended(NOON, Duration.ofSeconds(59));
            pauses.add(Duration.between(NOON, backoff.until()).toSeconds());
        }

        assertThat(pauses).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 64L, 128L, 256L, 300L, 300L, 300L);
        assertThat(backoff.holdsAt(NOON.plusSeconds(299))).isTrue();
        assertThat(backoff.holdsAt(NOON.plusSeconds(300))).isFalse();
        assertThat(backoff.ended(NOON, Duration.ofMinutes(1)).until()).as("after a minute up it begins anew")
                .isEqualTo(NOON.plusSeconds(1));
        assertThat(Backoff.NONE.holdsAt(NOON)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"1000, 0, OPEN", "1000, 5000, OPEN", "1000, 5001, EXCEEDED", "9999, 5000, OPEN", "10000, 5000, KEPT",
            "10000, 5001, EXCEEDED",
            "20000, 10000, KEPT", "20000, 10001, EXCEEDED"})
    void half_a_core_over_ten_seconds_is_too_much(long elapsedMillis, long usedMillis, CpuWindow.Verdict verdict) {
        CpuWindow window = new CpuWindow(50, Duration.ofSeconds(10), 7, Duration.ofSeconds(3));

        assertThat(window.at(7 + elapsedMillis * 1_000_000, Duration.ofSeconds(3).plusMillis(usedMillis))).isEqualTo(verdict);
    }

    @Test
    void what_a_process_holds_is_read_from_its_status() {
        assertThat(Usage.read(List.of("Name:\tjava", "VmRSS:\t   45678 kB", "Threads:\t17"))).isEqualTo(new Usage(45_678, 17));
        assertThat(Usage.read(List.of("Name:\tjava", "State:\tZ (zombie)"))).isEqualTo(new Usage(0, 0));
        assertThat(Usage.of(ProcessHandle.current().pid()).threads()).isPositive();
    }

    @Test
    void the_platform_holds_so_much_for_a_call_and_no_more() {
        RunningCall running = new RunningCall(call(Rig.STORE, Hook.ACTION));

        assertThat(running.mayAsk(1, RunningCall.HELD_BYTES - 10)).isTrue();
        assertThat(running.mayAsk(2, 10)).isTrue();
        assertThat(running.mayAsk(3, 1)).isFalse();
        assertThat(running.answers(1)).isTrue();
        assertThat(running.answers(1)).as("each is answered once").isFalse();
        assertThat(running.mayAsk(2, 1)).as("the number of another that is open").isFalse();
        assertThat(running.mayAsk(4, RunningCall.HELD_BYTES - 10)).isTrue();
        assertThat(running.overrun(LATE)).containsExactlyInAnyOrder(2L, 4L);
        assertThat(running.left()).isZero();
    }

    static List<Arguments> ends() {
        Scope otherMode = new Scope(Rig.STORE.storeId(), true);
        return List.of(Arguments.of("the only one that is called", List.of(Rig.STORE), null, Rig.STORE),
                Arguments.of("many calls of one", List.of(Rig.STORE, Rig.STORE), null, Rig.STORE),
                Arguments.of("nobody knows which", List.of(Rig.STORE, Rig.OTHER), null, null),
                Arguments.of("nor in which mode", List.of(Rig.STORE, otherMode), null, null),
                Arguments.of("after the only one that ever called", List.of(), Rig.OTHER, Rig.OTHER),
                Arguments.of("after several had called", List.of(), null, null));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ends")
    void an_end_is_counted_against_a_store_where_that_is_certain(String name, List<Scope> open, Scope onlyOne, Scope guilty) {
        assertThat(Blame.of(open, onlyOne)).isEqualTo(guilty);
    }

    @Test
    void the_api_inside_another_jar_is_written_out_whole(@TempDir Path folder) throws IOException {
        Path outer = PluginJars.pack(folder.resolve("outer.jar"), "id=x", Map.of("io/a.class", new byte[]{1, 2}, "module-info.class",
                new byte[]{3}));
        JarURLConnection connection = (JarURLConnection) URI.create("jar:" + outer.toUri() + "!/io/a.class").toURL().openConnection();
        Path copy = Files.write(folder.resolve("copy.jar"), ApiClasses.copy(connection.getJarFile()));

        try (JarFile jar = new JarFile(copy.toFile())) {
            assertThat(jar.getInputStream(jar.getEntry("io/a.class")).readAllBytes()).containsExactly(1, 2);
            assertThat(jar.getEntry("module-info.class")).isNotNull();
        }
        assertThat(ApiClasses.on(new OwnFolder(folder))).exists();
    }

    @Test
    void limits_that_no_jvm_could_live_with_are_refused() {
        Duration any = Duration.ofSeconds(1);

        assertThatThrownBy(() -> new ProcessLimits(8, 192, 64, 50, any, any, any, any)).hasMessageContaining("at least 16 MiB");
        assertThatThrownBy(() -> new ProcessLimits(64, 32, 64, 50, any, any, any, any)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ProcessLimits(64, 192, 8, 50, any, any, any, any)).hasMessageContaining("32 threads");
        assertThat(Wire.FRAME_LIMIT).isLessThan(ProcessLimits.DEFAULT.heapMiB() << 20);
    }

    @ParameterizedTest
    @CsvSource({"FILTER, 0", "SLOT, 500", "ACTION, 15000", "NOTICE, 15000", "PRICE, 15000", "TASK, 65000"})
    void nobody_waits_long_for_a_start_but_scheduled_work(Hook hook, long millis) {
        assertThat(PluginProcess.patience(hook, Duration.ofMillis(500), Duration.ofMinutes(1))).hasMillis(millis);
    }

    @Test
    void scheduled_work_may_ask_more_than_what_others_wait_for() {
        assertThat(questions(Hook.ACTION)).isEqualTo(1_000);
        assertThat(questions(Hook.SLOT)).isEqualTo(1_000);
        assertThat(questions(Hook.TASK)).isEqualTo(20_000);
    }

    private static int questions(Hook hook) {
        RunningCall running = new RunningCall(call(Rig.STORE, hook));
        int asked = 0;
        while (running.mayAsk(asked, 1)) {
            running.answers(asked);
            asked++;
        }
        return asked;
    }

    private static PluginCall call(Scope scope, Hook hook) {
        return new PluginCall(scope, hook, "", Rig.store(scope), null, null);
    }
}
