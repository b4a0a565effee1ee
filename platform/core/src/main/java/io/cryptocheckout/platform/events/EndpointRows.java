package io.cryptocheckout.platform.events;

import io.cryptocheckout.platform.authority.Principal;
import io.cryptocheckout.platform.database.StoreTx;
import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The rows of {@code events.webhook_endpoint}, as their store reads and writes them. */
@Component
final class EndpointRows {
    /** How the address of a plugin begins, where others have a URL. */
    static final String PLUGIN_URL = "plugin:";

    private static final String SELECT = """
            select id, livemode, url, description, event_types, enabled, disabled_reason, api_version,
                case when previous_secret_ends_at > ?::timestamptz then previous_secret_ends_at end as previous_secret_ends_at, failing_since, created_at, access_id, grant_id
            from events.webhook_endpoint where store_id = ? and livemode = ? and deleted_at is null and plugin_id is null
                and (?::uuid is null or grant_id = ?::uuid)\s""";
    private static final String ABANDON = """
            update events.delivery set status = 'abandoned', due_at = null, leased_until = null, last_error = ?
            where store_id = ? and livemode = ? and endpoint_id = ? and status = 'pending'""";

    /** All of the store's to its people and keys; to an app those that it made. */
    List<EndpointView> list(StoreTx tx, Principal who, Instant now) {
        UUID grant = grantOf(who);
        return tx.sql().fetch(SELECT + "order by id desc", now, tx.storeId(), tx.livemode(), grant, grant).map(EndpointRows::view);
    }

    @Nullable
    EndpointView find(StoreTx tx, Principal who, UUID id, Instant now) {
        UUID grant = grantOf(who);
        Record row = tx.sql().fetchOne(SELECT + "and id = ?", now, tx.storeId(), tx.livemode(), grant, grant, id);
        return row == null ? null : view(row);
    }

    /** Whose endpoints alone somebody sees; null for whoever sees all of the store's. */
    static @Nullable UUID grantOf(Principal who) {
        return who.kind() == Principal.Kind.APP ? who.id() : null;
    }

    /** Refuses where the store has as many endpoints as it may have; two that are made at once wait for each other. */
    void requireRoom(StoreTx tx, int most) {
        tx.sql().execute("select pg_advisory_xact_lock(hashtextextended('events.webhook_endpoint ' || ? || ?, 0))",
                tx.storeId().toString(), Boolean.toString(tx.livemode()));
        int count = tx.sql().fetchSingle(
                "select count(*)::int from events.webhook_endpoint where store_id = ? and livemode = ? and deleted_at is null"
                        + " and plugin_id is null and disabled_reason is distinct from 'disconnected'",
                tx.storeId(), tx.livemode()).get(0, Integer.class);
        if (count >= most) {
            throw new Refused(Refusal.ENDPOINT_LIMIT_REACHED, null,
                    "A store has at most " + most + " webhook endpoints per mode; delete one that is no longer used.");
        }
    }

    void insert(StoreTx tx, UUID id, NewEndpoint endpoint, byte[] secret, Instant now) {
        tx.sql().execute("""
                insert into events.webhook_endpoint
                    (store_id, livemode, id, url, description, event_types, api_version, secret, created_at)
                values (?, ?, ?, ?, nullif(?, ''), ?, ?, ?, ?::timestamptz)""", tx.storeId(), tx.livemode(), id, endpoint.url(),
                endpoint.description(), endpoint.types().stream().distinct().toArray(String[]::new), ApiVersion.CURRENT, secret, now);
    }

    void change(StoreTx tx, UUID id, EndpointChange change, Instant now) {
        if (change.url() != null) {
            update(tx, id, "url = ?, failing_since = null", change.url());
        }
        if (change.types() != null) {
            update(tx, id, "event_types = ?", (Object) change.types().stream().distinct().toArray(String[]::new));
        }
        if (change.description() != null) {
            update(tx, id, "description = nullif(?, '')", change.description());
        }
        if (Boolean.TRUE.equals(change.enabled())) {
            update(tx, id, "enabled = true, disabled_reason = null, disabled_at = null, failing_since = null");
        }
        if (Boolean.FALSE.equals(change.enabled())) {
            update(tx, id,
                    "enabled = false, disabled_reason = coalesce(disabled_reason, 'merchant'), disabled_at = coalesce(disabled_at, ?::timestamptz)",
                    now);
            abandon(tx, id, "The endpoint is disabled.");
        }
    }

    void rotate(StoreTx tx, UUID id, byte[] secret, @Nullable Instant previousEndsAt) {
        if (previousEndsAt == null) {
            update(tx, id, "secret = ?, previous_secret = null, previous_secret_ends_at = null", secret);
        } else {
            update(tx, id, "previous_secret = secret, previous_secret_ends_at = ?::timestamptz, secret = ?", previousEndsAt, secret);
        }
    }

    /** On whose access the endpoint rests; null for the store's own. */
    void rest(StoreTx tx, UUID id, @Nullable UUID accessId) {
        if (accessId == null) {
            update(tx, id, "access_id = null");
        } else {
            update(tx, id, "access_id = ?::uuid", accessId);
        }
    }

    /** Of which app it is, by what that was granted; null makes it the store's own. */
    void give(StoreTx tx, UUID id, @Nullable UUID grantId) {
        update(tx, id, "grant_id = ?::uuid", grantId);
    }

    /** Switches off what an app made; answers which of its endpoints that were. */
    List<UUID> disconnect(StoreTx tx, UUID grantId, Instant now) {
        List<UUID> ended = tx.sql().fetch("""
                update events.webhook_endpoint set enabled = false, disabled_reason = 'disconnected',
                    disabled_at = coalesce(disabled_at, ?::timestamptz)
                where store_id = ? and livemode = ? and grant_id = ? and deleted_at is null returning id""", now, tx.storeId(),
                tx.livemode(), grantId).map(row -> row.get(0, UUID.class));
        ended.forEach(id -> abandon(tx, id, "The app that set up the endpoint was disconnected."));
        return ended;
    }

    /** What an app made rests on no agency's access any more. */
    void restOnNone(StoreTx tx, UUID grantId) {
        tx.sql().execute("update events.webhook_endpoint set access_id = null where store_id = ? and livemode = ? and grant_id = ?",
                tx.storeId(), tx.livemode(), grantId);
    }

    void delete(StoreTx tx, UUID id, Instant now) {
        update(tx, id,
                "deleted_at = ?::timestamptz, enabled = false, secret = ''::bytea, previous_secret = null, previous_secret_ends_at = null",
                now);
        abandon(tx, id, "The endpoint was deleted.");
    }

    private static void update(StoreTx tx, UUID id, String assignments, @Nullable Object... values) {
        @Nullable
        Object[] bindings = new @Nullable Object[values.length + 3];
        System.arraycopy(values, 0, bindings, 0, values.length);
        bindings[values.length] = tx.storeId();
        bindings[values.length + 1] = tx.livemode();
        bindings[values.length + 2] = id;
        tx.sql().execute("update events.webhook_endpoint set " + assignments + " where store_id = ? and livemode = ? and id = ?", bindings);
    }

    static void abandon(StoreTx tx, UUID id, String why) {
        tx.sql().execute(ABANDON, why, tx.storeId(), tx.livemode(), id);
    }

    private static EndpointView view(Record row) {
        return new EndpointView(row.get("id", UUID.class), row.get("livemode", Boolean.class), row.get("url", String.class),
                row.get("description", String.class), List.of(row.get("event_types", String[].class)), row.get("enabled", Boolean.class),
                row.get("disabled_reason", String.class), row.get("api_version", String.class),
                row.get("previous_secret_ends_at", Instant.class), row.get("failing_since", Instant.class),
                row.get("created_at", Instant.class), row.get("access_id", UUID.class), row.get("grant_id", UUID.class));
    }
}
