package io.cryptocheckout.platform.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptocheckout.platform.audit.AuditEntry;
import io.cryptocheckout.platform.audit.AuditLog;
import io.cryptocheckout.platform.audit.AuditQuery;
import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import io.cryptocheckout.platform.tenancy.Leaving;
import io.cryptocheckout.platform.tenancy.Members;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AccountEndTest {
    private static final String PASSWORD = "gravel-otter-mimosa-97";
    private static final Device HERE = new Device("192.0.2.7", "A browser");

    private static AccessRooms rooms;
    private static AccountEnd end;

    private SignedUp made;
    private SignedIn person;

    @BeforeAll
    static void open() {
        rooms = new AccessRooms();
        Members members = new Members(rooms.database, new AuditLog(rooms.database, rooms.clock), rooms.stores, rooms.clock);
        end = new AccountEnd(rooms.books, rooms.accounts, rooms.proof, rooms.factors, new Leaving(rooms.database, rooms.stores, members));
    }

    @AfterAll
    static void close() {
        rooms.close();
    }

    @BeforeEach
    void aPerson() {
        made = signUp();
        person = signedIn(made);
    }

    @Test
    void the_last_owner_of_a_store_stays_and_nothing_is_changed() {
        assertThat(end.held(person)).containsExactly("Tea shop");
        assertThatThrownBy(() -> end.delete(person, PASSWORD, "", HERE)).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.refusal()).isEqualTo(Refusal.LAST_OWNER);
            assertThat(refused.text()).contains("Tea shop");
        });
        assertThat(rooms.accounts.verify(person.email(), PASSWORD)).isNotNull();
        assertThat(rooms.stores.storesOf(person.accountId())).hasSize(1);
    }

    @Test
    void with_another_owner_the_person_leaves_and_is_forgotten() throws Exception {
        SignedUp partner = signUp();
        join(partner, "owner");
        rooms.factors.propose(person, PASSWORD);

        end.delete(person, PASSWORD, "", HERE);

        assertThat(rooms.accounts.verify(person.email(), PASSWORD)).isNull();
        assertThat(rooms.stores.storesOf(person.accountId())).isEmpty();
        assertThat(rooms.stores.ownersOf(made.store().id())).containsExactly(partner.account().id());
        for (String table : List.of("access.account_event", "access.authenticator", "access.mail_link", "tenancy.seat")) {
            assertThat(rowsOf(table)).as(table).isZero();
        }
        List<AuditEntry> log = new AuditLog(rooms.database, rooms.clock)
                .list(AccessRooms.ownerOf(made.store().id(), partner.account().id(), false), AuditQuery.newest(10));
        assertThat(log.getFirst().act().action()).isEqualTo("member.removed");
        assertThat(rooms.mailTo(person.email())).extracting(mail -> mail.subject()).contains("Your account was deleted");
        // The address is free again.
        assertThat(rooms.accounts.create(new NewAccount(person.email(), PASSWORD, "Tea shop", "Tea company"))).isNotNull();
    }

    @Test
    void a_member_who_owns_nothing_is_not_enough() throws Exception {
        join(signUp(), "admin");
        refused(Refusal.LAST_OWNER, () -> end.delete(person, PASSWORD, "", HERE));
    }

    @Test
    void it_wants_the_password_and_a_code_where_one_is_set_up() throws Exception {
        join(signUp(), "owner");
        refused(Refusal.REAUTHENTICATION_REQUIRED, () -> end.delete(person, "wrong", "", HERE));
        rooms.factors.propose(person, PASSWORD);
        byte[] secret = rooms.sealing.openGlobal(sealed(), "access.authenticator:" + person.accountId());
        List<String> recovery = rooms.factors.confirm(person,
                new TotpCodes().code(secret, rooms.clock.instant().getEpochSecond() / 30), HERE);
        refused(Refusal.CODE_INVALID, () -> end.delete(person, PASSWORD, "", HERE));
        assertThat(rooms.accounts.verify(person.email(), PASSWORD)).isNotNull();

        end.delete(person, PASSWORD, recovery.getFirst(), HERE);
        assertThat(rooms.accounts.verify(person.email(), PASSWORD)).isNull();
    }

    @Test
    void an_organization_of_others_needs_an_owner_too() throws Exception {
        SignedUp partner = signUp();
        join(partner, "owner");
        execute("insert into tenancy.seat (organization_id, account_id, role, created_at) values (?, ?, 'member', now())",
                made.store().organizationId(), partner.account().id());
        refused(Refusal.LAST_OWNER, () -> end.delete(person, PASSWORD, "", HERE));
        assertThat(rooms.stores.storesOf(person.accountId())).hasSize(1);
        execute("update tenancy.seat set role = 'owner' where organization_id = ? and account_id = ?", made.store().organizationId(),
                partner.account().id());
        end.delete(person, PASSWORD, "", HERE);
        assertThat(rooms.accounts.verify(person.email(), PASSWORD)).isNull();
    }

    private static SignedUp signUp() {
        return rooms.accounts.create(new NewAccount(UUID.randomUUID() + "@example.com", PASSWORD, "Tea shop", "Tea company"));
    }

    private static SignedIn signedIn(SignedUp one) {
        UUID id = one.account().id();
        return new SignedIn(id, one.account().email(), rooms.accounts.standing(id).generation());
    }

    private void join(SignedUp other, String role) throws SQLException {
        execute("insert into tenancy.membership (store_id, account_id, role, created_at) values (?, ?, '" + role + "', now())",
                made.store().id(), other.account().id());
    }

    private static void execute(String sql, UUID one, UUID two) throws SQLException {
        try (Connection superuser = rooms.postgres.superuser().getConnection(); var statement = superuser.prepareStatement(sql)) {
            statement.setObject(1, one);
            statement.setObject(2, two);
            statement.execute();
        }
    }

    private long rowsOf(String table) throws SQLException {
        try (Connection superuser = rooms.postgres.superuser().getConnection();
                var statement = superuser.prepareStatement("select count(*) from " + table + " where account_id = ?")) {
            statement.setObject(1, person.accountId());
            var rows = statement.executeQuery();
            rows.next();
            return rows.getLong(1);
        }
    }

    private byte[] sealed() throws SQLException {
        try (Connection superuser = rooms.postgres.superuser().getConnection();
                var statement = superuser.prepareStatement("select secret from access.authenticator where account_id = ?")) {
            statement.setObject(1, person.accountId());
            var rows = statement.executeQuery();
            rows.next();
            return rows.getBytes(1);
        }
    }

    private static void refused(Refusal why, ThrowingCallable act) {
        assertThatThrownBy(act).isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.refusal()).isEqualTo(why));
    }
}
