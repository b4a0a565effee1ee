package io.cryptocheckout.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.cryptocheckout.devkit.TestDatabase;
import io.cryptocheckout.platform.authority.Scope;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jooq.SQLDialect;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One connection serves all stores in turn: whatever ends a transaction, nothing of its store is left on the connection. */
class OneConnectionManyStoresTest {
    private static final int ROUNDS = Integer.getInteger("checkout.test.isolation-rounds", 1_000);
    private static final List<Scope> SCOPES = List.of(new Scope(UUID.randomUUID(), false), new Scope(UUID.randomUUID(), false),
            new Scope(UUID.randomUUID(), true));

    private TestDatabase postgres;
    private HikariDataSource one;
    private Database database;

    @BeforeEach
    void open() {
        postgres = TestDatabase.fresh();
        one = new HikariDataSource();
        one.setJdbcUrl(postgres.jdbcUrl());
        one.setUsername("checkout_app");
        one.setPassword("checkout_app");
        one.setMaximumPoolSize(1);
        database = new Database(DSL.using(one, SQLDialect.POSTGRES), DSL.using(postgres.worker(), SQLDialect.POSTGRES));
        for (Scope scope : SCOPES) {
            insert(scope, "first");
        }
    }

    @AfterEach
    void close() {
        one.close();
        postgres.close();
    }

    @Test
    void no_row_of_another_store_or_mode_is_ever_seen() throws SQLException {
        for (int round = 0; round < ROUNDS; round++) {
            Scope scope = SCOPES.get(round % SCOPES.size());
            disturb(SCOPES.get((round + 1) % SCOPES.size()), round % 5);
            assertThat(seenBy(scope)).as("round " + round).containsExactly(scope);
            assertThat(seenByNobody()).as("round " + round).isZero();
        }
    }

    @Test
    void a_row_cannot_be_written_into_another_store_or_mode() {
        for (Scope target : List.of(SCOPES.get(1), new Scope(SCOPES.get(0).storeId(), true))) {
            assertThatThrownBy(() -> database.in(SCOPES.get(0), tx -> tx.sql().execute(INSERT, target.storeId(), target.livemode(), "x")))
                    .hasMessageContaining("row-level security");
        }
    }

    @Test
    void every_table_is_empty_to_the_app_role_when_no_store_is_bound() throws SQLException {
        try (Connection app = one.getConnection(); var statement = app.createStatement()) {
            for (String table : List.of("access.api_key", "request.idempotency", "tenancy.store", "tenancy.membership")) {
                try (var rows = statement.executeQuery("select count(*) from " + table)) {
                    rows.next();
                    assertThat(rows.getLong(1)).as(table).isZero();
                }
            }
        }
    }

    /** The ways in which a transaction ends: commit, exception, refused statement, time-out, a session that tries to keep the store. */
    private void disturb(Scope scope, int how) {
        try {
            database.in(scope, tx -> switch (how) {
                case 0 -> tx.sql().execute(INSERT, tx.storeId(), tx.livemode(), UUID.randomUUID().toString());
                case 1 -> throw new IllegalStateException("the work failed");
                case 2 -> tx.sql().execute("select 1 / 0");
                case 3 -> tx.sql().execute("set local statement_timeout = 1; select pg_sleep(10)");
                default -> tx.sql().execute("select set_config('app.store_id', ?, true)", SCOPES.getFirst().storeId().toString());
            });
            assertThat(how).as("only these end well").isIn(0, 4);
        } catch (DataAccessException | IllegalStateException expected) {
            assertThat(how).as("only these end badly").isIn(1, 2, 3);
        }
    }

    private static final String INSERT = """
            insert into request.idempotency (store_id, livemode, principal, key, fingerprint, status, body, sealed, created_at)
            values (?, ?, 'api_keys', ?, sha256('x'), 200, 'x', false, now())""";

    private void insert(Scope scope, String key) {
        database.in(scope, tx -> tx.sql().execute(INSERT, tx.storeId(), tx.livemode(), key));
    }

    /** Asked without naming the store, so that row level security alone decides. */
    private List<Scope> seenBy(Scope scope) {
        return database.in(scope, tx -> tx.sql().fetch("select distinct store_id, livemode from request.idempotency")
                .map(row -> new Scope(row.get(0, UUID.class), row.get(1, Boolean.class))));
    }

    private long seenByNobody() throws SQLException {
        try (Connection app = one.getConnection();
                var rows = app.createStatement().executeQuery("select count(*) from request.idempotency")) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
