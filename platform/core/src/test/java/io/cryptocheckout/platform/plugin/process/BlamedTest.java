package io.cryptocheckout.platform.plugin.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.example.plugins.Misbehaving;
import io.cryptocheckout.platform.plugin.process.PluginFault.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One process serves many stores: what one of them does is never counted against another. */
class BlamedTest {
    private static final Duration BUDGET = Duration.ofMinutes(2);
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration ENOUGH = Duration.ofSeconds(3);
    private static final long POLL_NANOS = 10_000_000;
    private static final int POLLS = 3_000;

    @TempDir
    Path folder;
    private Rig rig;
    private PluginProcess plugin;

    @BeforeEach
    void start() throws PluginFault {
        rig = new Rig(Rig.LIMITS);
        plugin = rig.process(folder, Misbehaving.MANIFEST, Misbehaving.class);
        plugin.call(Rig.action(Rig.OTHER, "nothing"), BUDGET);
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    @Test
    void a_call_that_is_killed_along_is_no_fault_of_its_store_and_the_next_time_it_is_certain() throws Exception {
        CompletableFuture<PluginFault> innocent = inBackground(Rig.action(Rig.OTHER, "slow"));
        fault(Rig.action(Rig.STORE, "halt"), BUDGET);

        assertThat(innocent.get(2, TimeUnit.MINUTES).kind()).isEqualTo(Kind.STARTING);
        assertThat(rig.told).isEmpty();
        rig.clock.advance(Duration.ofSeconds(2));
        CompletableFuture<PluginFault> again = inBackground(Rig.action(Rig.OTHER, "slow"));
        assertThat(fault(Rig.extras(Rig.STORE, Map.of()), BUDGET).kind()).as("one call at a time").isEqualTo(Kind.BUSY);
        rig.slow.countDown();
        assertThat(again.get(2, TimeUnit.MINUTES)).isNull();
        fault(Rig.action(Rig.STORE, "halt"), BUDGET);

        assertThat(rig.nextFault()).satisfies(told -> {
            assertThat(told.scope()).isEqualTo(Rig.STORE);
            assertThat(told.fault().kind()).isEqualTo(Kind.DIED);
        });
        assertThat(rig.told).isEmpty();
    }

    @Test
    void what_a_call_waited_for_at_the_gate_is_not_its_plugins_time() throws Exception {
        List<CompletableFuture<PluginFault>> fillers = new ArrayList<>();
        for (int i = 0; i < Gate.OF_A_STORE; i++) {
            fillers.add(inBackground(Rig.action(Rig.STORE, "slow")));
        }

        CompletableFuture<PluginFault> waiting = new CompletableFuture<>();
        Thread.startVirtualThread(() -> waiting.complete(fault(Rig.action(Rig.STORE, "nothing"), ENOUGH)));
        assertThat(plugin.call(Rig.extras(Rig.STORE, Map.of()), BUDGET)).isEqualTo(Map.of("fine", true));
        assertThat(fault(Rig.action(Rig.OTHER, "slow"), ENOUGH).kind()).as("what takes as long").isEqualTo(Kind.OVERRAN);
        assertThat(rig.nextFault().scope()).isEqualTo(Rig.OTHER);
        assertThat(waiting).isNotDone();
        rig.slow.countDown();
        assertThat(waiting.get(2, TimeUnit.MINUTES)).isNull();
        for (CompletableFuture<PluginFault> filler : fillers) {
            assertThat(filler.get(2, TimeUnit.MINUTES)).isNull();
        }
        assertThat(rig.told).isEmpty();
    }

    @Test
    void who_waits_for_the_platform_at_the_budgets_end_is_let_go_and_its_process_lives() throws Exception {
        ProcessHandle child = plugin.handle();
        PluginFault late = fault(Rig.action(Rig.STORE, "slow"), SHORT);
        assertThat(late.kind()).isEqualTo(Kind.OVERRAN);
        assertThat(rig.nextFault().fault()).isSameAs(late);
        assertThat(rig.lefts).last().satisfies(left -> assertThat(left).isPositive().isLessThanOrEqualTo(SHORT));

        // The look whether this one came back follows after the look at the one before.
        fault(Rig.action(Rig.STORE, "deaf"), SHORT);
        assertThat(rig.nextFault().fault().killed()).isFalse();
        assertThat(child.isAlive()).isTrue();
        assertThat(rig.nextFault().fault().killed()).isTrue();
        assertThat(rig.told).isEmpty();
    }

    @Test
    void a_store_that_the_process_ended_for_waits_longer_each_time_and_no_other_does() throws Exception {
        for (int pause = 1; pause <= 4; pause *= 2) {
            fault(Rig.action(Rig.STORE, "halt"), BUDGET);
            assertThat(rig.nextFault().scope()).isEqualTo(Rig.STORE);
            assertThat(fault(Rig.action(Rig.OTHER, "nothing"), BUDGET)).as("a new start").hasMessageContaining("is started again at");
            rig.clock.advance(Duration.ofSeconds(1));
            plugin.call(Rig.action(Rig.OTHER, "nothing"), BUDGET);
            if (pause > 1) {
                assertThat(fault(Rig.action(Rig.STORE, "nothing"), BUDGET).kind()).isEqualTo(Kind.STARTING);
                assertThat(fault(Rig.action(Rig.STORE, "nothing"), BUDGET)).hasMessageContaining("ended by itself with 8");
            }
            rig.clock.advance(Duration.ofSeconds(pause - 1));
            plugin.call(Rig.action(Rig.STORE, "nothing"), BUDGET);
        }
    }

    @Test
    void a_call_keeps_its_place_until_the_platform_has_done_what_it_asked_for() throws Exception {
        PluginCall leaves = Rig.extras(Rig.STORE, Map.of("how", "leave asking"));
        for (int i = 0; i < Gate.OF_A_STORE; i++) {
            assertThat(plugin.call(leaves, BUDGET)).isEqualTo(Map.of());
        }

        assertThat(fault(leaves, BUDGET).kind()).isEqualTo(Kind.BUSY);
        assertThat(plugin.call(Rig.extras(Rig.OTHER, Map.of()), BUDGET)).isEqualTo(Map.of("fine", true));
        rig.slow.countDown();
        for (int i = 0; i < POLLS && fault(Rig.extras(Rig.STORE, Map.of()), BUDGET) != null; i++) {
            LockSupport.parkNanos(POLL_NANOS);
        }
        assertThat(plugin.call(Rig.extras(Rig.STORE, Map.of()), BUDGET)).isEqualTo(Map.of("fine", true));
        assertThat(rig.told).isEmpty();
    }

    @Test
    void what_cannot_be_handed_over_is_not_the_plugins_fault() {
        PluginFault fault = fault(Rig.action(Rig.STORE, Map.of("how", "x".repeat(2 << 20))), BUDGET);

        assertThat(fault.kind()).isEqualTo(Kind.TOO_LARGE);
        assertThat(fault.kind().isFault()).isFalse();
        assertThat(plugin.isUp()).isTrue();
        assertThat(rig.told).isEmpty();
    }

    /** A call that has asked for something slow; then how it ends, null where well. */
    private CompletableFuture<PluginFault> inBackground(PluginCall call) {
        int before = rig.asked.size();
        CompletableFuture<PluginFault> end = new CompletableFuture<>();
        Thread.startVirtualThread(() -> end.complete(fault(call, BUDGET)));
        for (int i = 0; i < POLLS && rig.asked.size() == before; i++) {
            LockSupport.parkNanos(POLL_NANOS);
        }
        assertThat(rig.asked).hasSizeGreaterThan(before);
        return end;
    }

    private PluginFault fault(PluginCall call, Duration budget) {
        return catchThrowableOfType(PluginFault.class, () -> plugin.call(call, budget));
    }
}
