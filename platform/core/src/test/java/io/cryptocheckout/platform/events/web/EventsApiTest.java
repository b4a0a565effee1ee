package io.cryptocheckout.platform.events.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptocheckout.platform.api.model.CheckoutSession;
import io.cryptocheckout.platform.api.model.EventSelector;
import io.cryptocheckout.platform.api.model.EventType;
import io.cryptocheckout.platform.api.model.SortOrder;
import io.cryptocheckout.platform.api.model.UnmatchedFunds;
import io.cryptocheckout.platform.api.model.WebhookDeliveryWithAttempts;
import io.cryptocheckout.platform.api.model.WebhookEndpointCreateRequest;
import io.cryptocheckout.platform.api.model.WebhookEndpointTestRequest;
import io.cryptocheckout.platform.api.model.WebhookEndpointUpdateRequest;
import io.cryptocheckout.platform.api.model.WebhookEndpointWithSecret;
import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.database.IdempotencyKey;
import io.cryptocheckout.platform.events.EventTypes;
import io.cryptocheckout.platform.events.EventsRoom;
import io.cryptocheckout.platform.events.delivery.DeliveryLoop;
import io.cryptocheckout.platform.refusal.Refused;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The controllers against the contract's own classes. */
class EventsApiTest {
    private static final JsonMapper JSON = JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();
    private static EventsRoom room;
    private static Validator validator;

    private final Caller caller = EventsRoom.caller(false);

    @BeforeAll
    static void open() {
        room = new EventsRoom();
        room.bean(DeliveryLoop.class).stop();
        validator = Validation.buildDefaultValidatorFactory().getValidator();
    }

    @AfterAll
    static void close() {
        room.close();
    }

    @Test
    void creating_is_idempotent_and_the_repeated_answer_carries_the_same_secret() {
        WebhookEndpointCreateRequest request = new WebhookEndpointCreateRequest().url("https://shop.example.com/hook");
        IdempotencyKey key = IdempotencyKey.of("once", "api_keys", "POST", "/api/v1/webhook_endpoints", new byte[0]);
        ResponseEntity<?> first = endpoints().webhookEndpointsCreate(request, caller, key);
        ResponseEntity<?> second = endpoints().webhookEndpointsCreate(request, caller, key);

        assertThat(first.getStatusCode().value()).isEqualTo(201);
        assertThat(second.getBody()).isEqualTo(first.getBody());
        assertThat(second.getHeaders().getFirst("Idempotent-Replayed")).isEqualTo("true");
        WebhookEndpointWithSecret made = valid(first, WebhookEndpointWithSecret.class);
        assertThat(made.getSecret()).startsWith("whsec_");
        assertThat(made.getEvents()).containsExactly(EventSelector.STAR);
        assertThat(json(endpoints().webhookEndpointsList(25, null, caller)).get("data")).hasSize(1);
        assertThat(json(endpoints().webhookEndpointsRetrieve(made.getId(), caller)).has("secret")).isFalse();
    }

    @Test
    void lists_are_cut_into_pages_with_a_cursor() {
        for (int i = 0; i < 3; i++) {
            endpoints().webhookEndpointsCreate(new WebhookEndpointCreateRequest().url("https://shop.example.com/" + i), caller, null);
        }
        JsonNode page = json(endpoints().webhookEndpointsList(2, null, caller));
        assertThat(page.get("object").asString()).isEqualTo("list");
        assertThat(page.get("hasMore").asBoolean()).isTrue();
        JsonNode rest = json(endpoints().webhookEndpointsList(2, page.get("nextCursor").asString(), caller));
        assertThat(rest.get("data")).hasSize(1);
        assertThat(rest.get("nextCursor").isNull()).isTrue();
        assertThatThrownBy(() -> endpoints().webhookEndpointsList(2, "evt_nonsense", caller)).isInstanceOf(Refused.class)
                .hasMessageContaining("startingAfter");
    }

    @Test
    void a_test_event_of_every_type_has_the_shape_of_a_real_one() {
        String id = valid(endpoints().webhookEndpointsCreate(new WebhookEndpointCreateRequest().url("https://shop.example.com/hook"),
                caller, null), WebhookEndpointWithSecret.class).getId();
        for (String type : EventTypes.all()) {
            ResponseEntity<?> queued = endpoints().webhookEndpointsSendTest(id,
                    new WebhookEndpointTestRequest().type(EventType.fromValue(type)), caller, null);
            assertThat(queued.getStatusCode().value()).isEqualTo(202);
            String delivery = json(queued).get("id").asString();
            WebhookDeliveryWithAttempts log = valid(deliveries().webhookDeliveriesRetrieve(delivery, caller),
                    WebhookDeliveryWithAttempts.class);
            JsonNode event = JSON.readTree(log.getRequestBody());
            assertThat(event.get("type").asString()).isEqualTo(type);
            assertThat(event.get("livemode").asBoolean()).isFalse();
            if (type.startsWith("session.")) {
                valid(event.get("data"), CheckoutSession.class);
            } else if (type.startsWith("funds.")) {
                valid(event.get("data"), UnmatchedFunds.class);
            }
        }
        assertThat(json(events().eventsList(25, null, SortOrder.DESC, null, caller)).get("data")).isEmpty();
    }

    @Test
    void events_are_answered_as_they_are_delivered_and_found_by_type() {
        endpoints().webhookEndpointsCreate(new WebhookEndpointCreateRequest().url("https://shop.example.com/hook"), caller, null);
        room.append(caller, "session.created");
        room.append(caller, "session.paid");
        JsonNode page = json(events().eventsList(1, null, SortOrder.ASC, null, caller));
        assertThat(page.get("hasMore").asBoolean()).isTrue();
        String id = page.get("nextCursor").asString();
        assertThat(json(events().eventsRetrieve(id, caller))).isEqualTo(page.get("data").get(0));
        assertThat(json(events().eventsList(25, null, SortOrder.DESC, List.of(EventType.SESSION_PAID), caller)).get("data")).hasSize(1);
        String delivery = json(deliveries().webhookDeliveriesList(25, null, null, id, null, caller)).get("data").get(0).get("id")
                .asString();
        String sent = json(deliveries().webhookDeliveriesRetrieve(delivery, caller)).get("requestBody").asString();
        assertThat(text(events().eventsRetrieve(id, caller))).isEqualTo(sent);
    }

    @Test
    void an_id_that_is_malformed_answers_as_one_that_does_not_exist() {
        for (String id : List.of("we_nope", "evt_01JD0ZB0S5W2N3V8QK4T6XM9RR", "we_01JD0ZB0S5W2N3V8QK4T6XM9RR", "")) {
            assertThatThrownBy(() -> endpoints().webhookEndpointsRetrieve(id, caller)).hasMessage("There is no such webhook endpoint.");
            assertThatThrownBy(() -> endpoints().webhookEndpointsUpdate(id, new WebhookEndpointUpdateRequest(), caller, null))
                    .hasMessage("There is no such webhook endpoint.");
        }
        assertThatThrownBy(() -> deliveries().webhookDeliveriesRetrieve("whd_x", caller)).hasMessage("There is no such webhook delivery.");
        assertThatThrownBy(() -> events().eventsRetrieve("evt_x", caller)).hasMessage("There is no such event.");
    }

    @Test
    void the_key_set_is_public_and_holds_no_private_part() {
        JsonNode keys = JSON.readTree(room.bean(KeySetController.class).keySet().getBody()).get("keys");
        assertThat(keys).hasSize(1);
        assertThat(keys.get(0).propertyNames()).contains("kid", "x", "y", "crv", "kty", "alg", "use").doesNotContain("d");
    }

    private static WebhookEndpointsController endpoints() {
        return room.bean(WebhookEndpointsController.class);
    }

    private static WebhookDeliveriesController deliveries() {
        return room.bean(WebhookDeliveriesController.class);
    }

    private static EventsController events() {
        return room.bean(EventsController.class);
    }

    private static JsonNode json(ResponseEntity<?> response) {
        return JSON.readTree(text(response));
    }

    private static String text(ResponseEntity<?> response) {
        return (String) (Object) response.getBody();
    }

    private static <T> T valid(ResponseEntity<?> response, Class<T> type) {
        return valid(json(response), type);
    }

    /** The generated classes demand values even where the contract says "or null"; a null that is written out is one of those. */
    private static <T> T valid(JsonNode json, Class<T> type) {
        T value = JSON.treeToValue(json, type);
        assertThat(validator.validate(value)).allSatisfy(violation -> {
            String pointer = "/" + violation.getPropertyPath().toString().replace("[", "/").replace("]", "").replace('.', '/');
            assertThat(json.at(pointer).isNull()).as(violation.toString()).isTrue();
        });
        return value;
    }
}
