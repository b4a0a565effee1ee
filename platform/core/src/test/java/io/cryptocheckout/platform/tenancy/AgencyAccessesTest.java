package io.cryptocheckout.platform.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptocheckout.platform.audit.AuditEntry;
import io.cryptocheckout.platform.audit.AuditQuery;
import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.authority.Permission;
import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import io.cryptocheckout.platform.tenancy.PeopleRooms.Agency;
import io.cryptocheckout.platform.tenancy.PeopleRooms.Person;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AgencyAccessesTest {
    private static final Rights WORK = new Rights(
            Set.of(Permission.SESSIONS_READ, Permission.SESSIONS_WRITE, Permission.TEAM_MANAGE, Permission.TEAM_READ,
                    Permission.STORE_READ),
            Set.of(Permission.SESSIONS_READ));

    private static PeopleRooms rooms;

    private final Person owner = rooms.owner();
    private final Agency agency = rooms.agency();
    private final Person guest = agency.at(owner.store());

    @BeforeAll
    static void open() {
        rooms = new PeopleRooms();
    }

    @AfterAll
    static void close() {
        rooms.close();
    }

    @Test
    void anAgencyThatIsLetInHasItsRightsAndNoMoreUntilTheOwnerEndsIt() {
        assertThat(rooms.stores.find(owner.store(), guest.id())).isNull();
        UUID access = grant(null);

        StoreView store = rooms.sees(guest);
        assertThat(store.role()).isEqualTo("agency");
        assertThat(store.rights()).isEqualTo(WORK);
        assertThat(store.accessId()).isEqualTo(access);
        rooms.accesses.end(rooms.caller(owner), access);
        rooms.accesses.end(rooms.caller(owner), access);

        assertThat(rooms.stores.find(owner.store(), guest.id())).isNull();
        assertThat(rooms.accesses.rights(owner.store(), access)).isEqualTo(Rights.NONE);
        assertThat(rooms.log(owner)).containsExactly("agency.ended", "agency.granted", "store.created");
    }

    @Test
    void anAccessExpires() {
        UUID access = grant(rooms.clock.instant().plusSeconds(60));
        assertThat(rooms.sees(guest).accessId()).isEqualTo(access);
        rooms.clock.advance(Duration.ofSeconds(60));

        assertThat(rooms.stores.find(owner.store(), guest.id())).isNull();
        assertThat(rooms.accesses.rights(owner.store(), access)).isEqualTo(Rights.NONE);
        assertThat(rooms.accesses.list(rooms.caller(owner))).singleElement()
                .satisfies(one -> assertThat(one.status()).isEqualTo("expired"));
        grant(null);
        assertThat(rooms.sees(guest).accessId()).isNotEqualTo(access);
    }

    @Test
    void aChangeHoldsFromTheNextRequest() {
        UUID access = grant(null);
        Rights less = new Rights(Set.of(Permission.SESSIONS_READ), Set.of());
        rooms.accesses.change(rooms.caller(owner), access, new AgencyGrant(less, null));

        assertThat(rooms.sees(guest).rights()).isEqualTo(less);
        assertThat(rooms.accesses.rights(owner.store(), access)).isEqualTo(less);
        assertThat(rooms.log(owner)).startsWith("agency.changed");
    }

    @ParameterizedTest
    @EnumSource(value = Permission.class, names = {"STORE_OWN", "WALLET_READ", "WALLET_IMPORT", "WALLET_SIGN"})
    void whatNoAgencyCanHoldIsRefusedAndNothingIsGranted(Permission never) {
        Rights test = new Rights(Set.of(Permission.SESSIONS_READ, never), Set.of());
        Rights live = new Rights(Set.of(), Set.of(Permission.SESSIONS_READ, never));
        for (Rights wanted : List.of(test, live)) {
            refused(Refusal.FIELD_INVALID, () -> rooms.accesses.grant(rooms.caller(owner), agency.id(), new AgencyGrant(wanted, null)));
            refused(Refusal.FIELD_INVALID, () -> rooms.requests.ask(agency.owner().principal(), agency.id(), owner.store(), wanted));
        }
        assertThat(rooms.stores.find(owner.store(), guest.id())).isNull();
        UUID access = grant(null);
        refused(Refusal.FIELD_INVALID, () -> rooms.accesses.change(rooms.caller(owner), access, new AgencyGrant(test, null)));

        // Even a row that says otherwise gives nothing of it.
        rooms.superuser().execute("update tenancy.agency_access set test_permissions = test_permissions || ?::text where id = ?",
                never.wireName(), access);
        assertThat(rooms.sees(guest).rights()).isEqualTo(WORK);
        assertThat(rooms.accesses.rights(owner.store(), access)).isEqualTo(WORK);
    }

    @Test
    void onlyTheOwnerDecides() {
        UUID access = grant(null);
        Person admin = rooms.member(owner, Role.ADMIN);
        for (Person one : List.of(admin, guest)) {
            Caller caller = rooms.caller(one);
            AgencyGrant grant = new AgencyGrant(WORK, null);
            refused(Refusal.PERMISSION_MISSING, () -> rooms.accesses.list(caller));
            refused(Refusal.PERMISSION_MISSING, () -> rooms.accesses.grant(caller, agency.id(), grant));
            refused(Refusal.PERMISSION_MISSING, () -> rooms.accesses.approve(caller, access, grant));
            refused(Refusal.PERMISSION_MISSING, () -> rooms.accesses.change(caller, access, grant));
            refused(Refusal.PERMISSION_MISSING, () -> rooms.accesses.decline(caller, access));
            refused(Refusal.PERMISSION_MISSING, () -> rooms.accesses.end(caller, access));
        }
    }

    @Test
    void anotherStoresAccessIsNotFound() {
        UUID access = grant(null);
        Caller elsewhere = rooms.caller(rooms.owner());
        for (UUID id : List.of(access, UUID.randomUUID())) {
            refused(Refusal.NOT_FOUND, () -> rooms.accesses.end(elsewhere, id));
            refused(Refusal.NOT_FOUND, () -> rooms.accesses.decline(elsewhere, id));
            refused(Refusal.NOT_FOUND, () -> rooms.accesses.change(elsewhere, id, new AgencyGrant(WORK, null)));
            refused(Refusal.NOT_FOUND, () -> rooms.accesses.approve(elsewhere, id, new AgencyGrant(WORK, null)));
        }
        assertThat(rooms.accesses.list(elsewhere)).isEmpty();
        assertThat(rooms.sees(guest).accessId()).isEqualTo(access);
        assertThat(rooms.accesses.rights(elsewhere.scope().storeId(), access)).isEqualTo(Rights.NONE);
    }

    @Test
    void aRequestGivesNothingUntilTheOwnerApprovesItAndHeMayGiveLess() {
        rooms.requests.ask(agency.owner().principal(), agency.id(), owner.store(), WORK);
        rooms.requests.ask(agency.owner().principal(), agency.id(), owner.store(), WORK);
        assertThat(rooms.stores.find(owner.store(), guest.id())).isNull();
        AgencyAccessView asked = rooms.accesses.list(rooms.caller(owner)).getFirst();
        assertThat(asked.isRequested()).isTrue();
        assertThat(asked.askedBy()).isEqualTo(agency.owner().email());
        assertThat(mails(owner.email())).isEqualTo(1);

        Rights less = new Rights(Set.of(Permission.SESSIONS_READ), Set.of());
        rooms.accesses.approve(rooms.caller(owner), asked.id(), new AgencyGrant(less, null));
        assertThat(rooms.sees(guest).rights()).isEqualTo(less);
        refused(Refusal.NOT_FOUND, () -> rooms.accesses.approve(rooms.caller(owner), asked.id(), new AgencyGrant(WORK, null)));
        refused(Refusal.AGENCY_ACCESS_EXISTS, () -> grant(null));
        assertThat(rooms.log(owner)).containsExactly("agency.granted", "agency.requested", "store.created");
    }

    @Test
    void whoeverWasDeclinedDoesNotAskAgainForAWeekAndCannotTell() {
        rooms.requests.ask(agency.owner().principal(), agency.id(), owner.store(), WORK);
        rooms.accesses.decline(rooms.caller(owner), rooms.accesses.list(rooms.caller(owner)).getFirst().id());
        rooms.requests.ask(agency.owner().principal(), agency.id(), owner.store(), WORK);
        rooms.requests.ask(agency.owner().principal(), agency.id(), UUID.randomUUID(), WORK);
        assertThat(mails(owner.email())).isEqualTo(1);
        rooms.clock.advance(AgencyRequests.QUIET);
        rooms.requests.ask(agency.owner().principal(), agency.id(), owner.store(), WORK);

        assertThat(mails(owner.email())).isEqualTo(2);
        assertThat(rooms.log(owner)).startsWith("agency.requested", "agency.declined", "agency.requested");
    }

    @Test
    void onlyAnAgencysOwnPeopleAskInItsName() {
        Person stranger = rooms.newcomer(owner.store());
        UUID merchant = rooms.organizations.create("Merchant", stranger.id());

        refused(Refusal.NOT_FOUND, () -> rooms.requests.ask(stranger.principal(), agency.id(), owner.store(), WORK));
        refused(Refusal.NOT_FOUND, () -> rooms.requests.ask(stranger.principal(), merchant, owner.store(), WORK));
        refused(Refusal.FIELD_INVALID, () -> rooms.accesses.grant(rooms.caller(owner), merchant, new AgencyGrant(WORK, null)));
        refused(Refusal.FIELD_INVALID, () -> rooms.accesses.grant(rooms.caller(owner), UUID.randomUUID(), new AgencyGrant(WORK, null)));
        refused(Refusal.NOT_FOUND, () -> rooms.organizations.change(stranger.id(), agency.id(), false));
        assertThat(mails(owner.email())).isZero();
    }

    @Test
    void anAgencyLeavesByItsOwnersAloneAndEndsBeingOneOnlyWithoutClients() {
        grant(null);
        Person worker = colleague(false);
        assertThat(rooms.sees(worker).role()).isEqualTo("agency");
        refused(Refusal.NOT_FOUND, () -> rooms.accesses.leave(rooms.caller(worker)));
        refused(Refusal.NOT_FOUND, () -> rooms.accesses.leave(rooms.caller(owner)));
        refused(Refusal.AGENCY_ACCESS_EXISTS, () -> rooms.organizations.change(guest.id(), agency.id(), false));
        rooms.accesses.leave(rooms.caller(guest));

        assertThat(rooms.stores.find(owner.store(), guest.id())).isNull();
        assertThat(rooms.stores.find(owner.store(), worker.id())).isNull();
        rooms.organizations.change(guest.id(), agency.id(), false);
        AuditEntry left = rooms.audit.list(rooms.caller(owner), AuditQuery.newest(1)).getFirst();
        assertThat(left.act().action()).isEqualTo("agency.left");
        assertThat(left.actor().origin().accessId()).isNotNull();
    }

    @Test
    void whoeverAnAgencyInvitedGoesWithItUntilTheOwnerAdoptsHim() {
        UUID access = grant(null);
        Person brought = rooms.newcomer(owner.store());
        Rights offered = new Rights(Set.of(Permission.SESSIONS_READ, Permission.TEAM_READ), Set.of());
        UUID role = rooms.roles.create(rooms.caller(owner), "Desk", offered).id();
        rooms.invitations.invite(rooms.caller(guest),
                new NewInvitation(brought.email(), new Assignment(Role.CUSTOM, role, Set.of()), false));
        rooms.entrances.accept(rooms.token(brought.email()), brought.principal(), brought.email());
        assertThat(rooms.sees(brought).rights()).isEqualTo(offered);

        rooms.accesses.change(rooms.caller(owner), access,
                new AgencyGrant(new Rights(Set.of(Permission.SESSIONS_READ), Set.of()), null));
        assertThat(rooms.sees(brought).rights().test()).containsExactly(Permission.SESSIONS_READ);
        rooms.accesses.end(rooms.caller(owner), access);
        assertThat(rooms.stores.find(owner.store(), brought.id())).isNull();
        refused(Refusal.PERMISSION_MISSING, () -> rooms.members.adopt(rooms.caller(brought), brought.id()));

        rooms.members.adopt(rooms.caller(owner), brought.id());
        assertThat(rooms.sees(brought).rights()).isEqualTo(offered);
        assertThat(rooms.log(owner)).startsWith("agency.adopted", "agency.ended");
    }

    @Test
    void anAgencysInvitationStandsStillUntilItIsAdopted() {
        UUID access = grant(null);
        Person invited = rooms.newcomer(owner.store());
        UUID role = rooms.roles.create(rooms.caller(owner), "Night", new Rights(Set.of(Permission.SESSIONS_READ), Set.of())).id();
        rooms.invitations.invite(rooms.caller(guest),
                new NewInvitation(invited.email(), new Assignment(Role.CUSTOM, role, Set.of()), false));
        String token = rooms.token(invited.email());
        rooms.accesses.end(rooms.caller(owner), access);
        refused(Refusal.INVITATION_INVALID, () -> rooms.entrances.accept(token, invited.principal(), invited.email()));

        UUID invitation = rooms.invitations.list(rooms.caller(owner)).getFirst().id();
        rooms.invitations.adopt(rooms.caller(owner), invitation);
        rooms.entrances.accept(token, invited.principal(), invited.email());
        assertThat(rooms.sees(invited).accessId()).isNull();
    }

    @Test
    void aSeatIsTakenByTheInvitedAloneOnceAndTheLastOwnerStays() {
        grant(null);
        Person worker = colleague(true);
        refused(Refusal.INVITATION_INVALID,
                () -> rooms.seats.accept(rooms.token(worker.email()), worker.principal(), worker.email()));
        rooms.seats.invite(guest.principal(), agency.id(), "x" + worker.email(), false);
        String foreign = rooms.token("x" + worker.email());
        refused(Refusal.INVITATION_INVALID, () -> rooms.seats.accept(foreign, worker.principal(), worker.email()));
        rooms.clock.advance(Invitations.LIFE);
        refused(Refusal.INVITATION_INVALID, () -> rooms.seats.look(foreign));

        rooms.seats.remove(worker.principal(), agency.id(), guest.id());
        assertThat(rooms.stores.find(owner.store(), guest.id())).isNull();
        refused(Refusal.LAST_OWNER, () -> rooms.seats.remove(worker.principal(), agency.id(), worker.id()));
        refused(Refusal.NOT_FOUND, () -> rooms.seats.invite(guest.principal(), agency.id(), "a@example.com", true));
        refused(Refusal.NOT_FOUND, () -> rooms.seats.list(guest.principal(), agency.id()));
        assertThat(rooms.sees(worker).role()).isEqualTo("agency");
    }

    @Test
    void aClientsStoreHasTheSettingsOfAnotherAndBelongsToNobodyUntilTheClientComes() {
        Caller template = rooms.caller(owner);
        StoreSettings before = rooms.stores.settings(template.scope());
        StoreRules rules = new StoreRules(Duration.ofMinutes(45), before.rules().grace(), before.rules().tolerance(),
                before.rules().latePolicy(), before.rules().confirmations(), before.rules().finalizedFromUsd(),
                before.rules().stablecoinsAtPar());
        rooms.stores.change(template,
                new StoreSettings(before.name(), "https://example.com/logo.png", "#112233", before.checkoutVersion(), rules));
        Person client = rooms.newcomer(owner.store());
        UUID made = rooms.clients.open(guest.principal(), agency.id(), template, new NewClient("Client's shop", client.email(), WORK));
        Person there = new Person(made, client.id(), client.email());

        assertThat(rooms.stores.settings(template.scope()).name()).isEqualTo("Store");
        StoreSettings copied = rooms.stores.settings(rooms.caller(agency.at(made)).scope());
        assertThat(copied.rules().expiry()).isEqualTo(Duration.ofMinutes(45));
        assertThat(copied.colour()).isEqualTo("#112233");
        assertThat(copied.logoUrl()).isNull();
        assertThat(rooms.sees(agency.at(made)).rights()).isEqualTo(WORK);
        assertThat(rooms.stores.ownersOf(made)).isEmpty();

        // The first link is replaced, and the agency's going does not end the second one.
        String lost = rooms.token(client.email());
        rooms.clock.advance(Duration.ofMillis(5));
        rooms.clients.handOver(rooms.caller(agency.at(made)), client.email());
        refused(Refusal.INVITATION_INVALID, () -> rooms.entrances.look(lost));
        rooms.accesses.leave(rooms.caller(agency.at(made)));
        rooms.entrances.accept(rooms.token(client.email()), client.principal(), client.email());
        assertThat(rooms.sees(there).role()).isEqualTo("owner");
        assertThat(rooms.sees(there).organizationId()).isNotEqualTo(agency.id());
        assertThat(rooms.log(there)).containsExactly("store.handed_over", "member.joined", "agency.left", "member.invited",
                "member.invited", "agency.granted", "store.created");
    }

    @Test
    void onlyAnOwnerHandsOverAStoreThatHasOneAndLeavesIt() {
        grant(null);
        Person client = rooms.newcomer(owner.store());
        refused(Refusal.PERMISSION_MISSING, () -> rooms.clients.handOver(rooms.caller(guest), client.email()));
        refused(Refusal.NOT_FOUND, () -> rooms.clients.open(client.principal(), agency.id(), rooms.caller(owner),
                new NewClient("Mine", client.email(), WORK)));
        rooms.clients.handOver(rooms.caller(owner), client.email());
        rooms.entrances.accept(rooms.token(client.email()), client.principal(), client.email());

        assertThat(rooms.stores.find(owner.store(), owner.id())).isNull();
        assertThat(rooms.stores.ownersOf(owner.store())).containsExactly(client.id());
        assertThat(rooms.log(client)).startsWith("store.handed_over", "member.removed", "member.joined");
    }

    private UUID grant(@Nullable Instant expiry) {
        return rooms.accesses.grant(rooms.caller(owner), agency.id(), new AgencyGrant(WORK, expiry));
    }

    /** One more person of the agency. */
    private Person colleague(boolean asOwner) {
        Person invited = rooms.newcomer(owner.store());
        rooms.seats.invite(guest.principal(), agency.id(), invited.email(), asOwner);
        String token = rooms.token(invited.email());
        assertThat(rooms.seats.look(token).organization()).isEqualTo("Agency");
        rooms.seats.accept(token, invited.principal(), invited.email());
        return invited;
    }

    private static long mails(String email) {
        return rooms.mails.latest(10_000).stream().filter(mail -> mail.mail().recipient().equals(email)).count();
    }

    private static void refused(Refusal why, ThrowingCallable act) {
        assertThatThrownBy(act).isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.refusal()).isEqualTo(why));
    }
}
