package io.cryptocheckout.platform.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.database.Database;
import io.cryptocheckout.platform.events.delivery.DeliveryLoop;
import io.cryptocheckout.platform.id.IdKind;
import io.cryptocheckout.platform.refusal.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EventsTest {
    private static EventsRoom room;
    private static Events events;

    private final Caller caller = EventsRoom.caller(false);

    @BeforeAll
    static void open() {
        room = new EventsRoom();
        room.bean(DeliveryLoop.class).stop();
        events = room.bean(Events.class);
    }

    @AfterAll
    static void close() {
        room.close();
    }

    @Test
    void an_event_is_written_with_a_delivery_for_each_enabled_endpoint_that_wants_it() {
        UUID all = room.endpoint(caller, "http://127.0.0.1:9999/all").endpoint().id();
        UUID paid = room.endpoint(caller, "http://127.0.0.1:9999/paid", "session.paid", "session.created").endpoint().id();
        room.endpoint(caller, "http://127.0.0.1:9999/expired", "session.expired");
        UUID off = room.endpoint(caller, "http://127.0.0.1:9999/off").endpoint().id();
        room.bean(WebhookEndpoints.class).change(caller, off, new EndpointChange(null, null, null, false));
        UUID deleted = room.endpoint(caller, "http://127.0.0.1:9999/deleted").endpoint().id();
        room.bean(WebhookEndpoints.class).delete(caller, deleted);
        room.endpoint(EventsRoom.caller(false), "http://127.0.0.1:9999/stranger");

        UUID event = room.append(caller, "session.paid");

        assertThat(room.deliveries(caller)).extracting(DeliveryView::endpointId).containsExactlyInAnyOrder(all, paid);
        assertThat(room.deliveries(caller)).allSatisfy(delivery -> {
            assertThat(delivery.eventId()).isEqualTo(event);
            assertThat(delivery.state()).isEqualTo("pending");
            assertThat(delivery.nextAttemptAt()).isEqualTo(room.clock().instant());
        });
    }

    @Test
    void what_an_endpoint_misses_while_the_platform_has_it_disabled_is_abandoned_and_can_be_sent_again() {
        UUID failing = disabled("failing");
        UUID gone = disabled("gone");
        disabled("merchant");
        UUID deleted = disabled("failing");
        room.bean(WebhookEndpoints.class).delete(caller, deleted);

        UUID event = room.append(caller, "session.paid");

        assertThat(room.deliveries(caller)).extracting(DeliveryView::endpointId).containsExactlyInAnyOrder(failing, gone);
        assertThat(room.deliveries(caller)).allSatisfy(delivery -> {
            assertThat(delivery.eventId()).isEqualTo(event);
            assertThat(delivery.state()).isEqualTo("abandoned");
            assertThat(delivery.lastError()).isEqualTo("The endpoint was disabled.");
            assertThat(delivery.nextAttemptAt()).isNull();
        });
        room.bean(WebhookEndpoints.class).change(caller, gone, new EndpointChange(null, null, null, true));
        assertThat(room.bean(Deliveries.class).resendAbandoned(caller, gone)).isEqualTo(1);
    }

    @Test
    void the_envelope_is_what_the_contract_says() {
        UUID object = UUID.randomUUID();
        UUID id = room.append(caller, new NewEvent("session.paid", object, 3, "{\"amount\":\"50.00\", \"x\":[1,2]}", "detected"));

        String body = events.find(caller, id).body();

        assertThat(body).contains("\"data\":{\"amount\":\"50.00\", \"x\":[1,2]}");
        JsonNode json = JsonMapper.shared().readTree(body);
        assertThat(json.propertyNames()).containsExactly("id", "object", "type", "apiVersion", "livemode", "createdAt", "sequence", "data",
                "previousStatus");
        assertThat(json.get("id").asString()).isEqualTo(IdKind.EVENT.format(id));
        assertThat(json.get("object").asString()).isEqualTo("event");
        assertThat(json.get("type").asString()).isEqualTo("session.paid");
        assertThat(json.get("livemode").asBoolean()).isFalse();
        assertThat(json.get("createdAt").asString()).isEqualTo("2026-11-01T12:00:00Z");
        assertThat(json.get("sequence").asInt()).isEqualTo(3);
        assertThat(json.get("previousStatus").asString()).isEqualTo("detected");
    }

    @Test
    void a_change_that_is_rolled_back_leaves_no_event() {
        room.endpoint(caller, "http://127.0.0.1:9999/hook");
        assertThatThrownBy(() -> room.bean(Database.class).in(caller.scope(), tx -> {
            events.append(tx, new NewEvent("session.created", UUID.randomUUID(), 1, "{}", null));
            throw new IllegalStateException("the change fails");
        })).hasMessage("the change fails");

        assertThat(list(caller, true, null)).isEmpty();
        assertThat(room.deliveries(caller)).isEmpty();
    }

    @Test
    void the_same_place_in_an_objects_sequence_is_taken_once() {
        UUID object = UUID.randomUUID();
        room.append(caller, new NewEvent("session.created", object, 1, "{}", null));
        assertThatThrownBy(() -> room.append(caller, new NewEvent("session.paid", object, 1, "{}", null)))
                .hasMessageContaining("event_store_id_livemode_object_id_sequence_key");
    }

    @Test
    void a_type_that_nobody_documented_cannot_be_emitted() {
        assertThatThrownBy(() -> room.append(caller, "session.sneezed")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void reading_in_ascending_order_never_runs_ahead_of_a_transaction_that_is_still_open() throws Exception {
        UUID first = room.append(caller, "session.created");
        CountDownLatch written = new CountDownLatch(1);
        CountDownLatch commit = new CountDownLatch(1);
        List<UUID> slow = new ArrayList<>();
        Thread open = Thread.ofVirtual().start(() -> room.bean(Database.class).in(caller.scope(), tx -> {
            slow.add(events.append(tx, new NewEvent("session.detected", UUID.randomUUID(), 1, "{}", null)));
            written.countDown();
            await(commit);
            return null;
        }));
        written.await();
        UUID overtaking = room.append(caller, "session.paid");

        assertThat(list(caller, true, null)).containsExactly(first);
        assertThat(list(caller, false, null)).containsExactly(overtaking, first);

        commit.countDown();
        open.join();
        assertThat(list(caller, true, first)).containsExactly(slow.getFirst(), overtaking);
        assertThat(list(caller, true, null)).containsExactly(first, slow.getFirst(), overtaking);
    }

    @Test
    void pages_follow_each_other_in_both_directions_and_types_can_be_chosen() {
        List<UUID> all = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            all.add(room.append(caller, i % 2 == 0 ? "session.created" : "session.paid"));
        }
        Slice<EventView> page = events.list(caller, new EventQuery(List.of(), true, all.get(0), 2));
        assertThat(page.data()).extracting(EventView::id).containsExactly(all.get(1), all.get(2));
        assertThat(page.hasMore()).isTrue();
        page = events.list(caller, new EventQuery(List.of(), true, all.get(2), 2));
        assertThat(page.data()).extracting(EventView::id).containsExactly(all.get(3), all.get(4));
        assertThat(page.hasMore()).isFalse();
        assertThat(list(caller, false, all.get(2))).containsExactly(all.get(1), all.get(0));
        assertThat(events.list(caller, new EventQuery(List.of("session.paid"), true, null, 25)).data()).extracting(EventView::id)
                .containsExactly(all.get(1), all.get(3));
    }

    @Test
    void another_stores_event_is_as_unknown_as_one_that_does_not_exist() {
        UUID event = room.append(caller, "session.created");
        Caller stranger = EventsRoom.caller(false);
        assertThat(events.find(stranger, event)).isNull();
        assertThat(list(stranger, true, null)).isEmpty();
        assertThatThrownBy(() -> list(stranger, true, event)).isInstanceOf(Refused.class)
                .hasMessageContaining("of this store and mode");
    }

    private UUID disabled(String reason) {
        UUID id = room.endpoint(caller, "http://127.0.0.1:9999/" + reason).endpoint().id();
        room.superuser().execute(
                "update events.webhook_endpoint set enabled = false, disabled_reason = ?, disabled_at = now() where id = ?",
                reason, id);
        return id;
    }

    private static List<UUID> list(Caller caller, boolean ascending, UUID after) {
        return events.list(caller, new EventQuery(List.of(), ascending, after, 25)).data().stream().map(EventView::id).toList();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
