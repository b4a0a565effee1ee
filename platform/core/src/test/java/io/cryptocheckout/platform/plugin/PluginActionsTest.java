package io.cryptocheckout.platform.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.events.Deliveries;
import io.cryptocheckout.platform.events.DeliveryView;
import io.cryptocheckout.platform.events.EventQuery;
import io.cryptocheckout.platform.events.Events;
import io.cryptocheckout.platform.events.NewEvent;
import io.cryptocheckout.platform.events.WebhookEndpoints;
import io.cryptocheckout.platform.refusal.Refused;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Events that plugins act on: real deliveries, to a real plugin in its own process. */
class PluginActionsTest {
    private static final String ID = HelperPlugin.ID;
    private static PluginRoom room;

    private final Caller owner = room.owner(false);

    @BeforeAll
    static void open() {
        Path folder = PluginRoom.folder();
        HelperPlugin.in(folder);
        room = new PluginRoom(folder);
    }

    @AfterAll
    static void close() {
        room.close();
    }

    @Test
    void an_event_is_told_and_stands_in_the_log_of_deliveries() {
        room.enable(owner, ID, Map.of());
        append("session.paid");
        append("session.expired");
        await("delivered");
        DeliveryView delivery = deliveries().getFirst();
        assertThat(delivery.url()).isEqualTo("plugin:helper");
        assertThat(delivery.eventType()).isEqualTo("session.paid");
        assertThat(delivery.attempts()).isEqualTo(1);
        assertThat(stored("times")).isEqualTo("1");
        assertThat(room.lines(owner, ID)).containsExactly("acted on session.paid of x");
        assertThat(room.bean(Deliveries.class).find(owner, delivery.id()).attempts()).hasSize(1)
                .allSatisfy(attempt -> assertThat(attempt.error()).isNull());

        room.bean(Deliveries.class).resend(owner, delivery.id());
        PluginRoom.until(() -> "2".equals(stored("times")));
        await("delivered");
    }

    @Test
    void it_is_no_endpoint_that_anybody_could_change_or_test() {
        room.enable(owner, ID, Map.of());
        UUID endpoint = room.plugins().find(owner, ID).own().endpointId();
        WebhookEndpoints endpoints = room.bean(WebhookEndpoints.class);
        assertThat(endpoints.list(owner)).isEmpty();
        assertThat(endpoints.find(owner, endpoint)).isNull();
        assertThatThrownBy(() -> endpoints.delete(owner, endpoint)).isInstanceOf(Refused.class);
        assertThatThrownBy(() -> endpoints.rotateSecret(owner, endpoint, Duration.ZERO)).isInstanceOf(Refused.class);
        assertThatThrownBy(() -> room.bean(Deliveries.class).sendTest(owner, endpoint, "session.paid")).isInstanceOf(Refused.class);
    }

    @Test
    void what_it_throws_at_is_told_again_on_the_schedule() {
        room.enable(owner, ID, Map.of("mood", "once"));
        append("session.paid");
        PluginRoom.until(() -> deliveries().getFirst().lastError() != null);
        DeliveryView failed = deliveries().getFirst();
        assertThat(failed.state()).isEqualTo("pending");
        assertThat(failed.lastError()).contains("not this time");
        assertThat(failed.nextAttemptAt()).isAfter(room.events.clock().instant());
        assertThat(room.lines(owner, ID)).anySatisfy(line -> assertThat(line).contains("not this time"));
        room.events.pass(Duration.ofSeconds(67));
        await("delivered");
        assertThat(stored("times")).isEqualTo("1");
        assertThat(deliveries().getFirst().attempts()).isEqualTo(2);
    }

    @Test
    void that_a_plugin_cannot_be_called_for_another_stores_doing_is_no_attempt() {
        Caller other = room.owner(false);
        room.enable(other, ID, Map.of("mood", "exit"));
        room.enable(owner, ID, Map.of());
        room.events.append(other, "session.paid");
        PluginRoom.until(() -> room.lines(other, ID).stream().anyMatch(line -> line.contains("ended by itself")));

        append("session.paid");
        PluginRoom.until(() -> deliveries().getFirst().lastError() != null);
        DeliveryView waiting = deliveries().getFirst();
        assertThat(waiting.lastError()).contains("started again at");
        assertThat(waiting.state()).isEqualTo("pending");
        assertThat(waiting.attempts()).isZero();
        assertThat(waiting.nextAttemptAt()).isBetween(room.events.clock().instant().plusSeconds(15),
                room.events.clock().instant().plusSeconds(30));
        room.plugins().forget(other, ID);
        room.events.pass(Duration.ofSeconds(31));
        await("delivered");
        assertThat(deliveries().getFirst().attempts()).isEqualTo(1);
    }

    @Test
    void a_plugin_that_is_not_there_is_waited_for_and_after_an_hour_each_time_is_an_attempt() {
        room.enable(owner, ID, Map.of());
        room.bean(PluginRegistry.class).drop(owner.scope(), ID);
        append("session.paid");
        PluginRoom.until(() -> deliveries().getFirst().lastError() != null);
        assertThat(deliveries().getFirst().lastError()).isEqualTo("The plugin is not there at the moment.");
        assertThat(deliveries().getFirst().attempts()).isZero();
        room.events.pass(Duration.ofMinutes(20));
        Instant now = room.events.clock().instant();
        // While it is being told, there is no next time.
        PluginRoom.until(() -> deliveries().getFirst().nextAttemptAt() instanceof Instant next && next.isAfter(now));
        assertThat(deliveries().getFirst().nextAttemptAt()).as("the longer it waits, the more seldom it is asked for")
                .isBetween(now.plus(Duration.ofMinutes(5)), now.plus(Duration.ofMinutes(10)));
        assertThat(deliveries().getFirst().attempts()).isZero();
        room.events.pass(Duration.ofMinutes(40));
        PluginRoom.until(() -> deliveries().getFirst().attempts() == 1);
        assertThat(deliveries().getFirst().state()).isEqualTo("pending");
        room.bean(PluginRegistry.class).reload(owner.scope());
        room.events.pass(Duration.ofSeconds(67));
        await("delivered");
    }

    @Test
    void what_is_too_large_for_a_plugin_is_given_up_at_once_and_is_not_its_fault() {
        room.enable(owner, ID, Map.of());
        room.events.append(owner, new NewEvent("session.paid", UUID.randomUUID(), 1,
                "{\"id\":\"cs_1\",\"payments\":\"" + "x".repeat(1_100_000) + "\"}", null));
        await("abandoned");
        assertThat(deliveries().getFirst().lastError()).isEqualTo("This is too large to be handed to a plugin");
        assertThat(deliveries().getFirst().attempts()).isEqualTo(1);
        assertThat(room.lines(owner, ID)).isEmpty();
        append("session.paid");
        PluginRoom.until(() -> deliveries().getFirst().state().equals("delivered"));
    }

    @Test
    void a_notice_is_text_for_people_with_a_link() {
        room.enable(owner, ID, Map.of());
        room.events.append(owner, new NewEvent("session.detected", UUID.randomUUID(), 1,
                "{\"id\":\"cs_1\",\"customer\":{\"email\":\"jo@example.com\"},\"status\":\"detected\",\"reference\":\"order 7\",\"amountReceived\":\"0.00\","
                        + "\"fiat\":{\"amount\":\"25.00\",\"currency\":\"EUR\"}}",
                null));
        await("delivered");
        assertThat(stored("notice")).isEqualTo("A payment was seen: 25.00 EUR (test)|Reference: order 7\nStatus: detected\n"
                + "Received: 0.00 EUR\nId: cs_1|https://pay.example.org/dashboard/payments/cs_1");
    }

    @Test
    void what_waits_for_a_disabled_plugin_is_abandoned_and_says_why() {
        room.enable(owner, ID, Map.of("mood", "outside"));
        append("session.paid");
        PluginRoom.until(() -> deliveries().getFirst().lastError() != null);
        assertThat(deliveries().getFirst().lastError()).contains("the wire is cut");
        room.plugins().disable(owner, ID);
        assertThat(deliveries().getFirst().state()).isEqualTo("abandoned");
        assertThat(deliveries().getFirst().lastError()).isEqualTo("The plugin is disabled.");
        append("session.paid");
        assertThat(deliveries()).hasSize(1);
        assertThatThrownBy(() -> room.bean(Deliveries.class).resend(owner, deliveries().getFirst().id())).isInstanceOf(Refused.class);
        room.plugins().forget(owner, ID);
        assertThat(deliveries()).as("the log stays").hasSize(1);
        room.enable(owner, ID, Map.of());
        append("session.paid");
        PluginRoom.until(() -> deliveries().stream().anyMatch(each -> each.state().equals("delivered")));
    }

    @Test
    void one_that_only_fails_is_stopped_for_its_store_and_nowhere_else() {
        Caller other = room.owner(false);
        room.enable(owner, ID, Map.of("mood", "throw"));
        room.enable(other, ID, Map.of());
        for (int i = 0; i < FaultRule.PATIENCE; i++) {
            append("session.paid");
        }
        PluginRoom.until(() -> room.plugins().find(owner, ID).state() == PluginView.State.QUARANTINED);
        PluginView.Own own = room.plugins().find(owner, ID).own();
        assertThat(own.quarantineReason()).contains("a bad day");
        assertThat(room.lines(owner, ID)).anySatisfy(line -> assertThat(line).startsWith("The platform stopped the plugin."));
        PluginRoom.until(() -> deliveries().stream().allMatch(each -> each.state().equals("abandoned")));
        append("session.paid");
        assertThat(deliveries().getFirst().lastError()).isEqualTo("The plugin was stopped.");
        assertThat(mails()).hasSize(1).allSatisfy(
                mail -> assertThat(mail).contains("a bad day", "https://pay.example.org/dashboard/plugins/helper", "test mode")
                        .matches("(?s).*that nobody checked:\n> [^\n]*a bad day[^\n]*\n"));
        assertThat(room.events.superuser().fetchCount(org.jooq.impl.DSL.table("audit.entry"),
                org.jooq.impl.DSL.condition("store_id = ? and action = 'plugin.quarantined'", owner.scope().storeId()))).isEqualTo(1);

        room.events.append(other, "session.paid");
        PluginRoom.until(() -> "1".equals(room.plugins().stored(other, ID, "times")));
        assertThat(room.plugins().find(other, ID).state()).isEqualTo(PluginView.State.ENABLED);

        room.plugins().configure(owner, ID, Map.of());
        assertThat(room.plugins().find(owner, ID).state()).isEqualTo(PluginView.State.QUARANTINED);
        room.plugins().resume(owner, ID);
        PluginRoom.until(() -> room.bean(PluginRegistry.class).find(owner.scope(), ID) != null);
        room.bean(Deliveries.class).resend(owner, deliveries().getFirst().id());
        PluginRoom.until(() -> "1".equals(stored("times")));
    }

    @Test
    void that_it_was_stopped_is_written_once_it_can_be() {
        room.enable(owner, ID, Map.of("mood", "throw"));
        settings("[]");
        for (int i = 0; i < FaultRule.PATIENCE; i++) {
            append("session.paid");
        }
        Quarantine quarantine = room.bean(Quarantine.class);
        PluginRoom.until(quarantine::again);
        assertThat(room.bean(PluginRegistry.class).find(owner.scope(), ID)).isNull();
        settings("{}");
        PluginRoom.until(() -> {
            quarantine.again();
            return room.plugins().find(owner, ID).state() == PluginView.State.QUARANTINED;
        });
        assertThat(room.lines(owner, ID)).anySatisfy(line -> assertThat(line).startsWith("The platform stopped the plugin."));
        assertThat(quarantine.again()).isFalse();
    }

    private void settings(String json) {
        room.events.superuser().execute("update plugin.installation set settings = ?::jsonb where store_id = ?", json,
                owner.scope().storeId());
    }

    @Test
    void what_a_plugin_adds_stands_in_the_payload_under_its_id() {
        room.enable(owner, ID, Map.of());
        PluginRoom.until(() -> body(owner).contains("\"extensions\":{\"helper\":{"));
        assertThat(body(owner)).contains("\"type\":\"session.failed\"", "\"status\":\"x\"");
        Caller other = room.owner(false);
        assertThat(body(other)).doesNotContain("extensions");
    }

    @Test
    void what_may_not_be_added_is_left_out_and_the_event_is_told_all_the_same() {
        for (String mood : List.of("huge", "nothing", "odd", "throw", "exit")) {
            Caller store = room.owner(false);
            room.enable(store, ID, Map.of("mood", mood));
            PluginRoom.until(() -> {
                assertThat(body(store)).doesNotContain("extensions");
                return !room.lines(store, ID).isEmpty();
            });
        }
        // One that ended is not started again at once.
        room.events.clock().advance(Duration.ofSeconds(10));
    }

    /** Of an event that the plugin is not told of itself. */
    private static String body(Caller caller) {
        room.events.append(caller, "session.failed");
        return room.bean(Events.class).list(caller, new EventQuery(List.of(), false, null, 1)).data().getFirst().body();
    }

    private void append(String type) {
        room.events.append(owner, type);
    }

    private List<DeliveryView> deliveries() {
        return room.events.deliveries(owner);
    }

    private void await(String state) {
        PluginRoom.until(() -> deliveries().stream().allMatch(each -> each.state().equals(state)));
    }

    private String stored(String key) {
        return room.plugins().stored(owner, ID, key);
    }

    private static List<String> mails() {
        return room.events.superuser().fetch("select body from mail.message where subject = 'The plugin helper was stopped' order by id")
                .map(row -> row.get(0, String.class));
    }
}
