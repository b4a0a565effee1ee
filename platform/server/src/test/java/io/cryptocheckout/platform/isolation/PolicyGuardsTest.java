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
                select schemaname || '.' || tablename || ' ' || quote_ident(policyname) || ' ' || (roles = '{checkout_app}') || ' ' || cmd from pg_policies
                where schemaname in (select nspname from pg_namespace where nspowner = 'checkout_owner'::regrole) order by 1""")) {
            String[] part = policy.split(" ");
            String on = part[1] + " on " + part[0];
            guards.add(new Guard("policy " + on, part[0], "drop policy " + on));
            if (part[2].equals("false")) {
                // Where the app has no such right on the table, the worker's policy cannot be of use to it.
                if (wall.appMay(part[0], part[3])) {
                    guards.add(new Guard("policy " + on + " is the worker's alone", part[0],
                            "alter policy " + on + " to public"));
                }
                continue;
            }
            guards.add(new Guard("what policy " + on + " lets see", part[0], "alter policy " + on + " using (true)"));
            if (wall.mayWrite(part[0])) {
                guards.add(new Guard("what policy " + on + " lets write", part[0], "alter policy " + on + " with check (true)"));
            }
        }
        return guards;
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
