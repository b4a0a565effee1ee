package io.cryptocheckout.platform.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptocheckout.platform.authority.Permission;
import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import io.cryptocheckout.platform.tenancy.PeopleRooms.Person;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CustomRolesTest {
    private static final Rights READERS = new Rights(Set.of(Permission.SESSIONS_READ, Permission.WEBHOOKS_READ),
            Set.of(Permission.SESSIONS_READ));

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

    @Test
    void aRoleOfItsOwnGivesExactlyItsPermissionsAndItsChangeHoldsAtOnce() {
        CustomRoleView role = rooms.roles.create(rooms.caller(owner), " Night desk ", READERS);
        Person person = rooms.member(owner, new Assignment(Role.CUSTOM, role.id(), Set.of()));
        assertThat(rooms.sees(person).role()).isEqualTo("Night desk");
        assertThat(rooms.sees(person).rights()).isEqualTo(READERS);

        Rights less = new Rights(Set.of(Permission.SESSIONS_READ), Set.of());
        rooms.roles.change(rooms.caller(owner), role.id(), "Desk", less);

        assertThat(rooms.sees(person).role()).isEqualTo("Desk");
        assertThat(rooms.sees(person).rights()).isEqualTo(less);
        assertThat(rooms.roles.list(rooms.caller(owner))).containsExactly(new CustomRoleView(role.id(), "Desk", less));
        assertThat(rooms.log(owner)).contains("role.created", "role.changed");
    }

    @Test
    void aRoleThatSomebodyHasStays() {
        UUID role = rooms.roles.create(rooms.caller(owner), "Desk", READERS).id();
        Person person = rooms.member(owner, new Assignment(Role.CUSTOM, role, Set.of()));

        refused(Refusal.ROLE_IN_USE, () -> rooms.roles.delete(rooms.caller(owner), role));
        UUID unused = rooms.roles.create(rooms.caller(owner), "Unused", READERS).id();
        rooms.roles.delete(rooms.caller(owner), unused);
        refused(Refusal.NOT_FOUND, () -> rooms.roles.delete(rooms.caller(owner), unused));
        assertThat(rooms.sees(person).role()).isEqualTo("Desk");
    }

    @Test
    void nobodyPutsMoreIntoARoleThanHeHolds() {
        Person admin = rooms.member(owner, Role.ADMIN);
        Rights wallet = new Rights(Set.of(Permission.WALLET_IMPORT), Set.of());
        UUID role = rooms.roles.create(rooms.caller(owner), "Treasurer", wallet).id();
        UUID small = rooms.roles.create(rooms.caller(admin), "Desk", READERS).id();

        refused(Refusal.RIGHTS_EXCEEDED, () -> rooms.roles.create(rooms.caller(admin), "Mine", wallet));
        refused(Refusal.RIGHTS_EXCEEDED, () -> rooms.roles.change(rooms.caller(admin), small, "Desk", wallet));
        refused(Refusal.RIGHTS_EXCEEDED, () -> rooms.roles.change(rooms.caller(admin), role, "Treasurer", READERS));
        refused(Refusal.RIGHTS_EXCEEDED, () -> rooms.roles.delete(rooms.caller(admin), role));
        refused(Refusal.RIGHTS_EXCEEDED,
                () -> rooms.members.change(rooms.caller(admin), admin.id(), new Assignment(Role.CUSTOM, role, Set.of())));
        assertThat(rooms.sees(admin).permissions(false)).doesNotContain(Permission.WALLET_IMPORT);
    }

    @Test
    void ownershipIsNoPartOfARoleEvenWhereItStandsInTheRow() {
        refused(Refusal.FIELD_INVALID,
                () -> rooms.roles.create(rooms.caller(owner), "Boss", new Rights(Set.of(Permission.STORE_OWN), Set.of())));
        UUID role = rooms.roles.create(rooms.caller(owner), "Desk", READERS).id();
        Person person = rooms.member(owner, new Assignment(Role.CUSTOM, role, Set.of()));
        rooms.superuser().execute("update tenancy.custom_role set test_permissions = '{store:own,sessions:read,made:up}' where id = ?",
                role);

        assertThat(rooms.sees(person).permissions(false)).containsExactly(Permission.SESSIONS_READ);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "owner", "Admin", "agency", "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"})
    void aNameMustTellRolesApart(String name) {
        refused(Refusal.FIELD_INVALID, () -> rooms.roles.create(rooms.caller(owner), name, READERS));
    }

    @Test
    void aNameServesOneRoleAndARoleHoldsSomething() {
        UUID desk = rooms.roles.create(rooms.caller(owner), "Desk", READERS).id();
        UUID till = rooms.roles.create(rooms.caller(owner), "Till", READERS).id();

        refused(Refusal.NAME_TAKEN, () -> rooms.roles.create(rooms.caller(owner), "Desk", READERS));
        refused(Refusal.NAME_TAKEN, () -> rooms.roles.change(rooms.caller(owner), till, "Desk", READERS));
        refused(Refusal.FIELD_INVALID, () -> rooms.roles.create(rooms.caller(owner), "Empty", Rights.NONE));
        rooms.roles.change(rooms.caller(owner), desk, "Desk", READERS);
        rooms.roles.create(rooms.caller(rooms.owner()), "Desk", READERS);
    }

    private static void refused(Refusal why, ThrowingCallable act) {
        assertThatThrownBy(act).isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.refusal()).isEqualTo(why));
    }
}
