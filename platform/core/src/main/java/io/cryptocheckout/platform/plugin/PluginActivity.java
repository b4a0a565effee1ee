package io.cryptocheckout.platform.plugin;

import io.cryptocheckout.platform.database.StoreTx;
import io.cryptocheckout.platform.id.Ids;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What plugins said and did wrong: of each plugin and store the newest lines. */
final class PluginActivity {
    static final int KEPT = 500;
    private static final int LONGEST = 500;
    /** Last and longest in no order of ids. */
    private static final UUID BEYOND_ALL = new UUID(-1, -1);
    // A plugin may be forgotten while it is called.
    private static final String INSERT = """
            insert into plugin.activity (store_id, livemode, plugin_id, id, at, kind, line)
            select store_id, livemode, plugin_id, ?, ?::timestamptz, ?, ? from plugin.installation
            where store_id = ? and livemode = ? and plugin_id = ? for key share""";
    private static final String TRIM = """
            delete from plugin.activity where store_id = ? and livemode = ? and plugin_id = ? and id < (
                select id from plugin.activity where store_id = ? and livemode = ? and plugin_id = ? order by id desc offset ? limit 1)""";
    private static final String LIST = """
            select id, at, kind, line from plugin.activity where store_id = ? and livemode = ? and plugin_id = ? and id < ?
            order by id desc limit ?""";

    private final Clock clock;

    PluginActivity(Clock clock) {
        this.clock = clock;
    }

    void add(StoreTx tx, String pluginId, ActivityLine.Kind kind, String line) {
        tx.sql().execute(INSERT, Ids.next(clock), clock.instant(), kind.name().toLowerCase(Locale.ROOT), plain(line), tx.storeId(),
                tx.livemode(), pluginId);
        tx.sql().execute(TRIM, tx.storeId(), tx.livemode(), pluginId, tx.storeId(), tx.livemode(), pluginId, KEPT - 1);
    }

    ActivityPage list(StoreTx tx, String pluginId, @Nullable UUID before, int limit) {
        List<ActivityLine> lines = tx.sql().fetch(LIST, tx.storeId(), tx.livemode(), pluginId, before == null ? BEYOND_ALL : before,
                limit + 1).map(
                        row -> new ActivityLine(row.get("id", UUID.class), row.get("at", Instant.class),
                                ActivityLine.Kind.valueOf(row.get("kind", String.class).toUpperCase(Locale.ROOT)),
                                row.get("line", String.class)));
        return lines.size() > limit
                ? new ActivityPage(List.copyOf(lines.subList(0, limit)), true)
                : new ActivityPage(List.copyOf(lines), false);
    }

    /** One line without characters that could imitate another. */
    private static String plain(String line) {
        String one = line.replaceAll("\\p{Cntrl}+", " ").strip();
        return one.length() > LONGEST ? one.substring(0, LONGEST - 1) + "…" : one;
    }
}
