package io.cryptocheckout.platform.plugin.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.example.plugins.Good;
import io.cryptocheckout.platform.plugin.process.PluginCall.Hook;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plugin that does nothing wrong, in a process of its own. */
class PluginProcessTest {
    private static final Duration BUDGET = Duration.ofMinutes(2);

    @TempDir
    static Path folder;
    private static Rig rig;
    private static PluginProcess good;

    @BeforeAll
    static void start() {
        rig = new Rig(Rig.LIMITS);
        good = rig.process(folder, Good.MANIFEST, Good.class);
    }

    @AfterAll
    static void stop() {
        rig.close();
    }

    @Test
    void this_machine_has_the_walls() {
        assertThat(rig.processes.problem()).isNull();
    }

    @Test
    void the_kernel_says_what_was_taken_from_its_process() throws Exception {
        good.call(price("ETH"), BUDGET);
        Path process = Path.of("/proc", String.valueOf(good.handle().pid()));
        String status = Files.readString(process.resolve("status")).replaceAll("[ \\t]+", " ");

        assertThat(status).contains("NoNewPrivs: 1\n", "Seccomp: 2\n", "Seccomp_filters: 1\n");
        assertThat(status).containsPattern("CapPrm: 0+\\n").containsPattern("CapEff: 0+\\n");
        assertThat(Files.readString(process.resolve("limits")).replaceAll(" +", " ")).contains("Max file size 0 0 bytes",
                "Max open files 64 64 files", "Max core file size 0 0 bytes", "Max data size 268435456 268435456 bytes");
        assertThat(Files.readAllBytes(process.resolve("environ"))).isEmpty();
        assertThat(process.resolve("cwd").toRealPath()).isEqualTo(Path.of("/"));
        assertThat(Files.readString(process.resolve("stat")).replaceFirst(".*\\) ", "").split(" ")[16]).as("nice").isEqualTo("10");
    }

    @Test
    void an_action_stores_for_the_store_it_is_called_for_and_for_no_other() throws Exception {
        good.call(Rig.action(Rig.OTHER, Map.of("price", Map.of("currency", "EUR"))), BUDGET);

        assertThat(rig.stored.get(Rig.OTHER)).containsEntry("seen/evt_1", "EUR");
        assertThat(rig.asked).contains("good log [Saw session.paid]");
        assertThat(rig.stored.getOrDefault(Rig.STORE, Map.of()).values()).doesNotContain("EUR");
    }

    @Test
    void a_filter_returns_a_value_and_knows_the_store_of_its_call() throws Exception {
        good.call(Rig.action(Rig.STORE, Map.of()), BUDGET);

        Object extras = good.call(Rig.extras(Rig.OTHER, Map.of()), BUDGET);
        Object rate = good.call(new PluginCall(Rig.STORE, Hook.FILTER, "quote.rate", Rig.store(Rig.STORE),
                Map.of("asset", "ETH", "currency", "EUR", "value", new BigDecimal("2000"), "at", "2026-01-02T03:04:05Z"), Map.of()),
                BUDGET);

        assertThat(extras).isEqualTo(Map.of("store", "Shop", "greeting", "Hello", "live", true, "now", "2026-01-02T03:04:05Z"));
        assertThat(rate).isEqualTo(Map.of("asset", "ETH", "currency", "EUR", "value", new BigDecimal("2002.000"), "at",
                "2026-01-02T03:04:05Z"));
    }

    @Test
    void a_notice_goes_out_through_the_platform_and_a_task_asks_for_all_there_is() throws Exception {
        Map<String, Object> notice = Map.of("event", Rig.event(Map.of()), "subject", "Paid", "text", "It was paid", "link", "https://x");
        good.call(Rig.action(Rig.STORE, Map.of()), BUDGET);
        good.call(new PluginCall(Rig.STORE, Hook.NOTICE, "session.paid", Rig.store(Rig.STORE), notice, null), BUDGET);
        rig.stored.get(Rig.STORE).keySet().removeIf(key -> !key.equals("seen/evt_1"));
        good.call(new PluginCall(Rig.STORE, Hook.TASK, "", Rig.store(Rig.STORE), null, null), BUDGET);

        assertThat(rig.asked).contains("good http.post [https://hooks.example.com/in, {X-A=b}, Paid]", "good storage.put [status, 200]",
                "good mail [cs_1, Hello, said https://hooks.example.com/]", "good storage.delete [lock]");
    }

    @Test
    void a_price_is_known_or_is_not() throws Exception {
        assertThat(good.call(price("ETH"), BUDGET)).isEqualTo(Map.of("asset", "ETH", "currency", "EUR", "value", new BigDecimal("2000.5"),
                "at", "2026-01-02T03:04:05Z"));
        assertThat(good.call(price("DOGE"), BUDGET)).isNull();
    }

    @Test
    void a_slot_shows_blocks() throws Exception {
        Object blocks = good.call(new PluginCall(Rig.STORE, Hook.SLOT, "session.panel", Rig.store(Rig.STORE), null,
                Map.of("reference", "A-1")), BUDGET);

        assertThat(blocks).isEqualTo(List.of(Map.of("kind", "LINE", "label", "Reference", "text", "A-1")));
    }

    @Test
    void a_filter_does_not_wait_for_a_start_and_what_is_closed_stays_closed() throws Exception {
        PluginProcess another = rig.process(folder, Good.MANIFEST.replace("id=good", "id=another"), Good.class);

        assertThatThrownBy(() -> another.call(Rig.extras(Rig.STORE, Map.of()), BUDGET)).isInstanceOfSatisfying(PluginFault.class,
                fault -> assertThat(fault.kind()).isEqualTo(PluginFault.Kind.STARTING));
        another.call(price("ETH", Rig.STORE), BUDGET);
        assertThat(another.call(Rig.extras(Rig.STORE, Map.of()), BUDGET)).isNotNull();
        ProcessHandle child = another.handle();
        another.close();

        child.onExit().get(2, TimeUnit.MINUTES);
        assertThatThrownBy(() -> another.call(Rig.extras(Rig.STORE, Map.of()), BUDGET)).hasMessage("The plugin is stopped");
        assertThat(rig.told).isEmpty();
    }

    private static PluginCall price(String asset) {
        return price(asset, Rig.STORE);
    }

    private static PluginCall price(String asset, io.cryptocheckout.platform.authority.Scope scope) {
        return new PluginCall(scope, Hook.PRICE, "", Rig.store(scope), Map.of("asset", asset, "currency", "EUR"), null);
    }
}
