package io.cryptocheckout.platform.isolation;

import io.cryptocheckout.platform.access.Accounts;
import io.cryptocheckout.platform.access.ApiKeys;
import io.cryptocheckout.platform.access.NewAccount;
import io.cryptocheckout.platform.access.NewApiKey;
import io.cryptocheckout.platform.access.SignedUp;
import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.authority.Permission;
import io.cryptocheckout.platform.authority.Principal;
import io.cryptocheckout.platform.authority.Scope;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * One store that has sold for years among a thousand that have hardly begun. Rows are copies of what the product itself wrote for
 * another store, moved into the past.
 */
final class LargeStore {
    static final String PASSWORD = Shop.PASSWORD;
    private static final int STORES = 1_000;
    private static final int ENTRIES = 5_000;
    /** Of a hundred sessions of the large store. */
    private static final String STATUS = "case when n % 100 < 80 then 'paid' when n % 100 < 95 then 'expired' when n % 100 < 98 then 'canceled'"
            + " when n % 1000 = 998 then 'underpaid' else 'pending' end";

    final UUID storeId;
    final UUID owner;
    final String email = "large-" + UUID.randomUUID() + "@example.org";
    final String key;
    private final Shop model;
    private final Rows rows;

    LargeStore(Pair pair, int sessions) {
        model = pair.victim();
        rows = pair.rows();
        SignedUp made = Objects.requireNonNull(
                model.run.context.getBean(Accounts.class).create(new NewAccount(email, PASSWORD, "Large", "Large")));
        storeId = made.store().id();
        owner = made.account().id();
        Caller caller = new Caller(new Scope(storeId, false), EnumSet.allOf(Permission.class),
                new Principal(Principal.Kind.ACCOUNT, owner, email));
        key = model.run.context.getBean(ApiKeys.class).create(caller, new NewApiKey("Large",
                Arrays.stream(Permission.values()).filter(Permission::grantable).collect(Collectors.toUnmodifiableSet()), List.of(), null))
                .secret();
        fill(sessions);
    }

    /** One from the middle of a table. */
    UUID id(String table) {
        return UUID
                .fromString(rows.one("select id::text from " + table + " where store_id = ? order by id offset (select count(*) / 2 from "
                        + table + " where store_id = ?) limit 1", storeId, storeId));
    }

    /** The endpoint to which everything was sent; {@link #id} names one to which nothing ever was. */
    UUID busyEndpoint() {
        return UUID.fromString(rows.one("select id::text from events.webhook_endpoint where store_id = ? order by id limit 1", storeId));
    }

    /** A text of a session from the middle. */
    String text(String sql) {
        return rows.one(sql, storeId, id("checkout.session"));
    }

    private void fill(int sessions) {
        int own = sessions / 2;
        copy("checkout.session", "from generate_series(1, %d) n".formatted(own), """
                store_id = '%s', id = uuidv7(- n * interval '1 minute'), address = substring(sha256(('large' || n)::bytea) for 20),
                reference = 'large-' || n, status = %s, due_at = null, awaited_chains = '{}', version = 1,
                created_at = now() - n * interval '1 minute', paid_at = case when n %% 100 < 80 then now() - n * interval '1 minute' end"""
                .formatted(storeId, STATUS));
        copy("checkout.session", ("from (select n, md5('small' || n %% %d)::uuid as small from generate_series(1, %d) n) x")
                .formatted(STORES, sessions - own), """
                        store_id = small, id = uuidv7(- n * interval '1 minute'), address = substring(sha256(('small' || n)::bytea) for 20),
                        reference = 'small-' || n, status = 'paid', due_at = null, awaited_chains = '{}', version = 1,
                        created_at = now() - n * interval '1 minute', paid_at = now() - n * interval '1 minute'""");
        String ofLarge = "from (select id as session, row_number() over (order by id) as n from checkout.session where store_id = '%s') x"
                .formatted(storeId);
        copy("checkout.payment", ofLarge + " where n % 100 < 80",
                "store_id = '%s', session_id = session, transfer_key = 'large-' || n, tx_hash = sha256(('tx' || n)::bytea)"
                        .formatted(storeId));
        copy("checkout.timeline", ofLarge, "store_id = '%s', session_id = session, position = 1, status = 'paid'".formatted(storeId));
        copy("events.webhook_endpoint", "from generate_series(1, 3) n",
                """
                store_id = '%s', id = uuidv7(), enabled = false, disabled_reason = 'merchant', deleted_at = null, plugin_id = null,
                access_id = null, grant_id = null""".formatted(storeId));
        copy("events.event", ofLarge, """
                store_id = '%s', id = session, object_id = session, sequence = 1, sample = false,
                type = case when n %% 1000 = 998 then 'session.underpaid' else 'session.created' end, tx = '5'""".formatted(storeId));
        copy("events.delivery", ofLarge, """
                store_id = '%s', id = session, event_id = session, status = case when n %% 5000 = 0 then 'abandoned' else 'delivered' end,
                due_at = null, endpoint_id = (select id from events.webhook_endpoint where store_id = '%1$s' order by id limit 1)"""
                .formatted(storeId));
        copy("checkout.unmatched_funds", "from generate_series(1, %d) n".formatted(ENTRIES),
                """
                store_id = '%s', id = uuidv7(- n * interval '1 hour'), transfer_key = 'large-' || n, session_id = null,
                withdrawn_at = case when n %% 10 > 0 then now() end, address = substring(sha256(('inbox' || n)::bytea) for 20), tx_hash = sha256(('inbox' || n)::bytea)"""
                        .formatted(storeId));
        copy("audit.entry", "from generate_series(1, %d) n".formatted(ENTRIES),
                "store_id = '%s', sequence = 1000 + n, at = now() - (%d - n) * interval '1 minute', object = 'key_' || n".formatted(storeId,
                        ENTRIES));
        copy("access.api_key", "from generate_series(1, 50) n",
                "store_id = '%s', id = uuidv7(), hash = sha256(('large' || n)::bytea), rolled_from = null".formatted(storeId));
        rows.execute("vacuum analyze");
    }

    /** Rows like any one of the model, with some columns set: all those on which it depends whether the row is shown. */
    private void copy(String table, String from, String columns) {
        var set = Arrays.stream(columns.split(",\\s*(?=\\w+ = )")).map(one -> one.strip().split(" = ", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
        List<String> names = rows.list("select attname from pg_attribute where attrelid = ?::regclass and attnum > 0 and not attisdropped"
                + " and attidentity = '' order by attnum", table);
        String values = names.stream().map(name -> set.getOrDefault(name, "m." + name)).collect(Collectors.joining(", "));
        rows.execute("set session_replication_role = replica");
        rows.execute("with m as (select * from " + table + " where store_id = '" + model.storeId + "' and livemode is not true limit 1)"
                .replace("livemode is not true", names.contains("livemode") ? "not livemode" : "true")
                + " insert into " + table + " (" + String.join(", ", names) + ") select " + values + " "
                + from.replaceFirst("from ", "from m, "));
        rows.execute("set session_replication_role = origin");
    }
}
