package io.cryptocheckout.platform.plugin;

import io.cryptocheckout.platform.audit.AuditAct;
import io.cryptocheckout.platform.authority.Principal;
import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.database.Database;
import io.cryptocheckout.platform.database.StoreTx;
import io.cryptocheckout.platform.mail.Mail;
import io.cryptocheckout.platform.mail.Mails;
import io.cryptocheckout.platform.mail.StoreContacts;
import io.cryptocheckout.platform.plugin.FaultCount.Key;
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
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what plugins do wrong for a store, and stops there the one that does too much of it: its owners are told, everybody else goes on. */
final class Quarantine implements Faults, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Quarantine.class);
    private static final Principal PLATFORM = new Principal(Principal.Kind.SYSTEM, new UUID(0, 0), "platform");
    /** What it is in the audit log. */
    static final String STOPPED = "plugin.quarantined";
    private static final int LONGEST_REASON = 400;

    private final Database database;
    private final PluginRegistry registry;
    private final Plugins.Rows rows;
    private final Post post;
    private final Clock clock;
    private final FaultCount faults = new FaultCount();
    /** Whoever waits for a filter does not wait for a table. */
    private final ExecutorService writing = Executors.newSingleThreadExecutor(Thread.ofVirtual().name("plugin-faults").factory());

    /** Stops that are not in the table yet. What is in here is written by the one thread that writes, and leaves when it is. */
    private final Map<Key, Stop> unwritten = new ConcurrentHashMap<>();
    private final AtomicBoolean trying = new AtomicBoolean();
    private final LeftOut leftOut = new LeftOut();

    private record Stop(Instant at, String message, String verdict) {}

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
        later(() -> line(new Key(scope, pluginId), ActivityLine.Kind.LOG, line));
    }

    /** What the plugin returned is nothing that may be used. */
    void refused(Scope scope, String pluginId, String why) {
        note(scope, pluginId, new FaultRule.Fault(clock.instant(), PluginFault.Kind.MALFORMED, false, why));
    }

    /** The plugin answered in time, which speaks for it where it was late before. */
    void inTime(Scope scope, String pluginId) {
        faults.inTime(scope, pluginId, clock.instant());
    }

    /** The plugin was not asked: the store's filters had no time left, or too many were being asked at once. */
    void leftOut(Scope scope, String pluginId) {
        leftOut.add(new Key(scope, pluginId), clock.instant());
    }

    private void note(Scope scope, String pluginId, FaultRule.Fault fault) {
        if (!fault.kind().isFault()) {
            return;
        }
        FaultCount.Outcome outcome = faults.add(scope, pluginId, fault);
        String verdict = outcome.verdict();
        if (outcome.isNews()) {
            LOG.info("Plugin {} for {}: {} {}", pluginId, scope, fault.kind(), fault.message());
        }
        Key key = new Key(scope, pluginId);
        if (verdict != null) {
            unwritten.put(key, new Stop(fault.at(), fault.message(), verdict));
            registry.drop(scope, pluginId);
            later(() -> write(key));
        } else if (outcome.isNews()) {
            later(() -> line(key, ActivityLine.Kind.FAULT, fault.message()));
        }
    }

    private void later(Runnable write) {
        try {
            writing.execute(write);
        } catch (RejectedExecutionException e) {
            LOG.debug("What plugins did wrong is not written, as the platform stops");
        }
    }

    /**
     * Has written once more what could not be written: until then the plugin is not called here, but nobody knows why. Has said as well how
     * often plugins were not asked. Whether any stop is not written yet.
     */
    boolean again() {
        if (!unwritten.isEmpty() && trying.compareAndSet(false, true)) {
            later(() -> {
                try {
                    List.copyOf(unwritten.keySet()).forEach(this::write);
                } finally {
                    trying.set(false);
                }
            });
        }
        leftOut.due(clock.instant()).forEach(said -> later(() -> line(said.key(), ActivityLine.Kind.LOG, "It was not asked " + said.times()
                + (said.times() == 1 ? " time" : " times") + " within the last hour: the store's plugins had used up their time,"
                + " or too many filters were being asked at once.")));
        return !unwritten.isEmpty();
    }

    private void line(Key key, ActivityLine.Kind kind, String line) {
        try {
            database.in(key.scope(), tx -> {
                rows.activity().add(tx, key.pluginId(), kind, line);
                return true;
            });
        } catch (RuntimeException e) {
            unwritten(key, e);
        }
    }

    private void write(Key key) {
        Stop stop = unwritten.get(key);
        if (stop == null) {
            return;
        }
        try {
            List<String> owners = post.contacts().ownersOf(key.scope().storeId());
            if (!database.in(key.scope(), tx -> stop(tx, key.pluginId(), stop, owners))) {
                registry.reload(key.scope());
            }
            unwritten.remove(key, stop);
        } catch (RuntimeException e) {
            unwritten(key, e);
        }
    }

    private static void unwritten(Key key, RuntimeException why) {
        LOG.warn("What plugin {} did wrong for {} could not be written: {}", key.pluginId(), key.scope(), why.toString());
    }

    /** What somebody enabled or let go on since is not stopped for what it did before; but it counts. */
    private boolean stop(StoreTx tx, String pluginId, Stop stop, List<String> owners) {
        Installation installation = rows.installations().lock(tx, pluginId);
        String reason = shortened(stop.verdict());
        if (installation == null || installation.enabledAt().isAfter(stop.at())) {
            if (rows.audit().times(tx, STOPPED, pluginId, stop.at(), 1).isEmpty()) {
                rows.audit().write(tx, PLATFORM, new AuditAct(STOPPED, pluginId, Map.of("reason", reason)));
            }
            return false;
        }
        rows.activity().add(tx, pluginId, ActivityLine.Kind.FAULT, stop.message());
        if (!installation.works()) {
            return false;
        }
        Instant now = clock.instant();
        rows.installations().quarantine(tx, pluginId, reason, now);
        rows.receivers().stop(tx, installation);
        rows.activity().add(tx, pluginId, ActivityLine.Kind.STOPPED, "The platform stopped the plugin. " + reason);
        rows.audit().write(tx, PLATFORM, new AuditAct(STOPPED, pluginId, Map.of("reason", reason)));
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
