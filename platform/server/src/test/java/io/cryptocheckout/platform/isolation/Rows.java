package io.cryptocheckout.platform.isolation;

import static org.awaitility.Awaitility.await;

import io.cryptocheckout.platform.journey.LocalRun;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

/** The database as its owner sees it: every row of a store, whatever the policies say. */
final class Rows {
    /** Loops write here when they look, when they note a use and when a block comes; no decision stands in them. */
    private static final String LOOPS_OWN = "'{due_at,leased_until,wakes,refill_due,last_used_at,claim,confirmations,confirmed,version,awaited_chains}'::text[]";

    /** A loop adds up here the sessions of some minutes ago; the sessions themselves are compared, and nobody else may write here. */
    private static final String ADDED_UP = "checkout.session_tally";

    private static final Duration SEVERAL_BLOCKS = Duration.ofSeconds(4);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Connection connection;

    Rows(LocalRun run) {
        this.connection = run.superuser();
    }

    List<String> list(String sql, Object... values) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            List<String> rows = new ArrayList<>();
            if (statement.execute()) {
                try (ResultSet found = statement.getResultSet()) {
                    while (found.next()) {
                        rows.add(found.getString(1));
                    }
                }
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    String one(String sql, Object... values) {
        List<String> rows = list(sql, values);
        if (rows.size() != 1) {
            throw new IllegalStateException(rows.size() + " rows: " + sql);
        }
        return rows.getFirst();
    }

    void execute(String sql, Object... values) {
        list(sql, values);
    }

    /** Every table that has a column of this name. */
    List<String> tablesWith(String column) {
        return list("""
                select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
                join pg_attribute a on a.attrelid = c.oid and a.attname = ? and a.attnum > 0
                where n.nspowner = 'checkout_owner'::regrole and c.relkind in ('r', 'p') order by 1""", column);
    }

    /** The same once nothing changes by itself any more: payments become final some blocks after they came. */
    Map<String, String> standing(Shop shop) {
        AtomicReference<Map<String, String>> earlier = new AtomicReference<>(Map.of());
        return await("nothing of the shop is under way").pollInterval(SEVERAL_BLOCKS).atMost(PATIENCE).until(() -> digest(shop),
                now -> earlier.getAndSet(now).equals(now));
    }

    /** What all tables hold of a store and of the people and organizations around it: a digest for each table. */
    Map<String, String> digest(Shop shop) {
        Map<String, String> digest = new TreeMap<>();
        for (String table : tablesWith("store_id")) {
            if (table.equals(ADDED_UP)) {
                continue;
            }
            digest.put(table, digestOf(table, "store_id = any(?)", shop.stores().toArray(UUID[]::new)));
        }
        for (String table : tablesWith("organization_id")) {
            digest.put(table + " of organizations", digestOf(table, "organization_id = any(?)", shop.organizations().toArray(UUID[]::new)));
        }
        for (String table : tablesWith("account_id")) {
            if (!table.startsWith("wallet.")) {
                digest.put(table + " of people", digestOf(table, "account_id = any(?)", shop.people().toArray(UUID[]::new)));
            }
        }
        digest.put("access.account", digestOf("access.account", "id = any(?)", shop.people().toArray(UUID[]::new)));
        digest.put("tenancy.organization", digestOf("tenancy.organization", "id = any(?)", shop.organizations().toArray(UUID[]::new)));
        return digest;
    }

    private String digestOf(String table, String whose, UUID[] ids) {
        return one("select count(*) || ' rows ' || coalesce(md5(string_agg(row, '|' order by row)), '') from (select (to_jsonb(t) - "
                + LOOPS_OWN + ")::text as row from " + table + " t where " + whose + ") x", (Object) ids);
    }
}
