package io.cryptocheckout.platform.plugin;

import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.database.Database;
import io.cryptocheckout.platform.plugin.process.PluginCall;
import io.cryptocheckout.platform.plugin.process.PluginFault;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Runs the scheduled work of plugins: of several nodes one claims it, and what a dead node had claimed comes due again. */
final class ScheduledRuns {
    /** Longer than a start and a run together may take. */
    static final Duration LEASE = Duration.ofMinutes(5);
    private static final int AT_ONCE = 20;
    private static final String CLAIM = """
            update plugin.installation i set due_at = ?::timestamptz
            from (select store_id, livemode, plugin_id from plugin.installation where due_at <= ?::timestamptz and plugin_id = any(?)
                order by due_at limit ? for update skip locked) due
            where i.store_id = due.store_id and i.livemode = due.livemode and i.plugin_id = due.plugin_id
            returning i.store_id, i.livemode, i.plugin_id""";

    private final Database database;
    private final PluginFolder folder;
    private final Calls calls;
    private final Plugins.Rows rows;
    private final Clock clock;

    /** Who is called. */
    record Calls(PluginRegistry registry, PluginHost host) {}

    private record Due(Scope scope, String pluginId) {}

    ScheduledRuns(Database database, PluginFolder folder, Calls calls, Plugins.Rows rows, Clock clock) {
        this.database = database;
        this.folder = folder;
        this.calls = calls;
        this.rows = rows;
        this.clock = clock;
    }

    /** One round: runs all that is due, and returns when it is done. */
    void once() {
        String[] ids = folder.installed().stream().filter(plugin -> plugin.manifest().schedule().isPresent()).map(InstalledPlugin::id)
                .toArray(String[]::new);
        if (ids.length == 0) {
            return;
        }
        List<Due> claimed = claim(ids);
        while (!claimed.isEmpty()) {
            try (ExecutorService running = Executors.newVirtualThreadPerTaskExecutor()) {
                claimed.forEach(due -> running.execute(() -> run(due)));
            }
            claimed = claimed.size() < AT_ONCE ? List.of() : claim(ids);
        }
    }

    private List<Due> claim(String[] ids) {
        Instant now = clock.instant();
        return database.acrossTenants("scheduled work of plugins comes due in all stores",
                sql -> sql.fetch(CLAIM, now.plus(LEASE), now, ids, AT_ONCE).map(
                        row -> new Due(new Scope(row.get("store_id", UUID.class), row.get("livemode", Boolean.class)),
                                row.get("plugin_id", String.class))));
    }

    private void run(Due due) {
        EnabledPlugin plugin = calls.registry().find(due.scope(), due.pluginId());
        if (plugin == null) {
            // Enabled elsewhere a moment ago; the lease ends by itself.
            return;
        }
        String trouble = trouble(plugin);
        database.in(due.scope(), tx -> {
            plugin.manifest().schedule().ifPresent(
                    interval -> rows.installations().due(tx, due.pluginId(), trouble == null ? next(interval) : soon(interval)));
            if (trouble != null) {
                rows.activity().add(tx, due.pluginId(), ActivityLine.Kind.LOG, "The scheduled work was not done: " + trouble);
            }
            return true;
        });
    }

    private Instant next(Duration interval) {
        return Schedule.next(interval, clock.instant());
    }

    /** What could not be done for a passing reason; at the next time it is done anyway. */
    private Instant soon(Duration interval) {
        Instant now = clock.instant();
        Instant again = Pauses.OF_WORK.next(Schedule.last(interval, now), now, ThreadLocalRandom.current().nextDouble());
        Instant next = next(interval);
        return again.isBefore(next) ? again : next;
    }

    /** Why it was not done and nobody else says so; null where it was, or the fault is noted already. */
    private @Nullable String trouble(EnabledPlugin plugin) {
        try {
            calls.host().call(plugin, new PluginHost.Hook(PluginCall.Hook.TASK, ""), null, null);
            return null;
        } catch (PluginFault e) {
            return e.kind().isFault() ? null : e.getMessage();
        }
    }
}
