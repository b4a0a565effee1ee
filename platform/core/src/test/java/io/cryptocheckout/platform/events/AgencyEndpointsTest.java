package io.cryptocheckout.platform.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.authority.Origin;
import io.cryptocheckout.platform.authority.Permission;
import io.cryptocheckout.platform.authority.Principal;
import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.database.Database;
import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import io.cryptocheckout.platform.tenancy.AgencyAccesses;
import io.cryptocheckout.platform.tenancy.AgencyGrant;
import io.cryptocheckout.platform.tenancy.Organizations;
import io.cryptocheckout.platform.tenancy.Rights;
import io.cryptocheckout.platform.tenancy.TestStores;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Endpoints that an agency's people set up in a client's store. */
class AgencyEndpointsTest {
    private static final Set<Permission> MAY = Set.of(Permission.WEBHOOKS_READ, Permission.WEBHOOKS_WRITE);

    private static EventsRoom room;
    private static WebhookEndpoints endpoints;
    private static AgencyAccesses accesses;

    private final Receiver receiver = new Receiver();
    private Caller owner;
    private UUID access;
    private Caller guest;

    @BeforeAll
    static void open() {
        room = new EventsRoom();
        endpoints = room.bean(WebhookEndpoints.class);
        accesses = room.bean(AgencyAccesses.class);
    }

    @AfterAll
    static void close() {
        room.close();
    }

    @BeforeEach
    void letIn() {
        UUID person = UUID.randomUUID();
        UUID worker = UUID.randomUUID();
        UUID store = TestStores.create(room.bean(Database.class), room.clock(), person);
        owner = new Caller(new Scope(store, false), EnumSet.allOf(Permission.class),
                new Principal(Principal.Kind.ACCOUNT, person, "owner@example.com"));
        Organizations organizations = room.bean(Organizations.class);
        UUID agency = organizations.create("Agency", worker);
        organizations.change(worker, agency, true);
        access = accesses.grant(owner, agency, new AgencyGrant(new Rights(MAY, Set.of()), null));
        guest = new Caller(owner.scope(), MAY,
                new Principal(Principal.Kind.ACCOUNT, worker, "worker@example.com", new Origin("192.0.2.1", access)));
    }

    @AfterEach
    void closeReceiver() {
        receiver.close();
    }

    @Test
    void nothingIsSentOnceTheAccessEndedAndAllCanBeSentOnceTheOwnerAdoptedTheEndpoint() {
        UUID id = room.endpoint(guest, receiver.url("/hook")).endpoint().id();
        room.append(owner, "session.paid");
        await().until(() -> receiver.requests().size() == 1);
        accesses.end(owner, access);
        room.append(owner, "session.paid");

        DeliveryView abandoned = awaitNewest("abandoned");
        assertThat(abandoned.lastError()).contains("The agency that set up the endpoint has no access any more");
        endpoints.adopt(owner, id);
        endpoints.adopt(owner, id);
        assertThat(receiver.requests()).hasSize(1);
        assertThat(room.bean(Deliveries.class).resendAbandoned(owner, id)).isEqualTo(1);
        awaitNewest("delivered");
        assertThat(receiver.requests()).hasSize(2);
        assertThat(adoptions()).isEqualTo(1);
    }

    @Test
    void anAccessThatNoLongerCoversWebhooksOrExpiresEndsTheSendingToo() {
        room.endpoint(guest, receiver.url("/hook"));
        accesses.change(owner, access, new AgencyGrant(new Rights(Set.of(Permission.WEBHOOKS_READ), Set.of()), null));
        room.append(owner, "session.paid");
        awaitNewest("abandoned");
        accesses.change(owner, access, new AgencyGrant(new Rights(MAY, Set.of()), room.clock().instant().plusSeconds(60)));
        room.clock().advance(Duration.ofSeconds(60));
        room.append(owner, "session.paid");
        awaitNewest("abandoned");

        assertThat(receiver.requests()).isEmpty();
    }

    @Test
    void anEndpointOfTheStoreThatAnAgencyLeadsElsewhereRestsOnItsAccess() {
        UUID led = room.endpoint(owner, receiver.url("/own")).endpoint().id();
        assertThat(endpoints.find(owner, led).accessId()).isNull();
        endpoints.change(guest, led, new EndpointChange(receiver.url("/own"), "described", null, null));
        assertThat(endpoints.find(owner, led).accessId()).as("it leads where it led").isNull();
        endpoints.change(guest, led, new EndpointChange(receiver.url("/agency"), null, null, null));
        assertThat(endpoints.find(owner, led).accessId()).isEqualTo(access);
        accesses.end(owner, access);
        room.append(owner, "session.paid");

        awaitNewest("abandoned");
        assertThat(receiver.requests()).isEmpty();
    }

    @Test
    void aSecretThatAnAgencyKnowsRestsOnItsAccess() {
        UUID id = room.endpoint(owner, receiver.url("/own")).endpoint().id();
        endpoints.rotateSecret(guest, id, Duration.ZERO);
        assertThat(endpoints.find(owner, id).accessId()).isEqualTo(access);
    }

    @Test
    void onlyTheOwnerOfThatStoreAdopts() {
        UUID id = room.endpoint(guest, receiver.url("/hook")).endpoint().id();
        refused(Refusal.PERMISSION_MISSING, () -> endpoints.adopt(guest, id));
        refused(Refusal.NOT_FOUND, () -> endpoints.adopt(EventsRoom.caller(false), id));
        assertThat(endpoints.find(owner, id).accessId()).isEqualTo(access);
    }

    private DeliveryView awaitNewest(String state) {
        await().atMost(Duration.ofSeconds(30)).until(() -> room.deliveries(owner).getFirst().state().equals(state));
        return room.deliveries(owner).getFirst();
    }

    private long adoptions() {
        return room.superuser().fetchSingle("select count(*) from audit.entry where store_id = ? and action = 'agency.adopted'",
                owner.scope().storeId()).get(0, Long.class);
    }

    private static void refused(Refusal why, ThrowingCallable act) {
        assertThatThrownBy(act).isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.refusal()).isEqualTo(why));
    }
}
