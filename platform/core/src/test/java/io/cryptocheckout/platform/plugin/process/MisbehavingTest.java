package io.cryptocheckout.platform.plugin.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.example.plugins.Good;
import com.example.plugins.Misbehaving;
import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.plugin.process.PluginCall.Hook;
import io.cryptocheckout.platform.plugin.process.PluginFault.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the platform sees of a plugin that does wrong while it is called, and that another plugin works as before. */
class MisbehavingTest {
    private static final Duration BUDGET = Duration.ofMinutes(2);
    private static final Duration SHORT = Duration.ofMillis(300);

    @TempDir
    static Path folder;
    private static Rig rig;
    private static PluginProcess good;
    private static PluginProcess bad;

    @BeforeAll
    static void start() {
        rig = new Rig(Rig.LIMITS);
        good = rig.process(folder, Good.MANIFEST, Good.class);
        bad = rig.process(folder, Misbehaving.MANIFEST, Misbehaving.class);
    }

    @AfterAll
    static void stop() {
        rig.close();
    }

    @BeforeEach
    void is_up() throws PluginFault {
        rig.clock.advance(Duration.ofMinutes(10));
        rig.told.clear();
        bad.call(Rig.action(Rig.STORE, "nothing"), BUDGET);
    }

    @AfterEach
    void the_other_plugin_works_as_before() throws Exception {
        assertThat(good.call(price(), BUDGET)).isNotNull();
        assertThat(rig.told).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"throw, THREW, java.lang.IllegalStateException: as told", "error, THREW, java.lang.AssertionError: as told",
            "throw nul, MALFORMED, U+0000",
            "mute, THREW, (its message cannot be read)", "overflow, THREW, java.lang.StackOverflowError"})
    void what_it_throws_is_told_and_its_process_goes_on(String how, Kind kind, String words) throws Exception {
        PluginFault fault = fault(Rig.action(Rig.OTHER, how), BUDGET);

        assertThat(fault.kind()).isEqualTo(kind);
        assertThat(fault).hasMessageContaining(words);
        assertThat(rig.nextFault()).isEqualTo(new Rig.Told(Rig.OTHER, "misbehaving", fault));
        assertThat(bad.isUp()).isTrue();
    }

    @Test
    void the_world_outside_is_not_the_plugins_fault() {
        assertThat(fault(Rig.action(Rig.STORE, "outside"), BUDGET).kind()).isEqualTo(Kind.OUTSIDE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "cycle", "object", "huge", "nul", "long number", "liar", "many"})
    void a_value_that_is_none_is_refused_and_its_process_goes_on(String how) throws Exception {
        PluginFault fault = fault(Rig.extras(Rig.STORE, Map.of("how", how)), BUDGET);

        assertThat(fault.kind()).isEqualTo(Kind.MALFORMED);
        assertThat(rig.nextFault().fault()).isSameAs(fault);
        assertThat(bad.call(Rig.extras(Rig.STORE, Map.of()), BUDGET)).isEqualTo(Map.of("fine", true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"loop", "deaf", "exit slowly", "steal"})
    void what_does_not_come_back_is_given_up_at_the_budgets_end_and_killed_soon_after(String how) throws Exception {
        ProcessHandle child = bad.handle();
        PluginFault fault = fault(Rig.action(Rig.STORE, how), SHORT);

        assertThat(fault.kind()).isEqualTo(Kind.OVERRAN);
        assertThat(fault.killed()).isFalse();
        assertThat(rig.nextFault().fault()).isSameAs(fault);
        Rig.Told second = rig.nextFault();
        assertThat(second.fault().kind()).isEqualTo(Kind.OVERRAN);
        assertThat(second.fault().killed()).isTrue();
        assertThat(second.scope()).isEqualTo(Rig.STORE);
        assertEnded(child);
    }

    @ParameterizedTest
    @CsvSource({"allocate, MEMORY", "threads, THREADS", "exit, DIED", "halt, DIED", "ask, FLOODED", "junk, MALFORMED",
            "huge frame, MALFORMED", "no map, MALFORMED", "unknown frame, MALFORMED",
            "unknown question, MALFORMED", "odd arguments, MALFORMED", "hoard, FLOODED"})
    void what_its_process_may_not_do_ends_it(String how, Kind kind) throws Exception {
        ProcessHandle child = bad.handle();
        PluginFault fault = fault(Rig.action(Rig.OTHER, how), BUDGET);

        assertThat(fault.kind()).isEqualTo(kind);
        assertThat(fault.killed()).isTrue();
        assertThat(rig.nextFault()).isEqualTo(new Rig.Told(Rig.OTHER, "misbehaving", fault));
        assertEnded(child);
    }

    @Test
    void who_interrupts_every_thread_ends_none() throws Exception {
        bad.call(Rig.action(Rig.STORE, "interrupt all"), BUDGET);
        bad.call(Rig.action(Rig.STORE, "nothing"), BUDGET);
    }

    @Test
    void half_a_frame_holds_up_nobody_else() throws Exception {
        bad.call(Rig.action(Rig.STORE, "nothing"), BUDGET);
        fault(Rig.action(Rig.STORE, "half a frame"), SHORT);

        assertThat(rig.nextFault().fault().kind()).isEqualTo(Kind.OVERRAN);
        assertThat(rig.nextFault().fault().killed()).isTrue();
    }

    @Test
    void forged_answers_reach_no_call_and_are_not_borne_for_long() throws Exception {
        PluginFault fault = fault(Rig.action(Rig.OTHER, "guess on"), BUDGET);

        assertThat(fault.kind()).isEqualTo(Kind.FLOODED);
        assertThat(rig.nextFault().scope()).isEqualTo(Rig.OTHER);
    }

    @Test
    void a_guessed_handle_asks_for_no_store() throws Exception {
        int before = rig.asked.size();
        bad.call(Rig.action(Rig.STORE, "guess"), BUDGET);
        bad.call(Rig.action(Rig.STORE, "nothing"), BUDGET);

        assertThat(rig.asked.subList(before, rig.asked.size())).containsExactly("misbehaving log [Nothing]");
    }

    @Test
    void a_store_that_was_kept_is_of_no_use_in_another_call() throws Exception {
        rig.stored.clear();
        bad.call(Rig.action(Rig.OTHER, "keep"), BUDGET);
        bad.call(Rig.action(Rig.STORE, "use kept"), BUDGET);

        assertThat(rig.stored.get(Rig.STORE).get("kept said")).startsWith("The call has ended");
    }

    @Test
    void twenty_lines_of_a_call_reach_the_log_and_many_threads_may_ask() throws Exception {
        int before = rig.asked.size();
        bad.call(Rig.action(Rig.STORE, "ask at once"), BUDGET);

        assertThat(rig.asked.subList(before, rig.asked.size())).hasSize(20);
    }

    @Test
    void after_it_ended_it_is_left_alone_for_a_while() throws Exception {
        fault(Rig.action(Rig.STORE, "halt"), BUDGET);
        rig.nextFault();

        assertThat(fault(Rig.action(Rig.STORE, "nothing"), BUDGET)).hasMessageContaining("is started again at 20")
                .hasMessageContaining("ended by itself with 8");
    }

    private static PluginFault fault(PluginCall call, Duration budget) {
        return catchThrowableOfType(PluginFault.class, () -> bad.call(call, budget));
    }

    private static PluginCall price() {
        Scope scope = Rig.STORE;
        return new PluginCall(scope, Hook.PRICE, "", Rig.store(scope), Map.of("asset", "ETH", "currency", "EUR"), null);
    }

    private static void assertEnded(ProcessHandle child) throws Exception {
        child.onExit().get(2, TimeUnit.MINUTES);
    }
}
