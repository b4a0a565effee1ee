package io.cryptocheckout.architecture;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the PostgreSQL catalogue and names everything that could let one store see, change or guess another store's rows. Each
 * finding starts with the rule's name and ends with the object, so that an exception can be written down against it.
 */
final class SchemaCatalogue {

    private static final String ROOMS = """
            with room as (select oid from pg_namespace where nspowner = 'checkout_owner'::regrole and nspname <> 'migrations'),
            tab as (select c.oid, c.relname, c.relrowsecurity, c.relforcerowsecurity, c.relowner,
                           (c.relnamespace::regnamespace || '.' || c.relname) as name,
                           (select attnum from pg_attribute a where a.attrelid = c.oid and attname = 'store_id' and not attisdropped) as store_id,
                           (select attnum from pg_attribute a where a.attrelid = c.oid and attname = 'livemode' and not attisdropped) as livemode
                    from pg_class c join room on room.oid = c.relnamespace where c.relkind in ('r', 'p'))
            """;

    private static final String STORE_RULE = "(store_id = ( SELECT (NULLIF(current_setting('app.store_id'::text, true), ''::text))::uuid AS \"nullif\"))";
    private static final String MODE_RULE = "(livemode = ( SELECT (NULLIF(current_setting('app.livemode'::text, true), ''::text))::boolean AS \"nullif\"))";

    private final Connection connection;

    SchemaCatalogue(Connection connection) {
        this.connection = connection;
    }

    List<String> findings() throws SQLException {
        List<String> findings = new ArrayList<>();
        findings.addAll(tablesWithoutStore());
        findings.addAll(tablesWithoutStoreTheAppReads());
        findings.addAll(tablesWithoutMode());
        findings.addAll(tablesWithoutForcedRowSecurity());
        findings.addAll(policiesOfTheApp());
        findings.addAll(keysNotLedByStore());
        findings.addAll(foreignKeysNotLedByStore());
        findings.addAll(viewsThatSeeEverything());
        findings.addAll(functionsOfTheOwner());
        findings.addAll(privilegedRoles());
        return findings;
    }

    private List<String> tablesWithoutStore() throws SQLException {
        return list(ROOMS + """
                select 'table without store_id ' || name from tab where store_id is null order by 1""");
    }

    private List<String> tablesWithoutStoreTheAppReads() throws SQLException {
        return list(ROOMS + """
                select 'the app reads a table without store_id ' || name from tab
                where store_id is null and has_any_column_privilege('checkout_app', tab.oid, 'select') order by 1""");
    }

    /** What the worker, whom no store binds, may do to stores' rows: a line for each table and right, with the columns where not all are meant. */
    List<String> rightsOfTheWorker() throws SQLException {
        return list(ROOMS + """
                , cell as (select name, tab.oid, right_name, attname, attnum
                    from tab join pg_attribute a on a.attrelid = tab.oid and a.attnum > 0 and not a.attisdropped,
                         unnest(array['SELECT', 'INSERT', 'UPDATE']) right_name
                    where store_id is not null and has_column_privilege('checkout_worker', tab.oid, a.attnum, right_name))
                select lower(right_name) || ' ' || name || case when has_table_privilege('checkout_worker', oid, right_name) then ''
                       else ' (' || string_agg(attname, ', ' order by attnum) || ')' end
                from cell group by right_name, name, oid
                union all
                select 'delete ' || name from tab where store_id is not null and has_table_privilege('checkout_worker', tab.oid, 'DELETE')
                order by 1""");
    }

    /** All that the operators' role may do, to any table: a line for each table and right, with the columns where not all are meant. */
    List<String> rightsOfTheOperator() throws SQLException {
        return list(ROOMS + """
                , cell as (select name, tab.oid, right_name, attname, attnum
                    from tab join pg_attribute a on a.attrelid = tab.oid and a.attnum > 0 and not a.attisdropped,
                         unnest(array['SELECT', 'INSERT', 'UPDATE']) right_name
                    where has_column_privilege('checkout_operator', tab.oid, a.attnum, right_name))
                select lower(right_name) || ' ' || name || case when has_table_privilege('checkout_operator', oid, right_name) then ''
                       else ' (' || string_agg(attname, ', ' order by attnum) || ')' end
                from cell group by right_name, name, oid
                union all
                select 'delete ' || name from tab where has_table_privilege('checkout_operator', tab.oid, 'DELETE')
                union all
                select 'execute ' || f.oid::regprocedure from pg_proc f join room on room.oid = f.pronamespace
                where has_function_privilege('checkout_operator', f.oid, 'EXECUTE')
                order by 1""");
    }

    private List<String> tablesWithoutMode() throws SQLException {
        return list(ROOMS + """
                select 'table without livemode ' || name from tab where store_id is not null and livemode is null order by 1""");
    }

    private List<String> tablesWithoutForcedRowSecurity() throws SQLException {
        return list(ROOMS + """
                select 'row security is not enabled and forced ' || name from tab
                where store_id is not null and not (relrowsecurity and relforcerowsecurity) order by 1""");
    }

    /** Permissive policies are OR-ed: one that says less than the canonical rule opens the table, so each must be that rule. */
    private List<String> policiesOfTheApp() throws SQLException {
        List<String> findings = new ArrayList<>(list(ROOMS + """
                select 'no policy for the app ' || name from tab
                where store_id is not null and not exists (select from pg_policy p where p.polrelid = tab.oid
                    and (p.polroles = '{0}' or 'checkout_app'::regrole = any(p.polroles))) order by 1"""));
        String both = "'(" + quoted(STORE_RULE) + " AND " + quoted(MODE_RULE) + ")'";
        findings.addAll(list(ROOMS + """
                , rule as (select tab.name, p.polname, tab.livemode,
                        regexp_replace(coalesce(pg_get_expr(p.polqual, p.polrelid), 'none'), '\\s+', ' ', 'g') as qual,
                        regexp_replace(coalesce(pg_get_expr(p.polwithcheck, p.polrelid), 'none'), '\\s+', ' ', 'g') as wcheck,
                        p.polcmd
                    from pg_policy p join tab on tab.oid = p.polrelid
                    where tab.store_id is not null and (p.polroles = '{0}' or 'checkout_app'::regrole = any(p.polroles)))
                select 'policy is not the store rule ' || name || ' ' || polname from rule,
                    lateral (select case when livemode is null then '%s' else %s end as wanted) w
                where polcmd <> '*' or qual <> wanted or wcheck <> wanted order by 1""".formatted(quoted(STORE_RULE), both)));
        return findings;
    }

    private List<String> keysNotLedByStore() throws SQLException {
        return list(ROOMS + """
                select (case when i.indisprimary then 'primary key' when i.indisunique then 'unique' else 'index' end)
                       || ' is not led by the store ' || name || ' ' || i.indexrelid::regclass::text
                from pg_index i join tab on tab.oid = i.indrelid
                where store_id is not null and not (i.indkey[0] = store_id and (livemode is null or i.indkey[1] = livemode)) order by 1""");
    }

    /** Foreign keys bypass row level security: without the store on both sides a row may point at another store's row. */
    private List<String> foreignKeysNotLedByStore() throws SQLException {
        return list(ROOMS + """
                select 'foreign key is not led by the store ' || tab.name || ' ' || k.conname
                from pg_constraint k join tab on tab.oid = k.conrelid left join tab target on target.oid = k.confrelid
                where k.contype = 'f' and tab.store_id is not null
                  and not (k.conkey[1] = tab.store_id and k.confkey[1] = target.store_id
                       and (target.livemode is null or (k.conkey[2] = tab.livemode and k.confkey[2] = target.livemode))) order by 1""");
    }

    private List<String> viewsThatSeeEverything() throws SQLException {
        return list(ROOMS + """
                select 'view is not security_invoker ' || c.oid::regclass from pg_class c join room on room.oid = c.relnamespace
                where c.relkind in ('v', 'm') and not (c.relkind = 'v' and coalesce(c.reloptions::text, '') ~ 'security_invoker=(true|on|1)')
                order by 1""");
    }

    private List<String> functionsOfTheOwner() throws SQLException {
        return list(ROOMS + """
                select 'function is security definer ' || f.oid::regprocedure from pg_proc f join room on room.oid = f.pronamespace
                where f.prosecdef order by 1""");
    }

    private List<String> privilegedRoles() throws SQLException {
        List<String> findings = new ArrayList<>(
                list("""
                select 'role is privileged ' || rolname from pg_roles
                where rolname like 'checkout%' and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication) order by 1"""));
        findings.addAll(list(ROOMS + """
                select 'table is not owned by checkout_owner ' || name from tab where relowner <> 'checkout_owner'::regrole order by 1"""));
        findings.addAll(list("""
                select 'role is a member of another ' || m.member::regrole || ' of ' || m.roleid::regrole
                       || case when m.inherit_option or m.admin_option then ' with its rights' else '' end from pg_auth_members m
                where m.member in ('checkout_app'::regrole, 'checkout_worker'::regrole) order by 1"""));
        return findings;
    }

    private static String quoted(String text) {
        return text.replace("'", "''");
    }

    private List<String> list(String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (var statement = connection.createStatement(); var result = statement.executeQuery(sql)) {
            while (result.next()) {
                rows.add(result.getString(1));
            }
        }
        return rows;
    }
}
