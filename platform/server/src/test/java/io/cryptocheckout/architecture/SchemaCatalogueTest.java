package io.cryptocheckout.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptocheckout.devkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaCatalogueTest {

    private static final String RULE = """
            using (store_id = (select nullif(current_setting('app.store_id', true), '')::uuid)
              and livemode = (select nullif(current_setting('app.livemode', true), '')::boolean))
            with check (store_id = (select nullif(current_setting('app.store_id', true), '')::uuid)
              and livemode = (select nullif(current_setting('app.livemode', true), '')::boolean))""";

    private static TestDatabase database;

    @BeforeAll
    static void migrate() {
        database = TestDatabase.fresh();
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    @Test
    void no_table_key_view_or_role_lets_one_store_reach_another() throws SQLException {
        try (Connection connection = database.superuser().getConnection()) {
            List<String> findings = new SchemaCatalogue(connection).findings();
            assertThat(Exceptions.in("/architecture/schema-exceptions.txt").unexcused(findings)).isEmpty();
        }
    }

    @Test
    void what_the_worker_may_do_across_stores_is_listed_with_its_reason() throws SQLException {
        try (Connection connection = database.superuser().getConnection()) {
            List<String> rights = new SchemaCatalogue(connection).rightsOfTheWorker();
            assertThat(Exceptions.in("/architecture/worker-rights.txt").unexcused(rights)).isEmpty();
        }
    }

    @Test
    void what_the_console_may_read_and_change_is_listed_with_its_reason() throws SQLException {
        try (Connection connection = database.superuser().getConnection()) {
            List<String> rights = new SchemaCatalogue(connection).rightsOfTheOperator();
            assertThat(Exceptions.in("/architecture/operator-rights.txt").unexcused(rights)).isEmpty();
        }
    }

    @Test
    void a_table_that_keeps_the_rules_is_no_finding() throws SQLException {
        assertThat(findingsAfter("")).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            row security is not enabled and forced | alter table tenancy.probe disable row level security
            row security is not enabled and forced | alter table tenancy.probe no force row level security
            no policy for the app                  | drop policy store on tenancy.probe
            policy is not the store rule           | create policy open on tenancy.probe for select using (true)
            policy is not the store rule           | alter policy store on tenancy.probe with check (true)
            policy is not the store rule           | alter policy store on tenancy.probe using (livemode)
            unique is not led by the store         | create unique index on tenancy.probe (note)
            index is not led by the store          | create index on tenancy.probe (note)
            index is not led by the store          | create index on tenancy.probe (store_id, note)
            foreign key is not led by the store    | alter table tenancy.probe add unique (store_id, livemode, note), add other text, add unique (note), add foreign key (other) references tenancy.probe (note)
            table without store_id                 | create table tenancy.probe_other (note text)
            the app reads a table without store_id | create table tenancy.probe_other (note text); grant select (note) on tenancy.probe_other to checkout_app
            view is not security_invoker           | create view tenancy.probe_view as select * from tenancy.probe
            view is not security_invoker           | create materialized view tenancy.probe_view as select * from tenancy.probe
            function is security definer           | create function tenancy.probe_door() returns int language sql security definer as 'select 1'
            role is privileged                     | alter role checkout_app bypassrls
            role is privileged                     | alter role checkout_worker superuser
            role is a member of another            | grant checkout_owner to checkout_app
            table is not owned by checkout_owner   | alter table tenancy.probe owner to checkout_app
            """)
    void a_broken_rule_is_found(String rule, String breakIt) throws SQLException {
        assertThat(findingsAfter(breakIt)).anyMatch(finding -> finding.startsWith(rule));
    }

    @Test
    void dropping_any_policy_of_the_app_is_found() throws SQLException {
        try (Connection connection = database.superuser().getConnection(); var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            int before = new SchemaCatalogue(connection).findings().size();
            List<String> drops = new ArrayList<>();
            try (var rows = statement.executeQuery("""
                    select format('drop policy %I on %s', p.polname, p.polrelid::regclass) from pg_policy p
                    where p.polroles = '{0}' or 'checkout_app'::regrole = any(p.polroles)""")) {
                while (rows.next()) {
                    drops.add(rows.getString(1));
                }
            }
            for (String drop : drops) {
                statement.execute(drop);
                assertThat(new SchemaCatalogue(connection).findings()).as(drop).hasSizeGreaterThan(before);
                connection.rollback();
            }
        }
    }

    /** What the catalogue finds about a well-made table after one statement has spoilt it; everything is rolled back. */
    private static List<String> findingsAfter(String breakIt) throws SQLException {
        try (Connection connection = database.superuser().getConnection(); var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            List<String> before = new SchemaCatalogue(connection).findings();
            statement.execute("""
                    set local role checkout_owner;
                    create table tenancy.probe (store_id uuid, livemode boolean, note text, primary key (store_id, livemode, note));
                    alter table tenancy.probe enable row level security;
                    alter table tenancy.probe force row level security;
                    create policy store on tenancy.probe to checkout_app\n""" + RULE);
            if (breakIt.startsWith("alter role") || breakIt.startsWith("grant") || breakIt.contains("owner to")) {
                statement.execute("reset role");
            }
            statement.execute(breakIt);
            statement.execute("reset role");
            List<String> findings = new ArrayList<>(new SchemaCatalogue(connection).findings());
            findings.removeAll(before);
            connection.rollback();
            return findings;
        }
    }
}
