package io.cryptocheckout.platform.events.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.standardwebhooks.Webhook;
import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.events.Deliveries;
import io.cryptocheckout.platform.events.DeliveryView;
import io.cryptocheckout.platform.events.DeliveryWithAttempts;
import io.cryptocheckout.platform.events.EndpointChange;
import io.cryptocheckout.platform.events.EndpointView;
import io.cryptocheckout.platform.events.EndpointWithSecret;
import io.cryptocheckout.platform.events.EventQuery;
import io.cryptocheckout.platform.events.Events;
import io.cryptocheckout.platform.events.EventsRoom;
import io.cryptocheckout.platform.events.NewEndpoint;
import io.cryptocheckout.platform.events.Receiver;
import io.cryptocheckout.platform.events.WebhookEndpoints;
import io.cryptocheckout.platform.id.IdKind;
import io.cryptocheckout.platform.mail.Mails;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DeliveryLoopTest {
    private static EventsRoom room;

    private final Receiver receiver = new Receiver();
    private final Caller caller = EventsRoom.caller(false);

    @BeforeAll
    static void open() {
        room = new EventsRoom();
        Awaitility.setDefaultTimeout(Duration.ofSeconds(30));
    }

    @AfterAll
    static void close() {
        room.close();
    }

    @AfterEach
    void closeReceiver() {
        receiver.close();
    }

    @Test
    void an_event_arrives_at_once_byte_for_byte_and_is_logged() {
        room.endpoint(caller, receiver.url("/hook"));
        UUID event = room.append(caller, "session.paid");

        DeliveryView delivery = awaitState("delivered");
        Receiver.Request request = receiver.requests().getFirst();
        assertThat(request.header("content-type")).isEqualTo("application/json");
        assertThat(request.header("webhook-id")).isEqualTo(IdKind.EVENT.format(event));
        DeliveryWithAttempts log = room.bean(Deliveries.class).find(caller, delivery.id());
        assertThat(log.body()).isEqualTo(request.body());
        assertThat(log.attempts()).singleElement().satisfies(attempt -> {
            assertThat(attempt.number()).isEqualTo(1);
            assertThat(attempt.status()).isEqualTo(200);
            assertThat(attempt.responseBody()).isEqualTo("status 200");
            assertThat(attempt.error()).isNull();
            assertThat(attempt.requestHeaders()).containsEntry("X-Webhook-Signature", request.header("X-Webhook-Signature"));
        });
        assertThat(delivery.deliveredAt()).isEqualTo(room.clock().instant());
        assertThat(delivery.attempts()).isEqualTo(1);
    }

    @Test
    void seven_attempts_in_thirty_one_hours_carry_the_same_id_and_body_and_then_it_is_abandoned_and_can_be_sent_again() {
        receiver.answers(503);
        room.endpoint(caller, receiver.url("/hook"));
        room.append(caller, "session.paid");

        for (Duration delay : RetrySchedule.DELAYS) {
            DeliveryView waiting = awaitAttempts(RetrySchedule.DELAYS.indexOf(delay) + 1);
            assertThat(waiting.state()).isEqualTo("pending");
            assertThat(waiting.lastError()).isEqualTo("The endpoint answered 503.");
            assertThat(waiting.nextAttemptAt()).isBetween(room.clock().instant().plus(delay.multipliedBy(9).dividedBy(10)),
                    room.clock().instant().plus(delay.multipliedBy(11).dividedBy(10)));
            Instant due = waiting.nextAttemptAt();
            room.pass(Duration.between(room.clock().instant(), due));
        }
        DeliveryView abandoned = awaitAttempts(7);
        assertThat(abandoned.state()).isEqualTo("abandoned");
        assertThat(abandoned.nextAttemptAt()).isNull();

        receiver.answers(200);
        room.clock().advance(Duration.ofSeconds(1));
        DeliveryView again = room.bean(Deliveries.class).resend(caller, abandoned.id());
        assertThat(again.id()).isEqualTo(abandoned.id());
        assertThat(awaitState("delivered").attempts()).isEqualTo(8);
        assertThat(receiver.requests()).hasSize(8);
        assertThat(new HashSet<>(receiver.requests().stream().map(Receiver.Request::body).toList())).hasSize(1);
        assertThat(new HashSet<>(receiver.requests().stream().map(request -> request.header("webhook-id")).toList())).hasSize(1);
        assertThat(new HashSet<>(receiver.requests().stream().map(request -> request.header("webhook-signature")).toList())).hasSize(8);
        assertThat(room.bean(Deliveries.class).find(caller, abandoned.id()).attempts()).hasSize(8).extracting("number")
                .containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
    }

    @Test
    void retry_after_is_honoured_and_a_redirect_is_a_failure() {
        receiver.answers(exchange -> {
            exchange.getResponseHeaders().set("retry-after", "3600");
            exchange.getResponseHeaders().set("location", receiver.url("/elsewhere"));
            Receiver.answer(exchange, 302);
        });
        room.endpoint(caller, receiver.url("/hook"));
        room.append(caller, "session.paid");

        DeliveryView waiting = awaitAttempts(1);
        assertThat(waiting.nextAttemptAt()).isEqualTo(room.clock().instant().plusSeconds(3600));
        assertThat(waiting.lastError()).isEqualTo("The endpoint answered 302, and redirects are not followed.");
        assertThat(receiver.requests("/elsewhere")).isEmpty();
    }

    @Test
    void both_secrets_sign_until_the_old_one_ends_and_a_library_of_the_standard_agrees() throws Exception {
        EndpointWithSecret first = room.endpoint(caller, receiver.url("/hook"));
        EndpointWithSecret second = room.bean(WebhookEndpoints.class).rotateSecret(caller, first.endpoint().id(), Duration.ofHours(24));
        assertThat(second.endpoint().previousSecretEndsAt()).isEqualTo(room.clock().instant().plus(Duration.ofHours(24)));

        room.append(caller, "session.created");
        await().until(() -> receiver.requests().size() == 1);
        assertThat(receiver.requests().getFirst().header("X-Webhook-Signature")).matches("t=\\d+,v1=[0-9a-f]{64},v1=[0-9a-f]{64}");
        assertThat(accepts(first.secret(), receiver.requests().getFirst())).isTrue();
        assertThat(accepts(second.secret(), receiver.requests().getFirst())).isTrue();

        awaitState("delivered");
        room.pass(Duration.ofHours(24));
        room.append(caller, "session.paid");
        await().until(() -> receiver.requests().size() == 2);
        assertThat(receiver.requests().getLast().header("X-Webhook-Signature")).matches("t=\\d+,v1=[0-9a-f]{64}");
        assertThat(accepts(first.secret(), receiver.requests().getLast())).isFalse();
        assertThat(accepts(second.secret(), receiver.requests().getLast())).isTrue();
    }

    @Test
    void an_answer_of_410_disables_the_endpoint_mails_the_owner_and_abandons_what_waits() {
        receiver.answers(503);
        UUID endpoint = room.endpoint(caller, receiver.url("/hook")).endpoint().id();
        room.append(caller, "session.created");
        awaitAttempts(1);
        receiver.answers(410);
        room.append(caller, "session.paid");

        await().until(() -> !endpoint(endpoint).enabled());
        assertThat(endpoint(endpoint).disabledReason()).isEqualTo("gone");
        assertThat(room.deliveries(caller)).extracting(DeliveryView::state).containsExactly("abandoned", "abandoned");
        assertThat(room.bean(Mails.class).latest(10)).anySatisfy(sent -> {
            assertThat(sent.mail().recipient()).isEqualTo("owner@example.com");
            assertThat(sent.mail().text()).contains(receiver.url("/hook")).contains("410 Gone");
        });
        room.append(caller, "session.expired");
        assertThat(room.deliveries(caller)).extracting(DeliveryView::state).containsExactly("abandoned", "abandoned", "abandoned");

        receiver.answers(200);
        room.bean(WebhookEndpoints.class).change(caller, endpoint,
                new EndpointChange(null, null, null, true));
        assertThat(room.bean(Deliveries.class).resendAbandoned(caller, endpoint)).isEqualTo(3);
        await().until(() -> room.deliveries(caller).stream().allMatch(delivery -> delivery.state().equals("delivered")));
    }

    @Test
    void an_endpoint_that_fails_for_five_days_is_disabled_and_one_that_recovers_is_not() {
        receiver.answers(500);
        UUID endpoint = room.endpoint(caller, receiver.url("/hook")).endpoint().id();
        room.append(caller, "session.created");
        awaitAttempts(1);
        Instant since = room.clock().instant();
        assertThat(endpoint(endpoint).failingSince()).isEqualTo(since);

        receiver.answers(200);
        room.pass(Duration.ofMinutes(2));
        awaitState("delivered");
        assertThat(endpoint(endpoint).failingSince()).isNull();

        receiver.answers(500);
        room.append(caller, "session.detected");
        await().until(() -> endpoint(endpoint).failingSince() != null);
        room.pass(Duration.ofDays(5).minusMinutes(1));
        await().until(() -> room.deliveries(caller).getFirst().attempts() == 2);
        assertThat(endpoint(endpoint).enabled()).isTrue();
        room.pass(Duration.ofHours(1));
        await().until(() -> !endpoint(endpoint).enabled());
        assertThat(endpoint(endpoint).disabledReason()).isEqualTo("failing");
        assertThat(room.bean(Mails.class).latest(10)).anySatisfy(
                sent -> assertThat(sent.mail().text()).contains(receiver.url("/hook")).contains("failed for five days"));
    }

    @Test
    void a_test_event_says_that_it_is_none_and_is_tried_once_even_where_the_endpoint_is_disabled() {
        Caller live = EventsRoom.caller(true);
        UUID endpoint = room.bean(WebhookEndpoints.class).create(live,
                new NewEndpoint("https://shop.example.invalid/hook", null, List.of("*"))).endpoint().id();
        room.bean(WebhookEndpoints.class).change(live, endpoint,
                new EndpointChange(null, null, null, false));

        DeliveryView sent = room.bean(Deliveries.class).sendTest(live, endpoint, "session.paid");

        await().until(() -> room.deliveries(live).getFirst().state().equals("abandoned"));
        DeliveryWithAttempts log = room.bean(Deliveries.class).find(live, sent.id());
        assertThat(log.attempts()).hasSize(1);
        assertThat(log.body()).contains("\"livemode\":false").doesNotContain("\"livemode\":true");
        assertThat(room.bean(WebhookEndpoints.class).find(live, endpoint).failingSince()).isNull();
        assertThat(room.bean(Events.class).list(live,
                new EventQuery(List.of(), false, null, 10)).data()).isEmpty();
    }

    @Test
    void what_a_dead_node_had_claimed_comes_due_again_and_nothing_is_lost() {
        DeliveryLoop loop = room.bean(DeliveryLoop.class);
        loop.stop();
        try {
            room.endpoint(caller, receiver.url("/hook"));
            List<UUID> events = new ArrayList<>();
            for (int i = 0; i < 25; i++) {
                events.add(room.append(caller, "session.created"));
            }
            assertThat(claimOurs()).hasSize(25);
            assertThat(claimOurs()).isEmpty();

            room.clock().advance(Duration.ofSeconds(61));
            loop.start();
            await().until(() -> room.deliveries(caller).stream().allMatch(delivery -> delivery.state().equals("delivered")));
            assertThat(receiver.requests()).extracting(request -> request.header("webhook-id"))
                    .containsExactlyInAnyOrderElementsOf(events.stream().map(IdKind.EVENT::format).toList());
        } finally {
            loop.start();
        }
    }

    @Test
    void an_outcome_of_an_outdated_claim_changes_nothing_unless_it_is_a_success() {
        DeliveryLoop loop = room.bean(DeliveryLoop.class);
        loop.stop();
        try {
            room.endpoint(caller, receiver.url("/hook"));
            room.append(caller, "session.created");
            DueDelivery old = claimOurs().getFirst();
            room.clock().advance(Duration.ofSeconds(61));
            DueDelivery current = claimOurs().getFirst();
            assertThat(current.claim()).isEqualTo(old.claim() + 1);

            room.bean(Outcomes.class).write(List.of(Attempt.unwanted(old)));
            assertThat(room.deliveries(caller).getFirst().state()).isEqualTo("pending");

            room.bean(Outcomes.class).write(List.of(room.bean(Sender.class).send(refreshed(old))));
            assertThat(room.deliveries(caller).getFirst().state()).isEqualTo("delivered");
            room.bean(Outcomes.class).write(List.of(Attempt.unwanted(current)));
            assertThat(room.deliveries(caller).getFirst().state()).isEqualTo("delivered");
        } finally {
            loop.start();
        }
    }

    /** What a node claims, less what other tests have left behind. */
    private List<DueDelivery> claimOurs() {
        return room.bean(DueDeliveries.class).claim(List.of()).stream().filter(due -> due.scope().equals(caller.scope())).toList();
    }

    private DueDelivery refreshed(DueDelivery old) {
        return new DueDelivery(old.scope(), old.id(), old.claim(), old.tries(), room.clock().instant().plusSeconds(60), old.eventId(),
                old.sample(), old.body(), old.target(), null);
    }

    private boolean accepts(String secret, Receiver.Request request) throws Exception {
        long sentAt = Long.parseLong(request.header("webhook-timestamp"));
        String own = new Webhook(secret).sign(request.header("webhook-id"), sentAt, request.body());
        return List.of(request.header("webhook-signature").split(" ")).contains(own);
    }

    private EndpointView endpoint(UUID id) {
        return room.bean(WebhookEndpoints.class).find(caller, id);
    }

    private DeliveryView awaitState(String state) {
        await().until(() -> room.deliveries(caller).getFirst().state().equals(state));
        return room.deliveries(caller).getFirst();
    }

    private DeliveryView awaitAttempts(int attempts) {
        await().until(() -> room.deliveries(caller).getFirst().attempts() == attempts);
        return room.deliveries(caller).getFirst();
    }
}
