package io.cryptocheckout.platform.plugin.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.plugin.process.PluginCall.Hook;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who is let in to a child, and when. */
class GateTest {
    private static final long POLL_NANOS = 1_000_000;

    @Test
    void a_store_never_takes_all_the_room_and_the_background_none_of_that_in_front() throws InterruptedException {
        Gate gate = new Gate(Duration.ZERO);
        Scope otherMode = new Scope(Rig.STORE.storeId(), !Rig.STORE.livemode());
        for (int i = 0; i < Gate.OF_A_STORE; i++) {
            assertThat(enters(gate, i % 2 == 0 ? Rig.STORE : otherMode, Hook.ACTION)).isTrue();
        }

        assertThat(enters(gate, Rig.STORE, Hook.ACTION)).isFalse();
        assertThat(enters(gate, otherMode, Hook.TASK)).as("both modes are one store").isFalse();
        assertThat(enters(gate, Rig.OTHER, Hook.ACTION)).isTrue();
        assertThat(enters(gate, Rig.STORE, Hook.FILTER)).isTrue();
        gate.leave(call(Rig.STORE, Hook.ACTION));
        assertThat(enters(gate, otherMode, Hook.ACTION)).isTrue();
    }

    @Test
    void a_child_has_no_more_calls_open_than_it_has_threads_for() throws InterruptedException {
        Gate gate = new Gate(Duration.ZERO);
        for (int i = 0; i < Gate.OF_THE_CHILD; i++) {
            assertThat(enters(gate, new Scope(new UUID(1, i), true), Hook.TASK)).isTrue();
        }

        assertThat(enters(gate, Rig.STORE, Hook.TASK)).isFalse();
        gate.leave(call(new Scope(new UUID(1, 0), true), Hook.TASK));
        assertThat(enters(gate, Rig.STORE, Hook.TASK)).isTrue();
    }

    @Test
    void whoever_waits_at_the_gate_is_let_in_when_another_leaves() throws Exception {
        Gate gate = new Gate(Duration.ofHours(1));
        assertThat(enters(gate, Rig.OTHER, Hook.FILTER)).isTrue();
        assertThat(enters(gate, Rig.STORE, Hook.ACTION)).as("one call at a time").isFalse();
        CompletableFuture<Boolean> waiting = waits(gate, Rig.STORE, Hook.ACTION);
        gate.leave(call(Rig.OTHER, Hook.FILTER));

        assertThat(waiting.get(2, TimeUnit.MINUTES)).isTrue();
    }

    private static boolean enters(Gate gate, Scope scope, Hook hook) throws InterruptedException {
        return gate.enter(call(scope, hook), Duration.ZERO);
    }

    @ParameterizedTest
    @EnumSource(value = Hook.class, names = {"ACTION", "SLOT"})
    void what_becomes_free_goes_to_the_store_that_has_the_fewest_open(Hook hook) throws Exception {
        Gate gate = new Gate(Duration.ZERO);
        fill(gate, hook, store(1), 4);
        fill(gate, hook, store(2), 3);
        fill(gate, hook, store(3), 6);
        fill(gate, hook, store(4), 3);
        List<CompletableFuture<Boolean>> greedy = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            greedy.add(waits(gate, store(1), hook));
        }
        CompletableFuture<Boolean> few = waits(gate, store(2), hook);
        CompletableFuture<Boolean> none = waits(gate, store(5), hook);
        for (int i = 0; i < 5; i++) {
            greedy.add(waits(gate, store(1), hook));
        }

        gate.leave(call(store(3), hook));
        assertThat(none.get(2, TimeUnit.MINUTES)).isTrue();
        assertThat(few).isNotDone();
        gate.leave(call(store(3), hook));
        assertThat(few.get(2, TimeUnit.MINUTES)).isTrue();
        assertThat(greedy).noneMatch(CompletableFuture::isDone);
        gate.leave(call(store(3), hook));
        assertThat(greedy.getFirst().get(2, TimeUnit.MINUTES)).as("who waited longest").isTrue();
        assertThat(greedy).filteredOn(CompletableFuture::isDone).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(value = Hook.class, names = {"ACTION", "SLOT"})
    void of_stores_that_have_as_many_the_one_that_waited_longest_is_first(Hook hook) throws Exception {
        Gate gate = new Gate(Duration.ofHours(1));
        fill(gate, hook, store(1), 1);
        List<CompletableFuture<Boolean>> waiting = new ArrayList<>();
        for (int i = 2; i < 6; i++) {
            waiting.add(waits(gate, store(i), hook));
        }

        for (int i = 1; i < 5; i++) {
            gate.leave(call(store(i), hook));
            assertThat(waiting.get(i - 1).get(2, TimeUnit.MINUTES)).isTrue();
            assertThat(waiting.subList(i, waiting.size())).noneMatch(CompletableFuture::isDone);
        }
    }

    @Test
    void who_gives_up_at_the_gate_takes_no_place_and_leaves_none() throws Exception {
        Gate gate = new Gate(Duration.ofHours(1));
        fill(gate, Hook.ACTION, store(1), 1);
        assertThat(gate.enter(call(store(2), Hook.ACTION), Duration.ofMillis(5))).isFalse();
        Thread interrupted = Thread.ofVirtual().unstarted(() -> enter(gate, store(3), Hook.ACTION, new CompletableFuture<>()));
        interrupted.start();
        awaitWaiting(interrupted);
        interrupted.interrupt();
        interrupted.join();

        assertThat(enters(gate, store(4), Hook.ACTION)).isFalse();
        gate.leave(call(store(1), Hook.ACTION));
        assertThat(enters(gate, store(4), Hook.ACTION)).isTrue();
    }

    private static void fill(Gate gate, Hook hook, Scope scope, int calls) throws InterruptedException {
        for (int i = 0; i < calls; i++) {
            assertThat(enters(gate, scope, hook)).isTrue();
        }
    }

    /** A call that stands at the gate: whether it was let in, once that is known. */
    private static CompletableFuture<Boolean> waits(Gate gate, Scope scope, Hook hook) {
        CompletableFuture<Boolean> in = new CompletableFuture<>();
        awaitWaiting(Thread.startVirtualThread(() -> enter(gate, scope, hook, in)));
        return in;
    }

    private static void awaitWaiting(Thread thread) {
        while (thread.getState() != Thread.State.TIMED_WAITING) {
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    private static void enter(Gate gate, Scope scope, Hook hook, CompletableFuture<Boolean> in) {
        try {
            in.complete(gate.enter(call(scope, hook), Duration.ofMinutes(5)));
        } catch (InterruptedException e) {
            in.completeExceptionally(e);
        }
    }

    private static Scope store(int number) {
        return new Scope(new UUID(9, number), true);
    }

    private static PluginCall call(Scope scope, Hook hook) {
        return new PluginCall(scope, hook, "", Rig.store(scope), null, null);
    }
}
