package io.cryptocheckout.platform.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.authority.Permission;
import io.cryptocheckout.platform.authority.Principal;
import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.database.Database;
import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import io.cryptocheckout.platform.tenancy.TestStores;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An app has to do with the endpoints that it made, and with no others of the store. */
class AppEndpointsTest {
    private static EventsRoom room;
    private static WebhookEndpoints endpoints;
    private static Deliveries deliveries;

    private final Receiver receiver = new Receiver();
    private final Caller owner = owner();
    private final Caller app = app();

    @BeforeAll
    static void open() {
        room = new EventsRoom();
        endpoints = room.bean(WebhookEndpoints.class);
        deliveries = room.bean(Deliveries.class);
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
    void anAppMakesAnEndpointReadsItsSecretOnceAndIsSentTo() {
        EndpointWithSecret made = room.endpoint(app, receiver.url("/hook"));
        assertThat(made.secret()).startsWith("whsec_");
        assertThat(made.endpoint().grantId()).isEqualTo(app.principal().id());
        room.append(owner, "session.paid");
        await().atMost(Duration.ofSeconds(30)).until(() -> receiver.requests().size() == 1);
        assertThat(endpoints.list(owner)).as("the store sees it too").hasSize(1);
        endpoints.rotateSecret(app, made.endpoint().id(), Duration.ZERO);
        endpoints.delete(app, made.endpoint().id());
        assertThat(endpoints.list(owner)).isEmpty();
    }

    @Test
    void theStoresEndpointsAndThoseOfOtherAppsAreNoneOfItsOwn() {
        UUID own = room.endpoint(app, receiver.url("/own")).endpoint().id();
        for (UUID foreign : List.of(room.endpoint(owner, receiver.url("/stores")).endpoint().id(),
                room.endpoint(app(), receiver.url("/others")).endpoint().id())) {
            assertThat(endpoints.find(app, foreign)).isNull();
            refused(() -> endpoints.change(app, foreign, new EndpointChange(null, "mine", null, null)));
            refused(() -> endpoints.rotateSecret(app, foreign, Duration.ZERO));
            refused(() -> endpoints.delete(app, foreign));
            refused(() -> deliveries.sendTest(app, foreign, "session.paid"));
            refused(() -> deliveries.resendAbandoned(app, foreign));
            UUID delivery = deliveries.sendTest(owner, foreign, "session.paid").id();
            assertThat(deliveries.find(app, delivery)).isNull();
            refused(() -> deliveries.resend(app, delivery));
            assertThat(deliveries.list(app, new DeliveryQuery(foreign, null, null, null, 10)).data()).isEmpty();
        }
        UUID delivery = deliveries.sendTest(app, own, "session.paid").id();
        assertThat(endpoints.list(app)).extracting(EndpointView::id).containsExactly(own);
        assertThat(deliveries.list(app, new DeliveryQuery(null, null, null, null, 10)).data()).extracting(DeliveryView::id)
                .containsExactly(delivery);
        assertThat(deliveries.find(app, delivery)).isNotNull();
        assertThat(endpoints.list(owner)).hasSize(3);
        assertThat(deliveries.list(owner, new DeliveryQuery(null, null, null, null, 10)).data()).hasSize(3);
    }

    @Test
    void nothingIsSentOnceWhatTheAppWasGrantedEnded() {
        room.endpoint(app, receiver.url("/hook"));
        room.end(app.principal().id());
        room.append(owner, "session.paid");
        await().atMost(Duration.ofSeconds(30)).until(() -> room.deliveries(owner).getFirst().state().equals("abandoned"));
        assertThat(room.deliveries(owner).getFirst().lastError()).contains("The app that set up the endpoint is disconnected");
        assertThat(receiver.requests()).isEmpty();
    }

    @Test
    void whoeverSwitchesOnWhatADisconnectedAppLeftMakesItTheStoresOwn() {
        UUID id = room.endpoint(app, receiver.url("/hook")).endpoint().id();
        UUID off = room.endpoint(app, receiver.url("/off")).endpoint().id();
        endpoints.change(owner, off, new EndpointChange(null, null, null, false));
        room.end(app.principal().id());
        room.bean(Database.class).in(owner.scope(), tx -> {
            endpoints.disconnect(tx, owner.principal(), app.principal().id());
            return true;
        });
        assertThat(endpoints.find(owner, id).disabledReason()).isEqualTo("disconnected");
        assertThat(endpoints.find(owner, id).needsCare()).isFalse();
        assertThat(endpoints.find(owner, off).disabledReason()).as("it was off before").isEqualTo("disconnected");
        endpoints.change(owner, id, new EndpointChange(null, null, null, true));

        assertThat(endpoints.find(owner, id).grantId()).isNull();
        room.append(owner, "session.paid");
        await().atMost(Duration.ofSeconds(30)).until(() -> receiver.requests().size() == 1);
    }

    private static Caller owner() {
        UUID person = UUID.randomUUID();
        UUID store = TestStores.create(room.bean(Database.class), room.clock(), person);
        return new Caller(new Scope(store, false), EnumSet.allOf(Permission.class),
                new Principal(Principal.Kind.ACCOUNT, person, "owner@example.com"));
    }

    private Caller app() {
        return new Caller(owner.scope(), EnumSet.of(Permission.WEBHOOKS_READ, Permission.WEBHOOKS_WRITE),
                new Principal(Principal.Kind.APP, UUID.randomUUID(), "Order desk"));
    }

    private static void refused(ThrowingCallable act) {
        assertThatThrownBy(act).isInstanceOfSatisfying(Refused.class,
                refused -> assertThat(refused.refusal()).isEqualTo(Refusal.NOT_FOUND));
    }
}
