package io.cryptocheckout.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptocheckout.devkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Puts one row of one store into every table that carries a store, and asks as the app role. Checks and foreign keys are taken off
 * first, because the rows are made from the column types alone; row level security is as migrated.
 */
class RowsOfOneStoreTest {

    private static final UUID STORE = UUID.fromString("01890000-0000-7000-8000-000000000001");
    private static final UUID OTHER = UUID.fromString("01890000-0000-7000-8000-000000000002");

    private static TestDatabase database;
    private static final List<String> TABLES = new ArrayList<>();

    @BeforeAll
    static void fill() throws SQLException {
        database = TestDatabase.fresh();
        try (Connection superuser = database.superuser().getConnection(); var statement = superuser.createStatement()) {
            for (String drop : column(superuser, """
                    select format('alter table %s drop constraint %I cascade', conrelid::regclass, conname) from pg_constraint
                    where contype in ('c', 'f') and conparentid = 0
                      and connamespace in (select oid from pg_namespace where nspowner = 'checkout_owner'::regrole)""")) {
                statement.execute(drop);
            }
            statement.execute("set session_replication_role = replica");
            TABLES.addAll(column(superuser, """
                    select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
                    where n.nspowner = 'checkout_owner'::regrole and c.relkind in ('r', 'p') and not c.relispartition
                      and has_any_column_privilege('checkout_app', c.oid, 'select')
                      and exists (select from pg_attribute a where a.attrelid = c.oid and attname = 'store_id') order by 1"""));
            for (String table : TABLES) {
                statement.execute(AnyRow.insert(superuser, table, STORE, false));
            }
        }
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    @Test
    void without_a_store_the_app_sees_no_row_of_any_table() throws SQLException {
        assertThat(tablesShowingRows(null, null)).isEmpty();
    }

    @Test
    void another_store_sees_no_row_of_any_table() throws SQLException {
        assertThat(tablesShowingRows(OTHER.toString(), "false")).isEmpty();
    }

    @Test
    void the_other_mode_sees_no_row_of_any_table_that_has_modes() throws SQLException {
        List<String> withModes;
        try (Connection superuser = database.superuser().getConnection()) {
            withModes = column(superuser, "select attrelid::regclass::text from pg_attribute where attname = 'livemode' and attnum > 0");
        }
        assertThat(tablesShowingRows(STORE.toString(), "true")).noneMatch(withModes::contains);
    }

    @Test
    void the_store_itself_sees_its_row_in_every_table() throws SQLException {
        assertThat(tablesShowingRows(STORE.toString(), "false")).containsExactlyElementsOf(TABLES);
    }

    private static List<String> tablesShowingRows(String store, String livemode) throws SQLException {
        List<String> showing = new ArrayList<>();
        try (Connection app = database.app().getConnection(); var statement = app.createStatement()) {
            app.setAutoCommit(false);
            for (String table : TABLES) {
                if (store != null) {
                    statement.execute("select set_config('app.store_id', '" + store + "', true), set_config('app.livemode', '" + livemode
                            + "', true)");
                }
                if (!column(app, "select count(*) from " + table).equals(List.of("0"))) {
                    showing.add(table);
                }
                app.commit();
            }
        }
        return showing;
    }

    private static List<String> column(Connection connection, String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (var statement = connection.createStatement(); var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }
}
