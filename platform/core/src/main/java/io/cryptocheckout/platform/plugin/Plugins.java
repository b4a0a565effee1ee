package io.cryptocheckout.platform.plugin;

import io.cryptocheckout.platform.audit.AuditAct;
import io.cryptocheckout.platform.audit.AuditLog;
import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.authority.Permission;
import io.cryptocheckout.platform.database.Database;
import io.cryptocheckout.platform.database.StoreTx;
import io.cryptocheckout.platform.outbound.UrlRules;
import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import io.cryptocheckout.platform.tenancy.StoreStanding;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What people do with plugins in a store: look at them, enable, configure, disable and forget them. Test and live are set up apart. */
public final class Plugins {
    private static final String WHAT = "plugin";

    private final Database database;
    private final PluginFolder folder;
    private final Rows rows;
    private final UrlRules urls;
    private final Clock clock;

    /** What is written with a change. */
    record Rows(Installations installations, PluginActivity activity, PluginStorage storage, PluginReceivers receivers, AuditLog audit) {}

    Plugins(Database database, PluginFolder folder, Rows rows, UrlRules urls, Clock clock) {
        this.database = database;
        this.folder = folder;
        this.rows = rows;
        this.urls = urls;
        this.clock = clock;
    }

    /** All that the operator installed, and what the store has of others, in the order of their ids. */
    public List<PluginView> list(Caller caller) {
        caller.require(Permission.STORE_READ);
        return database.in(caller.scope(), tx -> {
            List<Installation> own = rows.installations().list(tx);
            TreeSet<String> ids = new TreeSet<>(own.stream().map(Installation::pluginId).toList());
            folder.installed().forEach(plugin -> ids.add(plugin.id()));
            List<PluginView> views = new ArrayList<>();
            for (String id : ids) {
                views.add(view(id, own.stream().filter(each -> each.pluginId().equals(id)).findFirst().orElse(null)));
            }
            return views;
        });
    }

    /** One plugin; null where neither the operator installed nor the store enabled one with this id. */
    public @Nullable PluginView find(Caller caller, String id) {
        caller.require(Permission.STORE_READ);
        return database.in(caller.scope(), tx -> {
            Installation own = rows.installations().find(tx, id);
            return own == null && folder.find(id) == null ? null : view(id, own).resting(rests(tx, id, own));
        });
    }

    /**
     * Has the plugin called for the store from now on, with these settings; one that was stopped goes on.
     *
     * @param settings
     *            text by name; a secret that is left out or empty stays as it is
     * @throws Refused
     *             {@code field_invalid} or {@code field_unknown} with every setting that is wrong; {@code plugin_stopped} where it was
     *             stopped too often lately to go on already, be it that it was disabled or forgotten since
     */
    public PluginView enable(Caller caller, String id, Map<String, String> settings) {
        caller.require(Permission.STORE_WRITE);
        return database.in(caller.scope(), tx -> {
            StoreStanding.requireOpen(tx);
            InstalledPlugin plugin = runnable(id);
            Installation before = rows.installations().lock(tx, id);
            requireRested(tx, id, before);
            Instant now = clock.instant();
            rows.installations().enable(tx, plugin, filledIn(tx, plugin, settings, before), now, Schedule.next(plugin.manifest(), now));
            rows.receivers().open(tx, plugin, before);
            write(tx, caller, "enabled", id, Map.of("version", plugin.manifest().version()));
            return view(tx, id);
        });
    }

    /** Gives a plugin that was enabled once other settings; one that is disabled or stopped stays so. */
    public PluginView configure(Caller caller, String id, Map<String, String> settings) {
        caller.require(Permission.STORE_WRITE);
        return database.in(caller.scope(), tx -> {
            InstalledPlugin plugin = installed(id);
            Installation before = owned(tx, id);
            rows.installations().configure(tx, plugin, filledIn(tx, plugin, settings, before), clock.instant());
            if (before.works()) {
                rows.receivers().open(tx, plugin, before);
            }
            write(tx, caller, "configured", id, Map.of("version", plugin.manifest().version()));
            return view(tx, id);
        });
    }

    /** The plugin is not called for the store any more; its settings and data are kept. */
    public void disable(Caller caller, String id) {
        caller.require(Permission.STORE_WRITE);
        database.in(caller.scope(), tx -> {
            Installation before = owned(tx, id);
            if (before.enabled()) {
                rows.installations().disable(tx, id, clock.instant());
                rows.receivers().close(tx, before);
                write(tx, caller, "disabled", id, Map.of());
            }
            return id;
        });
    }

    /**
     * Lets a plugin go on that the platform stopped.
     *
     * @throws Refused
     *             {@code plugin_stopped} where that is too early
     */
    public void resume(Caller caller, String id) {
        caller.require(Permission.STORE_WRITE);
        database.in(caller.scope(), tx -> {
            InstalledPlugin plugin = installed(id);
            Installation before = owned(tx, id);
            if (before.quarantinedAt() != null) {
                requireRested(tx, id, before);
                Instant now = clock.instant();
                rows.installations().resume(tx, id, now, before.enabled() ? Schedule.next(plugin.manifest(), now) : null);
                if (before.enabled()) {
                    rows.receivers().open(tx, plugin, before);
                }
                rows.activity().add(tx, id, ActivityLine.Kind.RESUMED, "Somebody let the plugin go on.");
                write(tx, caller, "resumed", id, Map.of());
            }
            return id;
        });
    }

    /** Ends it for the store, with its settings, secrets and all that it kept; the log of its deliveries stays. */
    public void forget(Caller caller, String id) {
        caller.require(Permission.STORE_WRITE);
        database.in(caller.scope(), tx -> {
            Installation before = owned(tx, id);
            rows.receivers().remove(tx, before);
            rows.installations().delete(tx, id);
            write(tx, caller, "forgotten", id, Map.of());
            return id;
        });
    }

    /**
     * What the plugin said and did wrong, the newest first. It may speak of payments.
     *
     * @param before
     *            the line to read on from; null for the newest
     */
    public ActivityPage activity(Caller caller, String id, @Nullable UUID before, int limit) {
        caller.require(Permission.STORE_READ);
        caller.require(Permission.SESSIONS_READ);
        return database.in(caller.scope(), tx -> rows.activity().list(tx, id, before, limit));
    }

    /** What a plugin kept under a key, such as a journal of payments that one of its blocks offers; null where it keeps nothing there. */
    public @Nullable String stored(Caller caller, String id, String key) {
        caller.require(Permission.STORE_READ);
        caller.require(Permission.SESSIONS_READ);
        return PluginStorage.isKey(key) ? database.in(caller.scope(), tx -> rows.storage().get(tx, id, key)) : null;
    }

    /** Jars that the operator put into the folder and that are not used; for operators. */
    public List<RefusedPlugin> refused() {
        return folder.refused();
    }

    private void requireRested(StoreTx tx, String id, @Nullable Installation before) {
        Instant from = rests(tx, id, before);
        if (from != null) {
            throw new Refused(Refusal.PLUGIN_STOPPED, null,
                    "The platform stopped this plugin for your store more than once within 24 hours."
                            + " You can resume it from " + PluginView.time(from) + ".");
        }
    }

    /** The log outlives the installation: who forgets a plugin and enables it again waits as long. */
    private @Nullable Instant rests(StoreTx tx, String id, @Nullable Installation own) {
        Instant now = clock.instant();
        return own != null && own.works()
                ? null
                : ResumeRule.from(rows.audit().times(tx, Quarantine.STOPPED, id, now.minus(ResumeRule.MEMORY), ResumeRule.MOST), now);
    }

    private FilledIn filledIn(StoreTx tx, InstalledPlugin plugin, Map<String, String> settings, @Nullable Installation before) {
        return FilledIn.of(plugin.manifest(), settings, before == null ? Map.of() : before.secrets(),
                new FilledIn.Addresses(urls, tx.livemode()));
    }

    private InstalledPlugin runnable(String id) {
        InstalledPlugin plugin = installed(id);
        if (!folder.problem().isEmpty()) {
            throw new Refused(Refusal.UNAVAILABLE, null, "No plugin can run on the machine of this platform; ask its operator.");
        }
        return plugin;
    }

    private InstalledPlugin installed(String id) {
        InstalledPlugin plugin = folder.find(id);
        if (plugin == null) {
            throw Refused.notFound(WHAT);
        }
        return plugin;
    }

    private Installation owned(StoreTx tx, String id) {
        Installation own = rows.installations().lock(tx, id);
        if (own == null) {
            throw Refused.notFound(WHAT);
        }
        return own;
    }

    private PluginView view(StoreTx tx, String id) {
        return view(id, Objects.requireNonNull(rows.installations().find(tx, id)));
    }

    private PluginView view(String id, @Nullable Installation own) {
        InstalledPlugin plugin = folder.find(id);
        return new PluginView(id, plugin == null ? null : plugin.manifest(), plugin != null && plugin.signed(),
                own == null ? null : own.shown(), null);
    }

    private void write(StoreTx tx, Caller caller, String verb, String id, Map<String, String> details) {
        rows.audit().write(tx, caller.principal(), new AuditAct("plugin." + verb, id, details));
    }
}
