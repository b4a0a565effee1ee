package io.cryptocheckout.platform.plugin;

import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.database.Database;
import io.cryptocheckout.platform.database.Notifications;
import io.cryptocheckout.platform.database.StoreTx;
import io.cryptocheckout.platform.refusal.Refused;
import io.cryptocheckout.platform.tenancy.Stores;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Which plugins are called for which store, in memory: a store without plugins costs one look-up. A commit anywhere is heard at once; what
 * was not heard, the next look at the table finds. Where the operator installed nothing it does nothing.
 */
final class PluginRegistry implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(PluginRegistry.class);
    private static final Duration POLL = Duration.ofSeconds(30);
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final String CHANGES = "select store_id, livemode, plugin_id, changed_at from plugin.installation where plugin_id = any(?)";

    private final Database database;
    private final PluginFolder folder;
    private final Plugins.Rows rows;
    private final Stores stores;
    private final Map<Scope, List<EnabledPlugin>> enabled = new ConcurrentHashMap<>();
    /** What was read of each store, by plugin; touched by one thread alone, as is the next. */
    private final Map<Scope, Map<String, Instant>> seen = new HashMap<>();
    private final Set<Scope> unreadable = new HashSet<>();
    private final Set<Scope> heard = ConcurrentHashMap.newKeySet();
    private final Semaphore wake = new Semaphore(0);
    private volatile boolean running;

    PluginRegistry(Database database, PluginFolder folder, Plugins.Rows rows, Stores stores, Notifications notifications) {
        this.database = database;
        this.folder = folder;
        this.rows = rows;
        this.stores = stores;
        if (!folder.isEmpty()) {
            notifications.listen(Installations.CHANNEL, this::heard);
        }
    }

    /** The plugins that are called for the store, in the order of their ids. */
    List<EnabledPlugin> of(Scope scope) {
        return enabled.getOrDefault(scope, List.of());
    }

    @Nullable
    EnabledPlugin find(Scope scope, String pluginId) {
        return of(scope).stream().filter(each -> each.id().equals(pluginId)).findFirst().orElse(null);
    }

    /** All stores' plugins of which this is true. */
    List<EnabledPlugin> all(Predicate<EnabledPlugin> wanted) {
        return enabled.values().stream().flatMap(List::stream).filter(wanted).toList();
    }

    /** It is not called any more on this node, from this moment on. */
    void drop(Scope scope, String pluginId) {
        enabled.computeIfPresent(scope, (same, plugins) -> {
            List<EnabledPlugin> left = plugins.stream().filter(each -> !each.id().equals(pluginId)).toList();
            return left.isEmpty() ? null : left;
        });
    }

    /** Reads what the store has now. */
    void reload(Scope scope) {
        List<EnabledPlugin> now = database.in(scope, tx -> {
            List<Installation> working = rows.installations().list(tx).stream().filter(Installation::works).toList();
            String name = working.isEmpty() ? "" : stores.settings(tx).name();
            List<EnabledPlugin> plugins = new ArrayList<>();
            for (Installation each : working) {
                InstalledPlugin plugin = folder.find(each.pluginId());
                if (plugin != null) {
                    adapt(tx, each, plugin);
                    plugins.add(new EnabledPlugin(scope, plugin, plugin.manifest().settings(each.filledIn()), name));
                }
            }
            return List.copyOf(plugins);
        });
        if (now.isEmpty()) {
            enabled.remove(scope);
        } else {
            enabled.put(scope, now);
        }
    }

    /** The operator put another version into the folder: what it wants to be called for may be something else. */
    private void adapt(StoreTx tx, Installation installation, InstalledPlugin plugin) {
        if (installation.version().equals(plugin.manifest().version())) {
            return;
        }
        try {
            rows.receivers().open(tx, plugin, installation);
            rows.installations().adapt(tx, plugin);
        } catch (Refused e) {
            LOG.warn("Version {} of plugin {} cannot get its events: {}", plugin.manifest().version(), plugin.id(), e.text());
        }
    }

    @Override
    public void start() {
        running = true;
        if (!folder.isEmpty()) {
            Thread.ofVirtual().name("plugin-registry").start(this::follow);
        }
    }

    @Override
    public void stop() {
        running = false;
        wake.release();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void heard(String payload) {
        int colon = payload.indexOf(':');
        heard.add(new Scope(UUID.fromString(payload.substring(0, colon)), Boolean.parseBoolean(payload.substring(colon + 1))));
        wake.release();
    }

    private void follow() {
        long poll = 0;
        while (running) {
            try {
                if (wake.tryAcquire(poll, TimeUnit.MILLISECONDS)) {
                    wake.drainPermits();
                    poll = readHeard() ? poll : Math.min(poll, SOON.toMillis());
                } else {
                    refresh();
                    poll = POLL.toMillis();
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.warn("Which plugins stores enabled could not be read; trying again: {}", e.toString());
                poll = SOON.toMillis();
            }
        }
    }

    /** Whether all could be read; what could not, the next look at the table finds. */
    private boolean readHeard() {
        boolean all = true;
        for (Scope scope : List.copyOf(heard)) {
            heard.remove(scope);
            all &= read(scope);
        }
        return all;
    }

    /** One store that cannot be read stands in no other's way. */
    private boolean read(Scope scope) {
        try {
            reload(scope);
            unreadable.remove(scope);
            return true;
        } catch (RuntimeException e) {
            if (unreadable.add(scope)) {
                LOG.warn("Which plugins {} enabled could not be read; it is tried again and again: {}", scope, e.toString());
            }
            return false;
        }
    }

    private void refresh() {
        Map<Scope, Map<String, Instant>> now = new HashMap<>();
        String[] ids = folder.installed().stream().map(InstalledPlugin::id).toArray(String[]::new);
        database.acrossTenants("which stores' plugins changed is asked for all stores at once", sql -> sql.fetch(CHANGES, (Object) ids))
                .forEach(row -> now.computeIfAbsent(new Scope(row.get("store_id", UUID.class), row.get("livemode", Boolean.class)),
                        any -> new HashMap<>()).put(row.get("plugin_id", String.class), row.get("changed_at", Instant.class)));
        Set<Scope> changed = new HashSet<>(now.keySet());
        changed.addAll(seen.keySet());
        changed.removeIf(scope -> now.getOrDefault(scope, Map.of()).equals(seen.getOrDefault(scope, Map.of())));
        for (Scope scope : changed) {
            if (read(scope)) {
                seen.put(scope, now.getOrDefault(scope, Map.of()));
            }
        }
        seen.values().removeIf(Map::isEmpty);
        unreadable.removeIf(scope -> !now.containsKey(scope) && !seen.containsKey(scope));
    }
}
