package io.cryptocheckout.platform.plugin;

import io.cryptocheckout.platform.database.StoreTx;
import io.cryptocheckout.plugin.Refused;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/** What plugins keep for stores, within the limits that the plugin API names. */
final class PluginStorage {
    static final int LARGEST_VALUE = 256 << 10;
    static final long LARGEST_STORE = 16L << 20;
    static final int MOST_KEYS = 20_000;
    static final int MOST_LISTED = 1_000;
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9._/-]{1,200}");
    private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9._/-]{0,200}");
    private static final String OF_THE_PLUGIN = "store_id = ? and livemode = ? and plugin_id = ?";
    private static final String PUT = """
            insert into plugin.stored (store_id, livemode, plugin_id, key, value) values (?, ?, ?, ?, ?)
            on conflict (store_id, livemode, plugin_id, key) do update set value = excluded.value""";

    @Nullable
    String get(StoreTx tx, String pluginId, String key) {
        requireKey(key);
        Record row = tx.sql().fetchOne("select value from plugin.stored where " + OF_THE_PLUGIN + " and key = ?", tx.storeId(),
                tx.livemode(), pluginId, key);
        return row == null ? null : row.get(0, String.class);
    }

    void put(StoreTx tx, String pluginId, String key, String value) {
        requireKey(key);
        requireValue(value);
        Total total = lock(tx, pluginId);
        String before = get(tx, pluginId, key);
        write(tx, pluginId, key, value, total.with(before == null ? 1 : 0, size(value) - (before == null ? 0 : size(before))));
    }

    /** Writes only where the key has no value yet; of several at once exactly one is told that it did. */
    boolean putIfAbsent(StoreTx tx, String pluginId, String key, String value) {
        requireKey(key);
        requireValue(value);
        Total total = lock(tx, pluginId);
        if (get(tx, pluginId, key) != null) {
            return false;
        }
        write(tx, pluginId, key, value, total.with(1, size(value)));
        return true;
    }

    void delete(StoreTx tx, String pluginId, String key) {
        requireKey(key);
        Total total = lock(tx, pluginId);
        String before = get(tx, pluginId, key);
        if (before != null) {
            tx.sql().execute("delete from plugin.stored where " + OF_THE_PLUGIN + " and key = ?", tx.storeId(), tx.livemode(), pluginId,
                    key);
            count(tx, pluginId, total.with(-1, -size(before)));
        }
    }

    List<String> keys(StoreTx tx, String pluginId, String prefix) {
        if (!PREFIX.matcher(prefix).matches()) {
            throw new Refused("A prefix has at most 200 letters, digits and . _ - /");
        }
        // In the order of the bytes, as the index of another collation would not give it, a span of which is what begins so.
        return tx.sql().fetch("select key from plugin.stored where " + OF_THE_PLUGIN + " and starts_with(key, ?)"
                + " order by key collate \"C\" limit ?", tx.storeId(), tx.livemode(), pluginId, prefix, MOST_LISTED)
                .map(row -> row.get(0, String.class));
    }

    private static void write(StoreTx tx, String pluginId, String key, String value, Total total) {
        if (total.bytes() > LARGEST_STORE || total.keys() > MOST_KEYS) {
            throw new Refused("All values of a store together have at most " + (LARGEST_STORE >> 20) + " MiB under " + MOST_KEYS + " keys");
        }
        tx.sql().execute(PUT, tx.storeId(), tx.livemode(), pluginId, key, value);
        count(tx, pluginId, total);
    }

    /** One change after the other, so that what is counted is what is there. */
    private static Total lock(StoreTx tx, String pluginId) {
        Record row = tx.sql().fetchOne("select stored_keys, stored_bytes from plugin.installation where " + OF_THE_PLUGIN
                + " for no key update", tx.storeId(), tx.livemode(), pluginId);
        if (row == null) {
            throw new Refused("The store does not have the plugin any more");
        }
        return new Total(row.get(0, Integer.class), row.get(1, Long.class));
    }

    private static void count(StoreTx tx, String pluginId, Total total) {
        tx.sql().execute("update plugin.installation set stored_keys = ?, stored_bytes = ? where " + OF_THE_PLUGIN, total.keys(),
                total.bytes(), tx.storeId(), tx.livemode(), pluginId);
    }

    static boolean isKey(String key) {
        return KEY.matcher(key).matches();
    }

    private static void requireKey(String key) {
        if (!isKey(key)) {
            throw new Refused("A key has 1 to 200 letters, digits and . _ - /");
        }
    }

    private static void requireValue(String value) {
        if (size(value) > LARGEST_VALUE) {
            throw new Refused("A value has at most " + (LARGEST_VALUE >> 10) + " KiB");
        }
        if (value.indexOf('\u0000') >= 0) {
            throw new Refused("A value is text without the null character");
        }
    }

    private static long size(String value) {
        return value.getBytes(StandardCharsets.UTF_8).length;
    }

    private record Total(int keys, long bytes) {
        private Total with(int moreKeys, long moreBytes) {
            return new Total(keys + moreKeys, bytes + moreBytes);
        }
    }
}
