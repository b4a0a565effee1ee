package io.cryptocheckout.platform.plugin.process;

import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.plugin.process.PluginFault.Kind;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One running child. It ends once, for one reason, and takes every open call with it. */
final class Child {
    private static final Logger LOG = LoggerFactory.getLogger(Child.class);
    private static final Duration LAST_BREATH = Duration.ofSeconds(2);

    private final String pluginId;
    private final Host host;
    private final Process process;
    private final Connection connection;
    private final Consumer<PluginFault> onEnd;
    private final Gate gate = new Gate();
    private final Map<String, RunningCall> calls = new ConcurrentHashMap<>();
    private final AtomicReference<@Nullable PluginFault> end = new AtomicReference<>();
    private final Reading reading;
    private volatile Scope last;
    private volatile long lastNanos = System.nanoTime();

    /**
     * @param first
     *            the store whose call it was started for
     * @param onEnd
     *            is told why it ended, once
     */
    Child(String pluginId, Host host, Started started, Scope first, Consumer<PluginFault> onEnd) {
        this.pluginId = pluginId;
        this.host = host;
        this.process = started.process();
        this.connection = started.connection();
        this.last = first;
        this.onEnd = onEnd;
        this.reading = new Reading(this, host, pluginId);
    }

    /** A child that connected and is ready. */
    record Started(Process process, Connection connection) {}

    void begin() {
        Thread.ofPlatform().daemon().name("plugin-" + pluginId + "-in").start(() -> reading.all(connection));
        new Watch(this, host.limits()).begin(host.watch());
    }

    @Nullable
    Object call(PluginCall call, Duration budget) throws PluginFault {
        long until = System.nanoTime() + budget.toNanos();
        RunningCall running = new RunningCall(call);
        try {
            if (!gate.enter(call, budget.toNanos())) {
                throw new PluginFault(Kind.BUSY, "As many calls of the plugin as may be are open");
            }
            begin(running);
            return running.answer.get(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw overrun(running, budget);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof PluginFault fault ? fault : new PluginFault(Kind.DIED, String.valueOf(e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PluginFault(Kind.BUSY, "The platform is stopping");
        }
    }

    private void begin(RunningCall running) throws PluginFault {
        last = running.call.scope();
        lastNanos = System.nanoTime();
        calls.put(running.handle, running);
        // Whatever ends the child after this finds the call in the table and answers it.
        if (end.get() != null && take(running.handle) != null) {
            throw new PluginFault(Kind.STARTING, "The plugin's process just ended");
        }
        boolean sent = false;
        try {
            sent = connection.send(running.frame());
        } finally {
            if (!sent) {
                take(running.handle);
            }
        }
        if (!sent) {
            PluginFault fault = new PluginFault(Kind.FLOODED, "The plugin's process does not read what it is sent", true);
            end(fault, Set.of());
            throw fault;
        }
    }

    private PluginFault overrun(RunningCall running, Duration budget) {
        PluginFault fault = new PluginFault(Kind.OVERRAN, "The plugin took longer than " + budget.toMillis() + " ms");
        running.overrun();
        host.tell(running.call.scope(), pluginId, fault);
        try {
            host.watch().schedule(() -> overdue(running), host.limits().grace().toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("The plugin {} is not waited for, as the platform stops", pluginId);
        }
        return fault;
    }

    private void overdue(RunningCall running) {
        if (calls.containsKey(running.handle)) {
            end(new PluginFault(Kind.OVERRAN, "The plugin did not come back, and its process was ended", true),
                    Set.of(running.call.scope()));
        }
    }

    @Nullable
    RunningCall running(String handle) {
        return calls.get(handle);
    }

    /** The call is no longer open; null where it was not. */
    @Nullable
    RunningCall take(String handle) {
        RunningCall taken = calls.remove(handle);
        if (taken != null) {
            gate.leave(taken.call);
        }
        return taken;
    }

    void send(Map<String, ?> frame) {
        if (!connection.send(frame)) {
            end(new PluginFault(Kind.FLOODED, "The plugin's process does not read what it is sent", true), Set.of());
        }
    }

    /** The connection is gone, which is how a process that ends is noticed. */
    void gone() {
        try {
            boolean exited = process.waitFor(LAST_BREATH);
            boolean outOfMemory = exited && process.exitValue() == 3;
            end(new PluginFault(outOfMemory ? Kind.MEMORY : Kind.DIED, outOfMemory
                    ? "The plugin needed more memory than it may have, and its process ended"
                    : "The plugin's process ended by itself" + (exited ? " with " + process.exitValue() : ""), true), Set.of());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Ends the child.
     *
     * @param guilty
     *            the stores it is counted against; empty where that are all with an open call, or else the last that called
     */
    void end(PluginFault fault, Set<Scope> guilty) {
        if (!end.compareAndSet(null, fault)) {
            return;
        }
        process.destroyForcibly();
        connection.close();
        onEnd.accept(fault);
        Set<Scope> blamed = new HashSet<>(guilty);
        for (RunningCall running : calls.values()) {
            if (guilty.isEmpty()) {
                blamed.add(running.call.scope());
            }
            running.answer.completeExceptionally(fault);
        }
        if (blamed.isEmpty()) {
            blamed.add(last);
        }
        LOG.info("The process of the plugin {} ended: {}", pluginId, fault.getMessage());
        blamed.forEach(scope -> host.tell(scope, pluginId, fault));
    }

    /** Ends it without blame. */
    void stop() {
        end(new PluginFault(Kind.STARTING, "The plugin was stopped"), Set.of());
    }

    boolean isUp() {
        return end.get() == null;
    }

    Process process() {
        return process;
    }

    /** How long nobody has called; zero while somebody does. */
    Duration idle() {
        return calls.isEmpty() ? Duration.ofNanos(System.nanoTime() - lastNanos) : Duration.ZERO;
    }
}
