package io.cryptocheckout.platform.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptocheckout.platform.authority.Permission;
import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import io.cryptocheckout.platform.tenancy.PeopleRooms.Person;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InvitationsTest {
    private static PeopleRooms rooms;

    private final Person owner = rooms.owner();
    private final Person guest = rooms.newcomer(owner.store());

    @BeforeAll
    static void open() {
        rooms = new PeopleRooms();
    }

    @AfterAll
    static void close() {
        rooms.close();
    }

    @Test
    void whoeverIsInvitedSeesTheOfferAndComesIn() {
        String token = invite(Role.DEVELOPER);

        Invited offer = rooms.entrances.look(token);
        assertThat(offer.storeName()).isEqualTo("Store");
        assertThat(offer.roleName()).isEqualTo("developer");
        assertThat(offer.invitedBy()).isEqualTo(owner.email());
        assertThat(rooms.invitations.list(rooms.caller(owner))).singleElement().satisfies(open -> assertThat(open.works()).isTrue());

        assertThat(rooms.entrances.accept(token, guest.principal(), guest.email().toUpperCase(java.util.Locale.ROOT)))
                .isEqualTo(owner.store());
        assertThat(rooms.sees(guest).role()).isEqualTo("developer");
        assertThat(rooms.invitations.list(rooms.caller(owner))).isEmpty();
        assertThat(rooms.log(owner)).containsExactly("member.joined", "member.invited", "store.created");
    }

    @Test
    void theTokenIsKeptNowhere() {
        String token = invite(Role.SUPPORT);
        String rows = rooms.superuser().fetch("select * from tenancy.invitation").toString()
                + rooms.superuser().fetch("select * from audit.entry");

        assertThat(rows).contains(guest.email()).doesNotContain(token);
    }

    @Test
    void aLinkWorksOnce() {
        String token = invite(Role.SUPPORT);
        rooms.entrances.accept(token, guest.principal(), guest.email());

        invalid(() -> rooms.entrances.accept(token, guest.principal(), guest.email()));
        invalid(() -> rooms.entrances.look(token));
    }

    @Test
    void aLinkThatIsFollowedTwiceAtOnceMakesOneMember() throws Exception {
        String token = invite(Role.SUPPORT);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> coming = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                coming.add(threads.submit(() -> cameIn(token)));
            }
            int came = 0;
            for (Future<Boolean> one : coming) {
                came += one.get() ? 1 : 0;
            }
            assertThat(came).isEqualTo(1);
        }
        assertThat(rooms.members.list(rooms.caller(owner))).hasSize(2);
    }

    @Test
    void aLinkExpiresAfterSevenDays() {
        String token = invite(Role.SUPPORT);
        rooms.clock.advance(Invitations.LIFE.minus(Duration.ofMillis(10)));
        rooms.entrances.look(token);
        rooms.clock.advance(Duration.ofMillis(10));

        invalid(() -> rooms.entrances.accept(token, guest.principal(), guest.email()));
        assertThat(rooms.invitations.list(rooms.caller(owner))).singleElement().satisfies(open -> assertThat(open.works()).isFalse());
        assertThat(rooms.stores.find(owner.store(), guest.id())).isNull();
    }

    @Test
    void aLinkTakenBackEndsAtOnceAndANewOneReplacesTheOld() {
        String first = invite(Role.SUPPORT);
        String second = invite(Role.DEVELOPER);
        invalid(() -> rooms.entrances.look(first));

        InvitationView open = rooms.invitations.list(rooms.caller(owner)).getFirst();
        rooms.invitations.revoke(rooms.caller(owner), open.id());
        rooms.invitations.revoke(rooms.caller(owner), open.id());
        invalid(() -> rooms.entrances.accept(second, guest.principal(), guest.email()));
        assertThat(rooms.log(owner)).containsExactly("invitation.revoked", "member.invited", "member.invited", "store.created");
    }

    @Test
    void somebodyElsesInvitationIsOfNoUse() {
        String token = invite(Role.OWNER);
        Person thief = rooms.newcomer(owner.store());

        invalid(() -> rooms.entrances.accept(token, thief.principal(), thief.email()));
        assertThat(rooms.stores.find(owner.store(), thief.id())).isNull();
        rooms.entrances.accept(token, guest.principal(), guest.email());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "../../etc/passwd", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "\u0000", "'; drop table"})
    void aMadeUpTokenIsRefusedLikeAnyOther(String token) {
        invalid(() -> rooms.entrances.look(token));
        invalid(() -> rooms.entrances.accept(token, guest.principal(), guest.email()));
    }

    @Test
    void aMemberIsNotMadeAMemberAgain() {
        Person member = rooms.member(owner, Role.ADMIN);
        rooms.invitations.invite(rooms.caller(owner), new NewInvitation(member.email(), Assignment.of(Role.SUPPORT), false));

        refused(Refusal.MEMBER_EXISTS, () -> rooms.entrances.accept(rooms.token(member.email()), member.principal(), member.email()));
        assertThat(rooms.sees(member).role()).isEqualTo("admin");
    }

    @Test
    void whoeverIsTakenOutTakesHisInvitationsWithHim() {
        Person admin = rooms.member(owner, Role.ADMIN);
        rooms.invitations.invite(rooms.caller(admin), new NewInvitation(guest.email(), Assignment.of(Role.ADMIN), false));
        String token = rooms.token(guest.email());
        rooms.members.remove(rooms.caller(owner), admin.id());

        invalid(() -> rooms.entrances.accept(token, guest.principal(), guest.email()));
    }

    @Test
    void anotherStoresInvitationCannotBeTakenBackOrGivenItsRole() {
        invite(Role.SUPPORT);
        Person elsewhere = rooms.owner();
        UUID invitation = rooms.invitations.list(rooms.caller(owner)).getFirst().id();
        UUID role = rooms.roles.create(rooms.caller(owner), "Cashier", new Rights(Set.of(Permission.SESSIONS_READ), Set.of())).id();

        refused(Refusal.NOT_FOUND, () -> rooms.invitations.revoke(rooms.caller(elsewhere), invitation));
        refused(Refusal.NOT_FOUND, () -> rooms.invitations.invite(rooms.caller(elsewhere),
                new NewInvitation("x@example.com", new Assignment(Role.CUSTOM, role, Set.of()), false)));
        assertThat(rooms.invitations.list(rooms.caller(owner))).hasSize(1);
    }

    @Test
    void aStoreIsHandedOverToTheOrganizationOfItsNewOwner() {
        UUID home = rooms.organizations.create("Client Ltd", guest.id());
        rooms.invitations.invite(rooms.caller(owner), new NewInvitation(guest.email(), Assignment.of(Role.OWNER), true));
        rooms.entrances.accept(rooms.token(guest.email()), guest.principal(), guest.email());

        assertThat(rooms.sees(guest).organizationId()).isEqualTo(home);
        assertThat(rooms.sees(guest).role()).isEqualTo("owner");
        assertThat(rooms.log(guest)).startsWith("store.handed_over", "member.removed", "member.joined");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nobody", "a@b c", "@example.com", "a@", "a@b\n.com"})
    void anAddressThatIsNoneIsRefusedAndNothingIsMailed(String email) {
        int before = rooms.mails.latest(10_000).size();

        refused(Refusal.FIELD_INVALID,
                () -> rooms.invitations.invite(rooms.caller(owner), new NewInvitation(email, Assignment.of(Role.SUPPORT), false)));
        assertThat(rooms.mails.latest(10_000)).hasSize(before);
    }

    @Test
    void aStoreHasNoMoreThanFiftyOpenInvitations() {
        for (int i = 0; i < 50; i++) {
            rooms.invitations.invite(rooms.caller(owner),
                    new NewInvitation("guest" + i + "@example.com", Assignment.of(Role.SUPPORT), false));
        }
        refused(Refusal.INVITATION_LIMIT_REACHED, () -> invite(Role.SUPPORT));
        rooms.invitations.invite(rooms.caller(owner), new NewInvitation("guest7@example.com", Assignment.of(Role.ADMIN), false));
    }

    private String invite(Role role) {
        rooms.invitations.invite(rooms.caller(owner), new NewInvitation(guest.email(), Assignment.of(role), false));
        rooms.clock.advance(Duration.ofMillis(5));
        return rooms.token(guest.email());
    }

    private boolean cameIn(String token) {
        try {
            rooms.entrances.accept(token, guest.principal(), guest.email());
            return true;
        } catch (Refused refused) {
            return false;
        }
    }

    private static void invalid(ThrowingCallable act) {
        refused(Refusal.INVITATION_INVALID, act);
    }

    private static void refused(Refusal why, ThrowingCallable act) {
        assertThatThrownBy(act).isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.refusal()).isEqualTo(why));
    }
}
