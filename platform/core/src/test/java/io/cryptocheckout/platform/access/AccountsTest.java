package io.cryptocheckout.platform.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptocheckout.platform.refusal.Refused;
import io.cryptocheckout.platform.tenancy.StoreRules;
import io.cryptocheckout.platform.authority.Scope;
import java.sql.Connection;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccountsTest {
    private static final String PASSWORD = "gravel-otter-mimosa-97";

    private static AccessRooms rooms;
    private static Accounts accounts;

    @BeforeAll
    static void open() {
        rooms = new AccessRooms();
        accounts = rooms.accounts;
    }

    @AfterAll
    static void close() {
        rooms.close();
    }

    @Test
    void a_vouched_person_gets_an_organization_and_its_first_store() {
        SignedUp made = accounts.create(account("ann@example.com"));

        assertThat(rooms.stores.storesOf(made.account().id())).containsExactly(made.store());
        assertThat(made.store().role()).isEqualTo("owner");
        assertThat(rooms.stores.settings(new Scope(made.store().id(), false)).rules()).usingRecursiveComparison()
                .withComparatorForType(java.math.BigDecimal::compareTo, java.math.BigDecimal.class).isEqualTo(StoreRules.DEFAULT);
    }

    @Test
    void the_same_address_in_another_spelling_is_taken_and_nothing_is_made() throws Exception {
        accounts.create(account("bob@example.com"));
        long before = count("tenancy.store");

        assertThat(accounts.create(account(" Bob@EXAMPLE.com "))).isNull();
        assertThat(count("tenancy.store")).isEqualTo(before);
    }

    @Test
    void a_person_is_known_by_address_and_password_together() {
        SignedUp made = accounts.create(account("Carla@example.com"));

        assertThat(accounts.verify("carla@EXAMPLE.com", PASSWORD)).isEqualTo(made.account());
        assertThat(accounts.verify("carla@example.com", PASSWORD + "x")).isNull();
        assertThat(accounts.verify("nobody@example.com", PASSWORD)).isNull();
        assertThat(accounts.verify(made.account().id(), PASSWORD)).isTrue();
        assertThat(accounts.verify(made.account().id(), "wrong")).isFalse();
        assertThat(accounts.verify(UUID.randomUUID(), PASSWORD)).isFalse();
    }

    @Test
    void only_an_argon2id_hash_of_the_password_is_kept_and_the_app_role_reads_nothing_of_people() throws Exception {
        accounts.create(account("dora@example.com"));

        try (Connection superuser = rooms.postgres.superuser().getConnection();
                var rows = superuser.createStatement()
                        .executeQuery("select to_jsonb(a)::text from access.account a where email_key = 'dora@example.com'")) {
            rows.next();
            assertThat(rows.getString(1)).contains("$argon2id$v=19$m=19456,t=2,p=1$").doesNotContain(PASSWORD);
        }
        try (Connection app = rooms.postgres.app().getConnection(); var statement = app.createStatement()) {
            for (String table : List.of("access.account", "access.spring_session", "access.spring_session_attributes", "access.mail_link",
                    "access.account_event",
                    "tenancy.organization")) {
                assertThatThrownBy(() -> statement.executeQuery("select * from " + table)).as(table)
                        .hasMessageContaining("permission denied");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ann", "@example.com", "ann@", "ann @example.com", "ann@exam\nple.com"})
    void what_is_no_address_is_refused_by_its_field(String email) {
        assertThatThrownBy(() -> accounts.create(account(email)))
                .isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.param()).isEqualTo("email"));
    }

    @Test
    void a_person_reaches_no_store_of_another() {
        SignedUp one = accounts.create(account("eve@example.com"));
        SignedUp other = accounts.create(account("fred@example.com"));

        assertThat(rooms.stores.find(other.store().id(), one.account().id())).isNull();
        assertThat(rooms.stores.find(one.store().id(), one.account().id())).isEqualTo(one.store());
    }

    @Test
    void a_stores_owners_are_whom_mail_about_it_goes_to() {
        SignedUp made = accounts.create(account("gina@example.com"));

        StoreOwners owners = new StoreOwners(rooms.database, rooms.stores);

        assertThat(owners.ownersOf(made.store().id())).containsExactly("gina@example.com");
        assertThat(owners.ownersOf(UUID.randomUUID())).isEmpty();
    }

    private static NewAccount account(String email) {
        return new NewAccount(email, PASSWORD, "Tea shop", "Tea company");
    }

    private static long count(String table) throws Exception {
        try (Connection superuser = rooms.postgres.superuser().getConnection();
                var rows = superuser.createStatement().executeQuery("select count(*) from " + table)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
