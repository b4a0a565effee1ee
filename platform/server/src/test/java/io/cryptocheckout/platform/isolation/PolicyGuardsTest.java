package io.cryptocheckout.platform.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Row level security alone, without any condition of our SQL: from the wrong side no row of any table is seen, changed, removed or
 * written. Then every policy, and the switch of every table, is taken away in turn, and each time something of that gives way.
 */
@TestMethodOrder(OrderAnnotation.class)
class PolicyGuardsTest {
    private static RowWall wall;

    @BeforeAll
    static void open() throws SQLException {
        wall = new RowWall();
    }

    @AfterAll
    static void close() throws SQLException {
        wall.close();
    }

    /** Something that keeps stores apart, and the statement that takes it away. */
    record Guard(String name, String table, String removal) {

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Guard> guards() throws SQLException {
        List<Guard> guards = new ArrayList<>();
        for (String table : wall.tables()) {
            guards.add(new Guard("row level security of " + table, table, "alter table " + table + " disable row level security"));
            guards.add(new Guard("row level security of " + table + " for its owner", table,
                    "alter table " + table + " no force row level security"));
        }
        for (String policy : wall.list("""
                select schemaname || '.' || tablename || '|' || quote_ident(policyname) || '|' || (roles = '{checkout_app}') || '|' || cmd
                    || '|' || (qual is not null and qual <> 'true') || '|' || (with_check is not null and with_check <> 'true')
                from pg_policies
                where schemaname in (select nspname from pg_namespace where nspowner = 'checkout_owner'::regrole) order by 1""")) {
            addPolicy(guards, policy.split("\\|"));
        }
        return guards;
    }

    private static void addPolicy(List<Guard> guards, String[] part) throws SQLException {
        String table = part[0];
        String on = part[1] + " on " + table;
        boolean apps = part[2].equals("true");
        boolean narrow = part[4].equals("true");
        boolean narrowWrites = part[5].equals("true");
        guards.add(new Guard("policy " + on, table, "drop policy " + on));
        if (narrow) {
            guards.add(new Guard("what policy " + on + " lets see", table, "alter policy " + on + " using (true)"));
        }
        // Where the app may not write at all, there is nothing for the policy to check.
        if (narrowWrites && (!apps || wall.mayWrite(table))) {
            guards.add(new Guard("what policy " + on + " lets write", table, "alter policy " + on + " with check (true)"));
        }
        // A policy that is open is for its own role; where the app has no such right on the table, it could not use it.
        if (!apps && !narrow && !narrowWrites && wall.appMay(table, part[3])) {
            guards.add(new Guard("policy " + on + " is its role's alone", table, "alter policy " + on + " to public"));
        }
    }

    @Order(1)
    @Test
    void everyTableAndPolicyIsInTheList() throws SQLException {
        assertThat(wall.tables()).hasSize(Counts.of("tables-of-stores"));
        assertThat(guards()).hasSize(Counts.of("guards-of-rows"));
    }

    @Order(2)
    @Test
    void nothingReachesARowFromTheWrongSide() throws SQLException {
        for (String table : wall.tables()) {
            assertThat(wall.findingsAfter("select 1", table)).as(table).isEmpty();
        }
    }

    @Order(3)
    @ParameterizedTest(name = "without {0}")
    @MethodSource("guards")
    void somethingGivesWay(Guard guard) throws SQLException {
        List<String> findings = wall.findingsAfter(guard.removal(), guard.table());
        assertThat(findings).as(guard.removal()).isNotEmpty();
        Guards.told(guard.name(), findings.getFirst());
    }
}
