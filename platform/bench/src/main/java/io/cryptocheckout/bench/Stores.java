package io.cryptocheckout.bench;

import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.List;

/** Many stores with a wallet, ready addresses and an API key each, written straight into the database: the load needs them, not their making. */
final class Stores {

    private static final int READY = 40;

    private Stores() {}

    /** Adds the stores and answers their API keys. */
    static List<String> add(Platform platform, int count) throws Exception {
        Class<?> text = Class.forName("io.cryptocheckout.platform.access.KeyText");
        Method next = text.getDeclaredMethod("next", boolean.class);
        Method hash = text.getDeclaredMethod("hash", String.class);
        next.setAccessible(true);
        hash.setAccessible(true);
        List<String> keys = new ArrayList<>();
        platform.sql(
                "create table bench_store (n int primary key, store_id uuid default uuidv7(), account bytea, hash bytea)",
                "insert into bench_store (n, account) select n, sha256(('store' || n)::bytea) from generate_series(1, " + count + ") n");
        try (Connection connection = platform.connect();
                PreparedStatement update = connection.prepareStatement("update bench_store set hash = ? where n = ?")) {
            connection.setAutoCommit(false);
            for (int n = 1; n <= count; n++) {
                String key = (String) next.invoke(null, false);
                keys.add(key);
                update.setBytes(1, (byte[]) hash.invoke(null, key));
                update.setInt(2, n);
                update.addBatch();
            }
            update.executeBatch();
            connection.commit();
        }
        fill(platform);
        return keys;
    }

    private static void fill(Platform platform) throws java.sql.SQLException {
        platform.sql(
                "insert into tenancy.store (store_id, organization_id, name, checkout_version, created_at, updated_at)"
                        + " select b.store_id, o.id, 'Store ' || n, '2026-11-01', now(), now() from bench_store b,"
                        + " (select id from tenancy.organization limit 1) o",
                "insert into access.api_key (store_id, livemode, id, name, prefix, last_four, hash, scopes, allowed_ips, created_by, created_at)"
                        + " select store_id, false, uuidv7(), 'bench', 'ck_test_benc', 'last', hash, array['sessions:write'], '{}', uuidv7(), now()"
                        + " from bench_store",
                "insert into wallet.account (store_id, livemode, account_id, xpub, next_index, ready_wanted, created_at)"
                        + " select store_id, false, account, '\\x00', " + READY + ", 1, now() from bench_store",
                "insert into wallet.wallet (store_id, livemode, wallet_id, account_id, xpub, path, first_address, custody, status,"
                        + " proposed_by, proposed_at, effective_at) select store_id, false, uuidv7(), account, '\\x00', 'm/44''/1''/0''',"
                        + " substring(account from 1 for 20), 'watch_only', 'active', 'bench', now(), now() from bench_store",
                "insert into wallet.address (store_id, livemode, account_id, child_index, address, state, changed_at)"
                        + " select store_id, false, account, i, substring(sha256(account || i::text::bytea) from 1 for 20), 'ready', now()"
                        + " from bench_store, generate_series(0, " + (READY - 1) + ") i",
                "analyze");
    }
}
