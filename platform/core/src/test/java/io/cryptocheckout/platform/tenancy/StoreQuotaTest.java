package io.cryptocheckout.platform.tenancy;

import static io.cryptocheckout.jooq.tenancy.Tables.ORGANIZATION;
import static io.cryptocheckout.jooq.tenancy.Tables.STORE;
import static org.assertj.core.api.Assertions.assertThat;

import io.cryptocheckout.platform.authority.Permission;
import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import io.cryptocheckout.platform.tenancy.PeopleRooms.Person;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How many stores somebody may have, and that a suspension has no way around it. */
class StoreQuotaTest {
    private static PeopleRooms rooms;

    @BeforeAll
    static void open() {
        rooms = new PeopleRooms();
    }

    @AfterAll
    static void close() {
        rooms.close();
    }

    @Test
    void the_default_plan_has_no_limit() {
        Person owner = rooms.owner();
        for (int i = 0; i < 5; i++) {
            assertThat(make(owner, organization(owner))).isNull();
        }
    }

    @Test
    void the_limit_counts_all_organizations_of_the_same_owners() {
        Person owner = rooms.owner();
        UUID first = organization(owner);
        give(first, 2);
        assertThat(make(owner, first)).isNull();
        assertThat(make(owner, first)).isEqualTo(Refusal.QUOTA_EXCEEDED);
        UUID second = rooms.organizations.create("Another", owner.id());
        give(second, 2);
        assertThat(make(owner, second)).as("another organization is no way around").isEqualTo(Refusal.QUOTA_EXCEEDED);
        assertThat(make(rooms.owner(), second)).as("an owner elsewhere counts for himself").isEqualTo(Refusal.QUOTA_EXCEEDED);
        Person other = rooms.owner();
        assertThat(make(other, organization(other))).isNull();
    }

    @Test
    void racing_creates_make_exactly_as_many_as_there_is_room_for() throws Exception {
        Person owner = rooms.owner();
        UUID organization = organization(owner);
        give(organization, 4);
        List<Callable<Boolean>> creates = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            creates.add(() -> make(owner, organization) == null);
        }
        int made = 0;
        try (ExecutorService racers = Executors.newFixedThreadPool(6)) {
            for (Future<Boolean> create : racers.invokeAll(creates)) {
                made += create.get() ? 1 : 0;
            }
        }
        assertThat(made).isEqualTo(3);
        assertThat(rooms.superuser().fetchCount(STORE, STORE.ORGANIZATION_ID.eq(organization))).isEqualTo(4);
    }

    @Test
    void whose_store_is_suspended_makes_no_other_one() {
        Person owner = rooms.owner();
        suspend(owner.store(), "Not clear who this is.");
        assertThat(make(owner, organization(owner))).isEqualTo(Refusal.STORE_SUSPENDED);
        assertThat(make(owner, rooms.organizations.create("Another", owner.id()))).isEqualTo(Refusal.STORE_SUSPENDED);
        suspend(owner.store(), null);
        assertThat(make(owner, organization(owner))).isNull();
    }

    @Test
    void nobody_comes_into_a_suspended_store() {
        Person owner = rooms.owner();
        Person invited = rooms.newcomer(owner.store());
        rooms.invitations.invite(rooms.caller(owner), new NewInvitation(invited.email(), Assignment.of(Role.SUPPORT), false));
        String token = rooms.token(invited.email());
        suspend(owner.store(), "Not clear who this is.");
        assertThat(refusal(() -> rooms.entrances.accept(token, invited.principal(), invited.email()))).isEqualTo(Refusal.STORE_SUSPENDED);
        suspend(owner.store(), null);
        assertThat(refusal(() -> rooms.entrances.accept(token, invited.principal(), invited.email()))).isNull();
    }

    @Test
    void an_agency_that_asked_is_not_let_into_a_suspended_store() {
        Person owner = rooms.owner();
        PeopleRooms.Agency agency = rooms.agency();
        Rights rights = new Rights(Set.of(Permission.SESSIONS_READ), Set.of());
        AgencyGrant grant = new AgencyGrant(rights, null);
        rooms.requests.ask(agency.owner().principal(), agency.id(), owner.store(), rights);
        UUID asked = rooms.accesses.list(rooms.caller(owner)).getFirst().id();
        suspend(owner.store(), "Not clear who this is.");
        assertThat(refusal(() -> rooms.accesses.approve(rooms.caller(owner), asked, grant))).isEqualTo(Refusal.STORE_SUSPENDED);
        suspend(owner.store(), null);
        assertThat(refusal(() -> rooms.accesses.approve(rooms.caller(owner), asked, grant))).isNull();
    }

    @Test
    void an_agency_sets_up_stores_within_its_plan() {
        PeopleRooms.Agency agency = rooms.agency();
        give(agency.id(), 1);
        Person template = rooms.owner();
        NewClient client = new NewClient("Client", "client@example.com",
                new Rights(Set.of(Permission.SESSIONS_READ), Set.of()));
        rooms.clients.open(agency.owner().principal(), agency.id(), rooms.caller(template), client);
        assertThat(refusal(() -> rooms.clients.open(agency.owner().principal(), agency.id(), rooms.caller(template), client)))
                .isEqualTo(Refusal.QUOTA_EXCEEDED);
    }

    private static @Nullable Refusal make(Person owner, UUID organization) {
        return refusal(() -> rooms.stores.create(new NewStore(organization, "One more", owner.id(), owner.email()), owner.principal()));
    }

    private static @Nullable Refusal refusal(Runnable tried) {
        try {
            tried.run();
            return null;
        } catch (Refused refused) {
            return refused.refusal();
        }
    }

    private static UUID organization(Person owner) {
        return Objects.requireNonNull(rooms.sees(owner)).organizationId();
    }

    private static void give(UUID organization, int stores) {
        UUID plan = rooms.database.asOperator("a test gives a plan", operators -> Plans.create(operators.sql(),
                UUID.randomUUID().toString(), new Terms(null, stores, null, null), rooms.clock));
        rooms.superuser().update(ORGANIZATION).set(ORGANIZATION.PLAN_ID, plan).where(ORGANIZATION.ID.eq(organization)).execute();
    }

    private static void suspend(UUID store, @Nullable String reason) {
        rooms.database.asOperator("a test suspends a store", operators -> reason == null
                ? StoreStanding.resume(operators.of(store))
                : StoreStanding.suspend(operators.of(store), reason, rooms.clock.instant()));
    }
}
