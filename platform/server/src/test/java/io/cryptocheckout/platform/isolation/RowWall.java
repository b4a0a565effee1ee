package io.cryptocheckout.platform.isolation;

import io.cryptocheckout.architecture.AnyRow;
import io.cryptocheckout.devkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.UUID;

/**
 * One row of one store in every table that carries a store, and everything that the product's roles can do to it from the wrong side.
 * All of it happens in one transaction of the superuser, who takes the roles in turn; it is rolled back, with whatever was broken in it.
 */
final class RowWall implements AutoCloseable {
    private static final UUID STORE = UUID.fromString("01890000-0000-7000-8000-000000000001");
    private static final UUID OTHER = UUID.fromString("01890000-0000-7000-8000-000000000009");
    private static final String APP = "checkout_app";
    private static final String WORKER = "checkout_worker";
    private static final String OPERATOR = "checkout_operator";
    private static final Properties OPERATORS_REACH = Counts.read("/isolation/operators-reach.properties");
    private static final String MODES = "select count(*) from pg_attribute where attrelid = '%s'::regclass and attname = 'livemode'";

    private final TestDatabase database = TestDatabase.fresh();
    private final Connection superuser;
    private final List<String> tables;

    RowWall() throws SQLException {
        superuser = database.superuser().getConnection();
        for (String drop : list("""
                select format('alter table %s drop constraint %I cascade', conrelid::regclass, conname) from pg_constraint
                where contype in ('c', 'f') and conparentid = 0
                  and connamespace in (select oid from pg_namespace where nspowner = 'checkout_owner'::regrole)""")) {
            execute(drop);
        }
        execute("set session_replication_role = replica");
        tables = list("""
                select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
                where n.nspowner = 'checkout_owner'::regrole and c.relkind in ('r', 'p') and not c.relispartition
                  and exists (select from pg_attribute a where a.attrelid = c.oid and attname = 'store_id') order by 1""");
        for (String table : tables) {
            execute(AnyRow.insert(superuser, table, STORE, false));
        }
        superuser.setAutoCommit(false);
    }

    List<String> tables() {
        return tables;
    }

    /** What the catalogue says, one column. */
    List<String> list(String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Statement statement = superuser.createStatement(); var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }

    /** What gives way at this table once the statement has broken something; nothing is left of it. */
    List<String> findingsAfter(String breakIt, String table) throws SQLException {
        execute(breakIt);
        try {
            return findings(table);
        } finally {
            superuser.rollback();
        }
    }

    private List<String> findings(String table) throws SQLException {
        List<String> findings = new ArrayList<>();
        boolean modes = !list(MODES.formatted(table)).equals(List.of("0"));
        if (may(APP, table, "select")) {
            expect(findings, "0", APP, null, "select count(*) from " + table, "without a store the app sees rows");
            expect(findings, "0", APP, OTHER, "select count(*) from " + table, "another store sees rows");
            expect(findings, "1", APP, STORE, "select count(*) from " + table, "the store does not see its own row");
            if (modes) {
                expect(findings, "0", APP + " live", STORE, "select count(*) from " + table, "the other mode sees rows");
            }
        }
        if (may(APP, table, "insert")) {
            String row = AnyRow.insert(superuser, table, STORE, false);
            expect(findings, "refused", APP, OTHER, row, "another store writes a row into this one");
            expect(findings, "refused", APP, null, row, "without a store the app writes a row");
            if (modes) {
                expect(findings, "refused", APP + " live", STORE, row, "the other mode writes a row");
            }
        }
        if (may(APP, table, "update")) {
            expect(findings, "0", APP, OTHER, blindUpdate(table), "another store changes rows");
            if (mayMove(table)) {
                expect(findings, "refused", APP, STORE, "update " + table + " set store_id = '" + OTHER + "'",
                        "a row is moved to another store");
            }
        }
        if (may(APP, table, "delete")) {
            expect(findings, "0", APP, OTHER, "delete from " + table, "another store deletes rows");
        }
        expect(findings, "0", "checkout_owner", null, "select count(*) from " + table, "the owner of the tables sees rows");
        worker(findings, table);
        operator(findings, table);
        return findings;
    }

    /** What the operator's role reaches is a list of its own, and must be neither more nor less. */
    private void operator(List<String> findings, String table) throws SQLException {
        List<String> reached = new ArrayList<>();
        for (String right : List.of("select", "insert", "update", "delete")) {
            if (may(OPERATOR, table, right)) {
                String sql = switch (right) {
                    case "select" -> "select count(*) from " + table;
                    case "insert" -> AnyRow.insert(superuser, table, STORE, false);
                    case "update" -> update(OPERATOR, table);
                    default -> "delete from " + table;
                };
                reach(reached, right + " without a store", OPERATOR, null, sql);
                reach(reached, right + " in the store", OPERATOR, STORE, sql);
                reach(reached, right + " in another store", OPERATOR, OTHER, sql);
            }
        }
        String expected = OPERATORS_REACH.getProperty(table, "");
        if (!expected.equals(String.join(", ", reached))) {
            findings.add("the operator's role reaches " + reached + " of " + table);
        }
    }

    private void reach(List<String> reached, String what, String who, UUID store, String sql) throws SQLException {
        if (!List.of("0", "refused").contains(got(who, store, sql))) {
            reached.add(what);
        }
    }

    /** What the worker's loops need; each is a policy of its own. */
    private void worker(List<String> findings, String table) throws SQLException {
        if (may(WORKER, table, "select")) {
            expect(findings, "1", WORKER, null, "select count(*) from " + table, "the worker does not find its row");
        }
        if (may(WORKER, table, "update")) {
            expect(findings, "1", WORKER, null, update(WORKER, table), "the worker cannot change its row");
        }
        if (may(WORKER, table, "delete")) {
            expect(findings, "1", WORKER, null, "delete from " + table, "the worker cannot delete its row");
        }
        if (may(WORKER, table, "insert")) {
            expect(findings, "1", WORKER, null, AnyRow.insert(superuser, table, OTHER, true), "the worker cannot write a row");
        }
    }

    boolean appMay(String table, String command) throws SQLException {
        for (String right : command.equals("ALL")
                ? List.of("select", "insert", "update", "delete")
                : List.of(command.toLowerCase(Locale.ROOT))) {
            if (may(APP, table, right)) {
                return true;
            }
        }
        return false;
    }

    private boolean may(String role, String table, String right) throws SQLException {
        return list(right.equals("delete")
                ? "select has_table_privilege('" + role + "', '" + table + "', 'delete')"
                : "select has_any_column_privilege('" + role + "', '" + table + "', '" + right + "')").equals(List.of("t"));
    }

    /** Whether the app could change whose a row is, were it not for the policy. */
    boolean mayMove(String table) throws SQLException {
        return list("select has_column_privilege('" + APP + "', '" + table + "', 'store_id', 'update')").equals(List.of("t"));
    }

    boolean mayWrite(String table) throws SQLException {
        return may(APP, table, "insert") || mayMove(table);
    }

    private String update(String role, String table) throws SQLException {
        String column = list("select quote_ident(attname) from pg_attribute where attrelid = '" + table + "'::regclass and attnum > 0"
                + " and not attisdropped and has_column_privilege('" + role + "', attrelid, attnum, 'update')"
                + " and has_column_privilege('" + role + "', attrelid, attnum, 'select') order by attnum desc limit 1").getFirst();
        return "update " + table + " set " + column + " = " + column;
    }

    /** It reads nothing, so that the policy for updates stands alone. */
    private String blindUpdate(String table) throws SQLException {
        String column = list("select quote_ident(attname) from pg_attribute where attrelid = '" + table + "'::regclass and attnum > 0"
                + " and not attisdropped and attname <> 'store_id' and has_column_privilege('" + APP + "', attrelid, attnum, 'update')"
                + " order by attnotnull, attnum limit 1").getFirst();
        return "update " + table + " set " + column + " = null";
    }

    private void expect(List<String> findings, String expected, String who, UUID store, String sql, String finding) throws SQLException {
        String got = got(who, store, sql);
        if (!got.equals(expected)) {
            findings.add(finding + " (" + got + ")");
        }
    }

    /** A count, "refused" by row level security, or what else PostgreSQL said. */
    private String got(String who, UUID store, String sql) throws SQLException {
        execute("savepoint before");
        execute("set local role " + who.replace(" live", ""));
        if (store != null) {
            execute("select set_config('app.store_id', '" + store + "', true), set_config('app.livemode', '" + who.endsWith(" live")
                    + "', true)");
        }
        String got;
        try (Statement statement = superuser.createStatement()) {
            if (statement.execute(sql)) {
                statement.getResultSet().next();
                got = statement.getResultSet().getString(1);
            } else {
                got = Integer.toString(statement.getUpdateCount());
            }
        } catch (SQLException e) {
            got = e.getMessage().contains("row-level security") ? "refused" : e.getMessage();
        }
        execute("rollback to savepoint before");
        return got;
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = superuser.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        superuser.close();
        database.close();
    }
}
