package io.cryptocheckout.platform.plugin.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.example.plugins.Misbehaving;
import io.cryptocheckout.platform.plugin.process.PluginFault.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is busy or late, and whose time that was. */
class BusyTest {
    private static final Duration BUDGET = Duration.ofMinutes(2);
    private static final Duration SHORT = Duration.ofMillis(300);
    /** Even where the machine is busy it has asked by half of it. */
    private static final Duration ENOUGH = Duration.ofSeconds(2);

    @TempDir
    Path folder;
    private Rig rig;
    private PluginProcess plugin;

    @BeforeEach
    void start() throws PluginFault {
        // Little is much here, because the child is the last to get a processor where others are busy too.
        rig = new Rig(new ProcessLimits(64, 192, 64, 20, Duration.ofSeconds(15), Duration.ofMinutes(2), Duration.ofMinutes(2),
                Duration.ofMinutes(5)));
        plugin = rig.process(folder, Misbehaving.MANIFEST, Misbehaving.class);
        plugin.call(Rig.action(Rig.OTHER, "nothing"), BUDGET);
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    @Test
    void many_calls_that_keep_a_processor_busy_are_their_stores_and_not_of_who_waits_for_the_platform() throws Exception {
        Thread.startVirtualThread(() -> fault("slow", BUDGET));
        PluginFault end = null;
        while (end == null) {
            end = catchThrowableOfType(PluginFault.class, () -> plugin.call(Rig.action(Rig.STORE, "burn"), BUDGET));
        }

        assertThat(rig.nextFault()).satisfies(told -> {
            assertThat(told.fault().kind()).isEqualTo(Kind.CPU);
            assertThat(told.scope()).isEqualTo(Rig.STORE);
        });
        assertThat(rig.told).isEmpty();
        assertThat(rig.noted).isEmpty();
    }

    @Test
    void a_thread_that_is_busy_by_itself_is_counted_against_none_of_several_stores_and_each_is_told() throws Exception {
        plugin.call(Rig.action(Rig.STORE, "spin"), BUDGET);

        assertThat(List.of(String.valueOf(rig.noted.poll(2, TimeUnit.MINUTES)), String.valueOf(rig.noted.poll(2, TimeUnit.MINUTES))))
                .anySatisfy(line -> assertThat(line).startsWith(Rig.STORE + " misbehaving The plugin's process kept a processor busy"))
                .anySatisfy(line -> assertThat(line).startsWith(Rig.OTHER + " misbehaving ").contains("counted against no store"));
        assertThat(rig.told).isEmpty();
    }

    @Test
    void who_is_late_by_what_the_platform_took_is_not_at_fault_and_who_is_late_by_itself_is() throws Exception {
        assertThat(fault("wait for storage", ENOUGH).kind()).isEqualTo(Kind.OVERRAN);
        PluginFault late = fault("late by itself", SHORT);

        assertThat(late.kind()).isEqualTo(Kind.OVERRAN);
        assertThat(rig.nextFault()).isEqualTo(new Rig.Told(Rig.OTHER, "misbehaving", late));
        assertThat(rig.told).isEmpty();
    }

    private PluginFault fault(String how, Duration budget) {
        return catchThrowableOfType(PluginFault.class, () -> plugin.call(Rig.action(Rig.OTHER, how), budget));
    }
}
