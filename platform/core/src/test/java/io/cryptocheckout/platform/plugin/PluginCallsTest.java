package io.cryptocheckout.platform.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.authority.Permission;
import io.cryptocheckout.plugin.Block;
import io.cryptocheckout.plugin.Facts;
import io.cryptocheckout.plugin.Filter;
import io.cryptocheckout.plugin.Rate;
import io.cryptocheckout.plugin.Slot;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Values, places, prices and scheduled work of a real plugin in its own process. */
class PluginCallsTest {
    private static final String ID = HelperPlugin.ID;
    private static PluginRoom room;

    private final Caller owner = room.owner(false);

    @BeforeAll
    static void open() {
        Path folder = PluginRoom.folder();
        HelperPlugin.in(folder);
        room = new PluginRoom(folder, Map.of("checkout.plugins.budgets.price", "30s"));
    }

    @AfterAll
    static void close() {
        room.close();
    }

    @Test
    void a_value_is_changed_within_what_fits_and_stays_otherwise() {
        room.enable(owner, ID, Map.of("factor", "1.005"));
        Rate rate = new Rate("ETH", "USD", new BigDecimal("2000"), Instant.parse("2030-01-01T00:00:00Z"));
        PluginRoom.until(() -> filtered(rate, "2010").by().contains(ID));
        assertThat(filtered(rate, "2010").value().value()).isEqualByComparingTo("2010");
        assertThat(filtered(rate, "2005")).isEqualTo(new Filtered<>(rate, List.of()));
        PluginRoom.until(() -> room.lines(owner, ID).stream().anyMatch(line -> line.contains("quote.rate may not be used")));
        assertThat(room.bean(PluginFilters.class).wants(room.owner(false).scope(), Filter.QUOTE_RATE)).isFalse();
    }

    @Test
    void of_many_slow_filters_a_few_are_asked_at_once_and_another_stores_is_asked_meanwhile() throws Exception {
        Caller other = room.owner(false);
        room.enable(owner, ID, Map.of("factor", "1.005", "mood", "slow"));
        room.enable(other, ID, Map.of("factor", "1.005"));
        Rate rate = new Rate("ETH", "USD", new BigDecimal("2000"), Instant.parse("2030-01-01T00:00:00Z"));
        PluginRoom.until(() -> changes(other, rate));
        int changed = 0;
        boolean meanwhile = false;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> all = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                all.add(threads.submit(() -> changes(owner, rate)));
            }
            PluginRoom.until(() -> all.stream().filter(Future::isDone).count() >= 20 - FilterTime.AT_ONCE);
            meanwhile = changes(other, rate);
            for (Future<Boolean> each : all) {
                changed += each.get() ? 1 : 0;
            }
        }
        assertThat(changed).isEqualTo(FilterTime.AT_ONCE);
        assertThat(meanwhile).isTrue();
        assertThat(room.lines(owner, ID)).noneMatch(line -> line.contains("late"));
        room.events.clock().advance(LeftOut.SOON);
        room.bean(Quarantine.class).again();
        PluginRoom.until(() -> room.lines(owner, ID).contains("It was not asked " + (20 - FilterTime.AT_ONCE)
                + " times within the last hour: the store's plugins had used up their time,"
                + " or too many filters were being asked at once."));
    }

    private static boolean changes(Caller caller, Rate rate) {
        return !room.bean(PluginFilters.class).filter(caller.scope(), Filter.QUOTE_RATE, rate, () -> Facts.NONE, other -> true).by()
                .isEmpty();
    }

    private Filtered<Rate> filtered(Rate rate, String most) {
        return room.bean(PluginFilters.class).filter(owner.scope(), Filter.QUOTE_RATE, rate, () -> Facts.NONE,
                other -> other.value().compareTo(new BigDecimal(most)) <= 0);
    }

    @Test
    void a_place_of_the_dashboard_shows_what_the_plugin_says() {
        room.enable(owner, ID, Map.of());
        PluginSlots slots = room.bean(PluginSlots.class);
        PluginRoom.until(() -> !slots.showOne(owner, ID, Slot.SETTINGS_PAGE).isEmpty());
        assertThat(slots.showOne(owner, ID, Slot.SETTINGS_PAGE)).containsExactly(Block.download("Journal", "journal/1.csv"));
        assertThat(slots.showOne(PluginRoom.with(owner, Permission.STORE_READ), ID, Slot.SETTINGS_PAGE)).as("no right to see payments")
                .isEmpty();
        assertThat(slots.show(owner.scope(), Slot.SESSION_PANEL, () -> new Facts(Map.of("id", "cs_1")))).containsExactly(
                new SlotContent(ID, "Example", List.of(Block.text("Panel", "cs_1"))));
        assertThat(slots.show(owner.scope(), Slot.DASHBOARD_TILE, () -> Facts.NONE)).isEmpty();
        assertThat(slots.show(room.owner(false).scope(), Slot.SESSION_PANEL, () -> Facts.NONE)).isEmpty();
    }

    @Test
    void a_price_is_asked_for_in_the_background_for_the_store_alone() {
        room.enable(owner, ID, Map.of());
        PluginPrices prices = room.bean(PluginPrices.class);
        assertThat(prices.of(owner.scope(), "ETH", "USD")).isEmpty();
        prices.refresh();
        PluginRoom.until(() -> !prices.of(owner.scope(), "ETH", "USD").isEmpty());
        assertThat(prices.of(owner.scope(), "ETH", "USD")).hasSize(1).allSatisfy(price -> {
            assertThat(price.source()).isEqualTo("plugin:helper");
            assertThat(price.value()).isEqualByComparingTo("2000");
        });
        assertThat(prices.of(owner.scope(), "ETH", "EUR")).isEmpty();
        assertThat(prices.of(room.owner(false).scope(), "ETH", "USD")).isEmpty();
        room.plugins().disable(owner, ID);
        PluginRoom.until(() -> prices.of(owner.scope(), "ETH", "USD").isEmpty());
    }

    @Test
    void a_source_that_takes_its_time_holds_up_no_other_stores_price() {
        room.enable(owner, ID, Map.of("mood", "wait"));
        Caller other = room.owner(false);
        room.enable(other, ID, Map.of());
        PluginPrices prices = room.bean(PluginPrices.class);
        prices.of(owner.scope(), "ETH", "USD");
        prices.refresh();
        PluginRoom.until(() -> "x".equals(room.plugins().stored(owner, ID, "asked")));

        prices.of(other.scope(), "ETH", "USD");
        prices.refresh();
        PluginRoom.until(() -> !prices.of(other.scope(), "ETH", "USD").isEmpty());
        assertThat(prices.of(owner.scope(), "ETH", "USD")).isEmpty();
        assertThat(room.plugins().stored(owner, ID, "asked")).as("one that is being asked is not asked again").isEqualTo("x");

        room.events.superuser().execute("insert into plugin.stored (store_id, livemode, plugin_id, key, value)"
                + " values (?, false, ?, 'go', 'on')", owner.scope().storeId(), ID);
        PluginRoom.until(() -> !prices.of(owner.scope(), "ETH", "USD").isEmpty());
    }

    @Test
    void a_price_of_more_digits_than_any_source_may_have_is_not_used() {
        room.enable(owner, ID, Map.of("mood", "long"));
        PluginPrices prices = room.bean(PluginPrices.class);
        prices.of(owner.scope(), "ETH", "USD");
        PluginRoom.until(() -> {
            prices.refresh();
            return room.lines(owner, ID).stream().anyMatch(line -> line.contains("more than 40 digits"));
        });
        assertThat(prices.of(owner.scope(), "ETH", "USD")).isEmpty();
    }

    @Test
    void scheduled_work_is_done_when_it_is_due_and_by_one_node() {
        room.enable(owner, ID, Map.of());
        ScheduledRuns runs = room.bean(ScheduledRuns.class);
        runs.once();
        assertThat(room.plugins().stored(owner, ID, "ran")).isNull();
        room.events.clock().advance(Duration.ofMinutes(15));
        Instant at = room.events.clock().instant();
        runs.once();
        assertThat(room.plugins().stored(owner, ID, "ran")).isEqualTo(at.toString());
        room.events.clock().advance(Duration.ofSeconds(1));
        runs.once();
        assertThat(room.plugins().stored(owner, ID, "ran")).isEqualTo(at.toString());
        room.events.superuser().execute("update plugin.installation set due_at = ?::timestamptz where store_id = ?",
                room.events.clock().instant().plus(ScheduledRuns.LEASE), owner.scope().storeId());
        runs.once();
        assertThat(room.plugins().stored(owner, ID, "ran")).as("claimed by another node").isEqualTo(at.toString());
        room.plugins().disable(owner, ID);
        room.events.clock().advance(Duration.ofHours(1));
        runs.once();
        assertThat(room.plugins().stored(owner, ID, "ran")).isEqualTo(at.toString());
    }

    @Test
    void work_that_could_not_be_done_says_why_and_comes_again() {
        room.enable(owner, ID, Map.of("mood", "outside"));
        room.events.clock().advance(Duration.ofMinutes(15));
        room.bean(ScheduledRuns.class).once();
        PluginRoom.until(() -> room.lines(owner, ID).stream().anyMatch(line -> line.contains("the wire is cut")));
        Instant due = room.events.superuser().fetchSingle("select due_at from plugin.installation where store_id = ?",
                owner.scope().storeId()).get(0, Instant.class);
        Instant now = room.events.clock().instant();
        assertThat(due).isBetween(now.plus(Pauses.OF_WORK.first()), now.plus(Pauses.OF_WORK.longest()));
    }

    @Test
    void what_is_only_noted_stands_in_the_activity_and_stops_nothing() {
        room.enable(owner, ID, Map.of());
        for (int i = 0; i < FaultRule.PATIENCE; i++) {
            room.bean(Quarantine.class).noted(owner.scope(), ID, "It was busy");
        }
        PluginRoom.until(() -> room.lines(owner, ID).size() == FaultRule.PATIENCE);
        assertThat(room.lines(owner, ID)).containsOnly("It was busy");
        assertThat(room.plugins().find(owner, ID).state()).isEqualTo(PluginView.State.ENABLED);
    }
}
