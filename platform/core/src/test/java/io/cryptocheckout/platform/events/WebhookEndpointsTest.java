package io.cryptocheckout.platform.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.authority.Permission;
import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.events.delivery.DeliveryLoop;
import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhookEndpointsTest {
    private static EventsRoom room;
    private static WebhookEndpoints endpoints;
    private static Deliveries deliveries;

    private final Caller caller = EventsRoom.caller(false);

    @BeforeAll
    static void open() {
        room = new EventsRoom(Map.of("checkout.events.endpoints-per-store", "3"));
        room.bean(DeliveryLoop.class).stop();
        endpoints = room.bean(WebhookEndpoints.class);
        deliveries = room.bean(Deliveries.class);
    }

    @AfterAll
    static void close() {
        room.close();
    }

    @ParameterizedTest
    @CsvSource({"true, http://shop.example.com/hook", "true, https://127.0.0.1/hook", "true, https://10.0.0.1/hook",
            "true, https://localhost/hook", "false, javascript:alert(1)", "false, ftp://shop.example.com/", "false, http://10.0.0.1/",
            "false, https://user:secret@shop.example.com/", "false, https://shop.example.com:22/", "false, http://169.254.169.254/"})
    void a_url_that_may_not_be_called_is_refused_and_nothing_is_stored(boolean livemode, String url) {
        Caller merchant = EventsRoom.caller(livemode);
        assertRefused(Refusal.WEBHOOK_URL_REFUSED, "url", () -> room.endpoint(merchant, url));
        assertThat(endpoints.list(merchant)).isEmpty();
    }

    @Test
    void an_unknown_event_type_is_refused_by_its_place() {
        assertRefused(Refusal.FIELD_INVALID, "events[1]",
                () -> room.endpoint(caller, "https://shop.example.com/", "session.paid", "session.sneezed"));
        assertRefused(Refusal.FIELD_INVALID, "events",
                () -> endpoints.create(caller, new NewEndpoint("https://a.example/", null, List.of())));
    }

    @Test
    void a_store_has_a_limited_number_of_endpoints_and_a_deleted_one_makes_room() {
        UUID first = room.endpoint(caller, "https://shop.example.com/1").endpoint().id();
        room.clock().advance(Duration.ofMillis(1));
        room.endpoint(caller, "https://shop.example.com/2");
        room.clock().advance(Duration.ofMillis(1));
        room.endpoint(caller, "https://shop.example.com/3");
        assertRefused(Refusal.ENDPOINT_LIMIT_REACHED, null, () -> room.endpoint(caller, "https://shop.example.com/4"));
        endpoints.delete(caller, first);
        room.clock().advance(Duration.ofMillis(1));
        room.endpoint(caller, "https://shop.example.com/4");
        assertThat(endpoints.list(caller)).extracting(EndpointView::url).containsExactly("https://shop.example.com/4",
                "https://shop.example.com/3", "https://shop.example.com/2");
    }

    @Test
    void the_secret_is_shown_once_and_lies_sealed() {
        EndpointWithSecret made = room.endpoint(caller, "https://shop.example.com/hook");
        assertThat(made.secret()).startsWith("whsec_");
        byte[] stored = room.superuser().fetchSingle("select secret from events.webhook_endpoint where id = ?", made.endpoint().id()).get(0,
                byte[].class);
        assertThat(new String(stored, StandardCharsets.ISO_8859_1)).doesNotContain(made.secret().substring(6));
        assertThat(made.toString() + endpoints.list(caller)).doesNotContain(made.secret());

        EndpointWithSecret rotated = endpoints.rotateSecret(caller, made.endpoint().id(), Duration.ZERO);
        assertThat(rotated.secret()).isNotEqualTo(made.secret());
        assertThat(rotated.endpoint().previousSecretEndsAt()).isNull();
    }

    @Test
    void what_is_not_named_stays_as_it_is() {
        UUID id = endpoints.create(caller, new NewEndpoint("https://shop.example.com/hook", "the shop", List.of("session.paid"))).endpoint()
                .id();
        EndpointView changed = endpoints.change(caller, id, new EndpointChange(null, null, List.of("*"), null));
        assertThat(changed.url()).isEqualTo("https://shop.example.com/hook");
        assertThat(changed.description()).isEqualTo("the shop");
        assertThat(changed.types()).containsExactly("*");
        changed = endpoints.change(caller, id, new EndpointChange("https://shop.example.com/new", "", null, false));
        assertThat(changed.url()).isEqualTo("https://shop.example.com/new");
        assertThat(changed.description()).isNull();
        assertThat(changed.enabled()).isFalse();
        assertThat(changed.disabledReason()).isEqualTo("merchant");
        assertRefused(Refusal.WEBHOOK_URL_REFUSED, "url",
                () -> endpoints.change(caller, id, new EndpointChange("http://10.0.0.1/", null, null, null)));
    }

    @Test
    void disabling_or_deleting_abandons_what_waits_and_refuses_to_send_again() {
        UUID id = room.endpoint(caller, "https://shop.example.com/hook").endpoint().id();
        room.append(caller, "session.paid");
        UUID delivery = room.deliveries(caller).getFirst().id();
        endpoints.change(caller, id, new EndpointChange(null, null, null, false));
        assertThat(room.deliveries(caller)).extracting(DeliveryView::state).containsExactly("abandoned");
        assertRefused(Refusal.ENDPOINT_DISABLED, null, () -> deliveries.resend(caller, delivery));
        assertRefused(Refusal.ENDPOINT_DISABLED, null, () -> deliveries.resendAbandoned(caller, id));
        endpoints.change(caller, id, new EndpointChange(null, null, null, true));
        assertThat(deliveries.resend(caller, delivery).state()).isEqualTo("pending");

        endpoints.delete(caller, id);
        assertThat(endpoints.find(caller, id)).isNull();
        assertThat(deliveries.find(caller, delivery).delivery().lastError()).isEqualTo("The endpoint was deleted.");
        assertRefused(Refusal.ENDPOINT_DISABLED, null, () -> deliveries.resend(caller, delivery));
        assertRefused(Refusal.NOT_FOUND, null, () -> deliveries.sendTest(caller, id, EventTypes.WEBHOOK_TEST));
        assertRefused(Refusal.NOT_FOUND, null, () -> endpoints.rotateSecret(caller, id, Duration.ofHours(1)));
    }

    @Test
    void another_store_and_the_other_mode_find_nothing() {
        UUID id = room.endpoint(caller, "https://shop.example.com/hook").endpoint().id();
        room.append(caller, "session.paid");
        UUID delivery = room.deliveries(caller).getFirst().id();
        Caller otherMode = new Caller(new Scope(caller.scope().storeId(), true), caller.permissions(),
                caller.principal());
        for (Caller stranger : List.of(EventsRoom.caller(false), otherMode)) {
            assertThat(endpoints.find(stranger, id)).isNull();
            assertThat(deliveries.find(stranger, delivery)).isNull();
            assertRefused(Refusal.NOT_FOUND, null, () -> endpoints.change(stranger, id, new EndpointChange(null, "x", null, null)));
            assertRefused(Refusal.NOT_FOUND, null, () -> endpoints.delete(stranger, id));
            assertRefused(Refusal.NOT_FOUND, null, () -> deliveries.resend(stranger, delivery));
            assertRefused(Refusal.NOT_FOUND, null, () -> deliveries.sendTest(stranger, id, "session.paid"));
            assertRefused(Refusal.NOT_FOUND, null, () -> deliveries.resendAbandoned(stranger, id));
        }
    }

    @Test
    void each_act_needs_its_permission() {
        Caller reader = new Caller(caller.scope(), Set.of(Permission.WEBHOOKS_READ), caller.principal());
        Caller writer = new Caller(caller.scope(), Set.of(Permission.WEBHOOKS_WRITE), caller.principal());
        UUID id = room.endpoint(caller, "https://shop.example.com/hook").endpoint().id();
        assertThat(endpoints.list(reader)).hasSize(1);
        assertRefused(Refusal.PERMISSION_MISSING, null, () -> endpoints.delete(reader, id));
        assertRefused(Refusal.PERMISSION_MISSING, null, () -> endpoints.list(writer));
        assertRefused(Refusal.PERMISSION_MISSING, null, () -> deliveries.sendTest(reader, id, "session.paid"));
        assertRefused(Refusal.PERMISSION_MISSING, null,
                () -> room.bean(Events.class).list(writer, new EventQuery(List.of(), true, null, 1)));
    }

    private static void assertRefused(Refusal refusal, String param, Runnable act) {
        assertThatThrownBy(act::run).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.refusal()).isEqualTo(refusal);
            assertThat(refused.param()).isEqualTo(param);
        });
    }
}
