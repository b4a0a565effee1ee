package io.cryptocheckout.platform.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptocheckout.platform.audit.AuditQuery;
import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.authority.Permission;
import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import io.cryptocheckout.platform.tenancy.PeopleRooms.Person;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MembersTest {
    private static PeopleRooms rooms;

    private final Person owner = rooms.owner();

    @BeforeAll
    static void open() {
        rooms = new PeopleRooms();
    }

    @AfterAll
    static void close() {
        rooms.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            // role | in test mode | in live mode
            "ADMIN | sessions:read sessions:write webhooks:read webhooks:write events:read store:read reports:read team:read audit:read"
                    + " keys:manage team:manage apps:manage store:write | sessions:read sessions:write webhooks:read webhooks:write events:read"
                    + " store:read reports:read team:read audit:read keys:manage team:manage apps:manage store:write",
            "DEVELOPER | sessions:read sessions:write webhooks:read webhooks:write events:read store:read keys:manage team:read"
                    + " | sessions:read store:read team:read",
            "SUPPORT | sessions:read store:read | sessions:read store:read",
            "ACCOUNTANT | sessions:read store:read reports:read audit:read | sessions:read store:read reports:read audit:read"})
    void aRoleGivesThisAndNoMore(Role role, String test, String live) {
        StoreView store = rooms.sees(rooms.member(owner, role));

        assertThat(store.permissions(false)).extracting(Permission::wireName).containsExactlyInAnyOrder(test.split(" "));
        assertThat(store.permissions(true)).extracting(Permission::wireName).containsExactlyInAnyOrder(live.split(" "));
    }

    @Test
    void aDeveloperIsGivenLiveKeysApart() {
        Person developer = rooms.member(owner, new Assignment(Role.DEVELOPER, null, Set.of(Permission.KEYS_MANAGE)));
        assertThat(rooms.sees(developer).permissions(true)).contains(Permission.KEYS_MANAGE).doesNotContain(Permission.WEBHOOKS_WRITE);

        rooms.members.change(rooms.caller(owner), developer.id(), Assignment.of(Role.DEVELOPER));
        assertThat(rooms.sees(developer).permissions(true)).doesNotContain(Permission.KEYS_MANAGE);
    }

    @Test
    void aChangeAndARemovalHoldFromTheNextRequestAndAreLogged() {
        Person admin = rooms.member(owner, Role.ADMIN);
        rooms.members.change(rooms.caller(owner), admin.id(), Assignment.of(Role.SUPPORT));
        assertThat(rooms.sees(admin).role()).isEqualTo("support");

        rooms.members.remove(rooms.caller(owner), admin.id());
        assertThat(rooms.stores.find(owner.store(), admin.id())).isNull();
        assertThat(rooms.stores.storesOf(admin.id())).isEmpty();
        assertThat(rooms.log(owner)).containsExactly("member.removed", "member.changed", "member.joined", "member.invited",
                "store.created");
    }

    @Test
    void nobodyGivesWhatHeHasNotNorTakesIt() {
        Person admin = rooms.member(owner, Role.ADMIN);
        Person other = rooms.member(owner, Role.SUPPORT);
        Person second = rooms.member(owner, Role.OWNER);

        refused(Refusal.RIGHTS_EXCEEDED, () -> rooms.members.change(rooms.caller(admin), other.id(), Assignment.of(Role.OWNER)));
        refused(Refusal.RIGHTS_EXCEEDED, () -> rooms.members.change(rooms.caller(admin), admin.id(), Assignment.of(Role.OWNER)));
        refused(Refusal.RIGHTS_EXCEEDED, () -> rooms.members.change(rooms.caller(admin), second.id(), Assignment.of(Role.SUPPORT)));
        refused(Refusal.RIGHTS_EXCEEDED, () -> rooms.members.remove(rooms.caller(admin), second.id()));
        refused(Refusal.RIGHTS_EXCEEDED,
                () -> rooms.invitations.invite(rooms.caller(admin), new NewInvitation("x@example.com", Assignment.of(Role.OWNER), false)));
        assertThat(rooms.audit.list(rooms.caller(owner), AuditQuery.newest(5))).allSatisfy(entry -> {
            assertThat(entry.outcome()).isEqualTo("refused");
            assertThat(entry.act().action()).isEqualTo("rights.exceeded");
            assertThat(entry.actor().id()).isEqualTo(admin.id());
        });
        rooms.members.change(rooms.caller(admin), other.id(), Assignment.of(Role.ADMIN));
        assertThat(rooms.sees(other).role()).isEqualTo("admin");
        assertThat(rooms.sees(second).role()).isEqualTo("owner");
    }

    @ParameterizedTest
    @CsvSource({"DEVELOPER", "SUPPORT", "ACCOUNTANT"})
    void whoeverDoesNotManageTheTeamChangesNothingInIt(Role role) {
        Person person = rooms.member(owner, role);
        Person other = rooms.member(owner, Role.SUPPORT);
        Caller caller = rooms.caller(person);

        refused(Refusal.PERMISSION_MISSING, () -> rooms.members.change(caller, other.id(), Assignment.of(Role.SUPPORT)));
        refused(Refusal.PERMISSION_MISSING, () -> rooms.members.remove(caller, other.id()));
        refused(Refusal.PERMISSION_MISSING,
                () -> rooms.invitations.invite(caller, new NewInvitation("x@example.com", Assignment.of(Role.SUPPORT), false)));
        refused(Refusal.PERMISSION_MISSING,
                () -> rooms.roles.create(caller, "Helper", new Rights(Set.of(Permission.SESSIONS_READ), Set.of())));
    }

    @Test
    void theLastOwnerStaysWhateverIsTried() {
        refused(Refusal.LAST_OWNER, () -> rooms.members.change(rooms.caller(owner), owner.id(), Assignment.of(Role.ADMIN)));
        refused(Refusal.LAST_OWNER, () -> rooms.members.remove(rooms.caller(owner), owner.id()));

        Person second = rooms.member(owner, Role.OWNER);
        rooms.members.remove(rooms.caller(second), owner.id());
        refused(Refusal.LAST_OWNER, () -> rooms.members.remove(rooms.caller(second), second.id()));
        assertThat(rooms.sees(second).role()).isEqualTo("owner");
    }

    @Test
    void twoOwnersWhoLeaveAtTheSameTimeDoNotBothGo() throws Exception {
        for (int round = 0; round < 10; round++) {
            Person first = rooms.owner();
            Person second = rooms.member(first, Role.OWNER);
            try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
                List<Future<Boolean>> leaving = new ArrayList<>();
                for (Person person : List.of(first, second)) {
                    Caller caller = rooms.caller(person);
                    Callable<Boolean> leave = () -> left(caller, person.id());
                    leaving.add(threads.submit(leave));
                }
                assertThat(leaving.get(0).get() ^ leaving.get(1).get()).isTrue();
            }
        }
    }

    @Test
    void anybodyMayLeaveAndNobodyIsFoundTwice() {
        Person support = rooms.member(owner, Role.SUPPORT);
        rooms.members.remove(rooms.caller(support), support.id());

        refused(Refusal.NOT_FOUND, () -> rooms.members.remove(rooms.caller(owner), support.id()));
        refused(Refusal.NOT_FOUND, () -> rooms.members.change(rooms.caller(owner), UUID.randomUUID(), Assignment.of(Role.SUPPORT)));
    }

    @Test
    void anotherStoresPeopleAreStrangers() {
        Person elsewhere = rooms.owner();

        refused(Refusal.NOT_FOUND, () -> rooms.members.remove(rooms.caller(owner), elsewhere.id()));
        assertThat(rooms.members.list(rooms.caller(owner))).extracting(MemberView::accountId).containsExactly(owner.id());
        assertThat(rooms.sees(elsewhere).role()).isEqualTo("owner");
    }

    @ParameterizedTest
    @CsvSource({"SUPPORT,keys:manage", "ADMIN,keys:manage", "DEVELOPER,store:own", "DEVELOPER,wallet:import", "DEVELOPER,team:manage"})
    void onlyADeveloperIsGivenMoreAndOnlyWhatDevelopersMayHave(Role role, String grant) {
        Assignment wanted = new Assignment(role, null, Set.of(java.util.Objects.requireNonNull(Permission.of(grant))));

        refused(Refusal.FIELD_INVALID,
                () -> rooms.invitations.invite(rooms.caller(owner), new NewInvitation("x@example.com", wanted, false)));
    }

    private static boolean left(Caller caller, UUID accountId) {
        try {
            rooms.members.remove(caller, accountId);
            return true;
        } catch (Refused refused) {
            assertThat(refused.refusal()).isEqualTo(Refusal.LAST_OWNER);
            return false;
        }
    }

    private static void refused(Refusal why, ThrowingCallable act) {
        assertThatThrownBy(act).isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.refusal()).isEqualTo(why));
    }
}
