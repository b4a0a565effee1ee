package io.cryptocheckout.platform.plugin;

import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.database.StoreTx;
import io.cryptocheckout.platform.sealing.SealBroken;
import io.cryptocheckout.platform.sealing.Sealing;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The rows of {@code plugin.installation}. Each change is told to every node when it is committed. */
final class Installations {
    /** The channel on which nodes hear which store to read again. */
    static final String CHANNEL = "plugin_installation";

    private static final Logger LOG = LoggerFactory.getLogger(Installations.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};
    private static final String SELECT = """
            select plugin_id, version, enabled, settings::text as settings, sealed, endpoint_id, enabled_at, quarantined_at,
                quarantine_reason, stored_bytes
            from plugin.installation where store_id = ? and livemode = ?\s""";
    private static final String ENABLE = """
            insert into plugin.installation (store_id, livemode, plugin_id, version, enabled, settings, sealed, enabled_at, changed_at, due_at)
            values (?, ?, ?, ?, true, ?::jsonb, ?, ?::timestamptz, ?::timestamptz, ?::timestamptz)
            on conflict (store_id, livemode, plugin_id) do update set version = excluded.version, enabled = true,
                settings = excluded.settings, sealed = excluded.sealed, enabled_at = case
                    when installation.enabled and installation.quarantined_at is null then installation.enabled_at
                    else excluded.enabled_at end,
                changed_at = excluded.changed_at, quarantined_at = null, quarantine_reason = null, due_at = excluded.due_at""";

    private final Sealing sealing;

    Installations(Sealing sealing) {
        this.sealing = sealing;
    }

    List<Installation> list(StoreTx tx) {
        return tx.sql().fetch(SELECT + "order by plugin_id", tx.storeId(), tx.livemode()).map(row -> installation(row, tx.scope()));
    }

    @Nullable
    Installation find(StoreTx tx, String pluginId) {
        Record row = tx.sql().fetchOne(SELECT + "and plugin_id = ?", tx.storeId(), tx.livemode(), pluginId);
        return row == null ? null : installation(row, tx.scope());
    }

    /** The same, and no other transaction changes it before this one ends. */
    @Nullable
    Installation lock(StoreTx tx, String pluginId) {
        Record row = tx.sql().fetchOne(SELECT + "and plugin_id = ? for update", tx.storeId(), tx.livemode(), pluginId);
        return row == null ? null : installation(row, tx.scope());
    }

    /**
     * Enables the plugin with these settings; one that was stopped goes on.
     *
     * @param due
     *            when its scheduled work is due next; null where it has none
     */
    void enable(StoreTx tx, InstalledPlugin plugin, FilledIn settings, Instant now, @Nullable Instant due) {
        tx.sql().execute(ENABLE, tx.storeId(), tx.livemode(), plugin.id(), plugin.manifest().version(),
                JSON.writeValueAsString(settings.plain()), sealed(tx, plugin.id(), settings), now, now, due);
        tell(tx);
    }

    void configure(StoreTx tx, InstalledPlugin plugin, FilledIn settings, Instant now) {
        change(tx, plugin.id(), "version = ?, settings = ?::jsonb, sealed = ?, changed_at = ?::timestamptz", plugin.manifest().version(),
                JSON.writeValueAsString(settings.plain()), sealed(tx, plugin.id(), settings), now);
        tell(tx);
    }

    private byte @Nullable [] sealed(StoreTx tx, String pluginId, FilledIn settings) {
        return settings.secrets().isEmpty()
                ? null
                : sealing.seal(JSON.writeValueAsBytes(settings.secrets()), tx.scope(), purpose(pluginId));
    }

    void endpoint(StoreTx tx, String pluginId, @Nullable UUID endpointId) {
        change(tx, pluginId, "endpoint_id = ?::uuid", endpointId);
    }

    void disable(StoreTx tx, String pluginId, Instant now) {
        change(tx, pluginId, "enabled = false, due_at = null, changed_at = ?::timestamptz", now);
        tell(tx);
    }

    void quarantine(StoreTx tx, String pluginId, String reason, Instant now) {
        change(tx, pluginId, "quarantined_at = ?::timestamptz, quarantine_reason = ?, due_at = null, changed_at = ?::timestamptz", now,
                reason, now);
        tell(tx);
    }

    void resume(StoreTx tx, String pluginId, Instant now, @Nullable Instant due) {
        change(tx, pluginId,
                "quarantined_at = null, quarantine_reason = null, due_at = ?::timestamptz, enabled_at = ?::timestamptz,"
                        + " changed_at = ?::timestamptz",
                due, now, now);
        tell(tx);
    }

    /** When its scheduled work is due next; one that was stopped meanwhile stays so. */
    void due(StoreTx tx, String pluginId, Instant due) {
        tx.sql().execute("update plugin.installation set due_at = ?::timestamptz where store_id = ? and livemode = ? and plugin_id = ?"
                + " and due_at is not null", due, tx.storeId(), tx.livemode(), pluginId);
    }

    /** It has another version now, with or without scheduled work. */
    void adapt(StoreTx tx, InstalledPlugin plugin) {
        change(tx, plugin.id(), "version = ?, due_at = case when ? then coalesce(due_at, now()) end", plugin.manifest().version(),
                plugin.manifest().schedule().isPresent());
    }

    /** Forgets it with all it kept. */
    void delete(StoreTx tx, String pluginId) {
        tx.sql().execute("delete from plugin.installation where store_id = ? and livemode = ? and plugin_id = ?", tx.storeId(),
                tx.livemode(), pluginId);
        tell(tx);
    }

    private static void change(StoreTx tx, String pluginId, String assignments, @Nullable Object... values) {
        @Nullable
        Object[] bindings = new @Nullable Object[values.length + 3];
        System.arraycopy(values, 0, bindings, 0, values.length);
        bindings[values.length] = tx.storeId();
        bindings[values.length + 1] = tx.livemode();
        bindings[values.length + 2] = pluginId;
        tx.sql().execute("update plugin.installation set " + assignments + " where store_id = ? and livemode = ? and plugin_id = ?",
                bindings);
    }

    private static void tell(StoreTx tx) {
        tx.sql().fetch("select pg_notify(?, ?)", CHANNEL, tx.storeId() + ":" + tx.livemode());
    }

    private Installation installation(Record row, Scope scope) {
        String pluginId = row.get("plugin_id", String.class);
        return new Installation(scope, pluginId, row.get("version", String.class), row.get("enabled", Boolean.class),
                JSON.readValue(row.get("settings", String.class), TEXTS), secrets(row.get("sealed", byte[].class), scope, pluginId),
                row.get("endpoint_id", UUID.class), row.get("enabled_at", Instant.class), row.get("quarantined_at", Instant.class),
                row.get("quarantine_reason", String.class), row.get("stored_bytes", Long.class));
    }

    /** Secrets that do not open are missing: the form asks for them again. */
    private Map<String, String> secrets(byte @Nullable [] sealed, Scope scope, String pluginId) {
        if (sealed == null) {
            return Map.of();
        }
        try {
            return JSON.readValue(sealing.open(sealed, scope, purpose(pluginId)), TEXTS);
        } catch (SealBroken e) {
            LOG.error("The secrets of plugin {} of store {} do not open; is a key missing from checkout.sealing?", pluginId, scope);
            return Map.of();
        }
    }

    private static String purpose(String pluginId) {
        return "plugin.settings:" + pluginId;
    }
}
