package io.cryptocheckout.devkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class TestDatabaseTest {

    @Test
    void hands_out_the_three_roles_and_none_of_app_and_worker_is_privileged() throws SQLException {
        try (TestDatabase database = TestDatabase.fresh()) {
            assertThat(ask(database.owner(), "select current_user")).isEqualTo("checkout_owner");
            assertThat(ask(database.app(), "select current_user")).isEqualTo("checkout_app");
            assertThat(ask(database.worker(), "select current_user")).isEqualTo("checkout_worker");
            assertThat(ask(database.app(),
                    "select bool_or(rolsuper or rolbypassrls or rolcreaterole) from pg_roles where rolname like 'checkout%'"))
                    .isEqualTo("f");
        }
    }

    @Test
    void a_fresh_database_does_not_see_what_another_one_holds() throws SQLException {
        try (TestDatabase one = TestDatabase.fresh(); TestDatabase two = TestDatabase.fresh()) {
            run(one.owner(), "create table tenancy.only_here (n int)");
            assertThat(ask(two.owner(), "select to_regclass('tenancy.only_here') is null")).isEqualTo("t");
        }
    }

    private static String ask(DataSource source, String sql) throws SQLException {
        try (Connection connection = source.getConnection(); var rows = connection.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static void run(DataSource source, String sql) throws SQLException {
        try (Connection connection = source.getConnection(); var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
