package io.cryptocheckout.platform.plugin;

import io.cryptocheckout.platform.audit.AuditAct;
import io.cryptocheckout.platform.authority.Principal;
import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.database.Database;
import io.cryptocheckout.platform.database.StoreTx;
import io.cryptocheckout.platform.mail.Mail;
import io.cryptocheckout.platform.mail.Mails;
import io.cryptocheckout.platform.mail.StoreContacts;
import io.cryptocheckout.platform.plugin.process.Faults;
import io.cryptocheckout.platform.plugin.process.PluginFault;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what plugins do wrong for a store, and stops there the one that does too much of it: its owners are told, everybody else goes on. */
final class Quarantine implements Faults, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Quarantine.class);
    private static final Principal PLATFORM = new Principal(Principal.Kind.SYSTEM, new UUID(0, 0), "platform");
    private static final int LONGEST_REASON = 400;

    private final Database database;
    private final PluginRegistry registry;
    private final Plugins.Rows rows;
    private final Post post;
    private final Clock clock;
    private final FaultCount faults = new FaultCount();
    /** Whoever waits for a filter does not wait for a table. */
    private final ExecutorService writing = Executors.newSingleThreadExecutor(Thread.ofVirtual().name("plugin-faults").factory());

    /** Stops that are not in the table yet, as it could not be written to. */
    private final Map<Key, Stop> unwritten = new ConcurrentHashMap<>();

    private record Key(Scope scope, String pluginId) {}

    private record Stop(String message, String verdict) {}

    /** How owners are told. */
    record Post(Mails mails, StoreContacts contacts, String publicUrl) {}

    Quarantine(Database database, PluginRegistry registry, Plugins.Rows rows, Post post, Clock clock) {
        this.database = database;
        this.registry = registry;
        this.rows = rows;
        this.post = post;
        this.clock = clock;
    }

    @Override
    public void happened(Scope scope, String pluginId, PluginFault fault) {
        note(scope, pluginId, new FaultRule.Fault(clock.instant(), fault.kind(), fault.killed(), fault.getMessage()));
    }

    @Override
    public void noted(Scope scope, String pluginId, String line) {
        try {
            writing.execute(() -> write(new Key(scope, pluginId), line, null));
        } catch (RejectedExecutionException e) {
            LOG.debug("What happened to plugin {} is not written, as the platform stops", pluginId);
        }
    }

    /** What the plugin returned is nothing that may be used. */
    void refused(Scope scope, String pluginId, String why) {
        note(scope, pluginId, new FaultRule.Fault(clock.instant(), PluginFault.Kind.MALFORMED, false, why));
    }

    /** The plugin answered in time, which speaks for it where it was late before. */
    void inTime(Scope scope, String pluginId) {
        faults.inTime(scope, pluginId, clock.instant());
    }

    private void note(Scope scope, String pluginId, FaultRule.Fault fault) {
        if (!fault.kind().isFault()) {
            return;
        }
        FaultCount.Outcome outcome = faults.add(scope, pluginId, fault);
        String verdict = outcome.verdict();
        if (verdict != null) {
            registry.drop(scope, pluginId);
        }
        if (!outcome.isNews()) {
            return;
        }
        LOG.info("Plugin {} for {}: {} {}", pluginId, scope, fault.kind(), fault.message());
        try {
            writing.execute(() -> write(new Key(scope, pluginId), fault.message(), verdict));
        } catch (RejectedExecutionException e) {
            LOG.debug("What plugin {} did wrong is not written, as the platform stops", pluginId);
        }
    }

    /** Writes once more what could not be written: until then the plugin is not called here, but nobody knows why. Whether there was any. */
    boolean again() {
        List<Key> left = List.copyOf(unwritten.keySet());
        left.forEach(key -> {
            Stop stop = unwritten.remove(key);
            if (stop != null) {
                write(key, stop.message(), stop.verdict());
            }
        });
        return !left.isEmpty();
    }

    private void write(Key key, String message, @Nullable String verdict) {
        try {
            List<String> owners = verdict == null ? List.of() : post.contacts().ownersOf(key.scope().storeId());
            database.in(key.scope(), tx -> {
                rows.activity().add(tx, key.pluginId(), ActivityLine.Kind.FAULT, message);
                return verdict != null && stop(tx, key.pluginId(), shortened(verdict), owners);
            });
        } catch (RuntimeException e) {
            LOG.warn("What plugin {} did wrong for {} could not be written: {}", key.pluginId(), key.scope(), e.toString());
            if (verdict != null) {
                unwritten.put(key, new Stop(message, verdict));
            }
        }
    }

    private boolean stop(StoreTx tx, String pluginId, String reason, List<String> owners) {
        Installation installation = rows.installations().lock(tx, pluginId);
        if (installation == null || !installation.works()) {
            return false;
        }
        Instant now = clock.instant();
        rows.installations().quarantine(tx, pluginId, reason, now);
        rows.receivers().stop(tx, installation);
        rows.activity().add(tx, pluginId, ActivityLine.Kind.STOPPED, "The platform stopped the plugin. " + reason);
        rows.audit().write(tx, PLATFORM, new AuditAct("plugin.quarantined", pluginId, Map.of("reason", reason)));
        owners.forEach(owner -> post.mails().post(tx.sql(), mail(owner, pluginId, reason, tx.livemode())));
        return true;
    }

    private Mail mail(String owner, String pluginId, String reason, boolean livemode) {
        return new Mail(owner, "The plugin " + pluginId + " was stopped", """
                The platform stopped the plugin %s for your store in %s mode. Payments go on without it.

                Look at what it did, and let it go on or disable it:
                %s/dashboard/plugins/%s

                The reason, in which words of the plugin itself may stand that nobody checked:
                > %s
                """.formatted(pluginId, livemode ? "live" : "test", post.publicUrl(), pluginId, reason));
    }

    private static String shortened(String reason) {
        String plain = reason.replaceAll("\\p{Cntrl}+", " ");
        return plain.length() > LONGEST_REASON ? plain.substring(0, LONGEST_REASON - 1) + "…" : plain;
    }

    /** Writes what is still to be written. */
    @Override
    public void close() {
        writing.close();
    }
}
