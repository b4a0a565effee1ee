package io.cryptocheckout.platform.plugin.process;

import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.plugin.process.PluginFault.Kind;
import io.cryptocheckout.plugin.wire.Wire;
import java.time.Duration;
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
    private final Consumer<End> onEnd;
    private final Gate gate;
    private final Map<String, RunningCall> calls = new ConcurrentHashMap<>();
    private final AtomicReference<@Nullable PluginFault> end = new AtomicReference<>();
    private final Reading reading;
    private final Set<Scope> callers = ConcurrentHashMap.newKeySet();
    private final CallTimes times;
    private volatile long lastNanos = System.nanoTime();

    /**
     * @param alone
     *            for how long it is called for one call at a time
     * @param onEnd
     *            is told how it ended, once
     */
    Child(String pluginId, Host host, Started started, Duration alone, Consumer<End> onEnd) {
        this.pluginId = pluginId;
        this.host = host;
        this.process = started.process();
        this.connection = started.connection();
        this.gate = new Gate(alone);
        this.times = new CallTimes(host.limits().cpuWindow());
        this.onEnd = onEnd;
        this.reading = new Reading(this, host, pluginId);
    }

    /** A child that connected and is ready. */
    record Started(Process process, Connection connection) {}

    /**
     * How a child ended.
     *
     * @param guilty
     *            the store it is counted against; null where nobody can tell
     */
    record End(PluginFault fault, @Nullable Scope guilty) {}

    void begin() {
        Thread.ofPlatform().daemon().name("plugin-" + pluginId + "-in").start(() -> reading.all(connection));
        new Watch(this, host.limits()).begin(host.watch());
    }

    /**
     * Calls the plugin.
     *
     * @param patience
     *            how long it may wait for room, which is not the plugin's time
     */
    @Nullable
    Object call(PluginCall call, Duration patience, Duration budget) throws PluginFault {
        RunningCall running = new RunningCall(call);
        byte[] frame = encoded(running);
        try {
            if (!gate.enter(call, patience)) {
                throw new PluginFault(Kind.BUSY, "As many calls of the plugin as may be are open");
            }
            running.begin(budget);
            begin(running, frame);
            return running.answer.get(running.left().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw overrun(running, budget);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof PluginFault fault ? fault : new PluginFault(Kind.DIED, String.valueOf(e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PluginFault(Kind.BUSY, "The platform is stopping");
        }
    }

    /** What the platform itself cannot hand over is not the plugin's fault. */
    private static byte[] encoded(RunningCall running) throws PluginFault {
        try {
            return Wire.encode(running.frame());
        } catch (IllegalArgumentException e) {
            throw new PluginFault(Kind.TOO_LARGE, "This is too large to be handed to a plugin");
        }
    }

    private void begin(RunningCall running, byte[] frame) throws PluginFault {
        callers.add(running.call.scope());
        lastNanos = System.nanoTime();
        calls.put(running.handle, running);
        // Whatever ends the child after this finds the call in the table and answers it.
        if (end.get() != null && take(running.handle) != null) {
            throw new PluginFault(Kind.STARTING, "The plugin's process just ended");
        }
        if (!connection.send(frame)) {
            end(notReading());
        }
    }

    private PluginFault overrun(RunningCall running, Duration budget) {
        PluginFault fault = new PluginFault(Kind.OVERRAN, "The plugin took longer than " + budget.toMillis() + " ms");
        running.overrun(fault).forEach(ask -> reading.tooLate(running, ask));
        late(running);
        try {
            host.watch().schedule(() -> overdue(running), host.limits().grace().toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("The plugin {} is not waited for, as the platform stops", pluginId);
        }
        return fault;
    }

    /** Tells that it was late, where that was the plugin's own time. */
    void late(RunningCall running) {
        PluginFault fault = running.lateness();
        if (fault != null) {
            host.tell(running.call.scope(), pluginId, fault);
        }
    }

    private void overdue(RunningCall running) {
        if (calls.containsKey(running.handle)) {
            end(new PluginFault(Kind.OVERRAN, "The plugin did not come back, and its process was ended", true));
        }
    }

    @Nullable
    RunningCall running(String handle) {
        return calls.get(handle);
    }

    /** The call is no longer open; null where it was not. What it asked for keeps its place, until nothing is done for it any more. */
    @Nullable
    RunningCall take(String handle) {
        RunningCall taken = calls.remove(handle);
        if (taken != null) {
            times.add(taken.spent(System.nanoTime()));
            if (taken.isDone()) {
                gate.leave(taken.call);
            }
        }
        return taken;
    }

    /** Work on a question of the call has ended. */
    void worked(RunningCall running, String what) {
        if (running.worked(what)) {
            gate.leave(running.call);
        }
    }

    /**
     * Sends an answer.
     *
     * @throws IllegalArgumentException
     *             where it is not plain, or too large
     */
    void send(Map<String, ?> frame) {
        if (!connection.send(Wire.encode(frame))) {
            end(notReading());
        }
    }

    private static PluginFault notReading() {
        return new PluginFault(Kind.FLOODED, "The plugin's process does not read what it is sent", true);
    }

    /** The connection is gone, which is how a process that ends is noticed. */
    void gone() {
        try {
            boolean exited = process.waitFor(LAST_BREATH);
            boolean outOfMemory = exited && process.exitValue() == 3;
            end(new PluginFault(outOfMemory ? Kind.MEMORY : Kind.DIED, outOfMemory
                    ? "The plugin needed more memory than it may have, and its process ended"
                    : "The plugin's process ended by itself" + (exited ? " with " + process.exitValue() : ""), true));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the child, and counts it against the store that it is certain of. */
    void end(PluginFault fault) {
        Scope onlyOne = callers.size() == 1 ? callers.iterator().next() : null;
        if (fault.kind() != Kind.CPU) {
            end(fault, Blame.of(calls.values().stream().map(running -> running.call.scope()).toList(), onlyOne));
            return;
        }
        long now = System.nanoTime();
        CpuShare share = new CpuShare(times.at(now, calls.values().stream().map(running -> running.spent(now)).toList()),
                host.limits().cpu(), onlyOne);
        Scope guilty = share.guilty();
        if (end(fault, guilty) && guilty == null && share.isByItself()) {
            callers.forEach(caller -> host.note(caller, pluginId,
                    fault.getMessage() + ". It was busy beyond what it was called for, which is counted against no store."));
        }
    }

    /**
     * Ends the child.
     *
     * @param guilty
     *            the store it is counted against; null where nobody can tell
     * @return whether it was up until now
     */
    boolean end(PluginFault fault, @Nullable Scope guilty) {
        if (!end.compareAndSet(null, fault)) {
            return false;
        }
        process.destroyForcibly();
        connection.close();
        onEnd.accept(new End(fault, guilty));
        PluginFault inTheWay = new PluginFault(Kind.STARTING, "The plugin's process ended while it was called");
        for (String handle : calls.keySet()) {
            RunningCall running = take(handle);
            if (running != null) {
                running.answer.completeExceptionally(running.call.scope().equals(guilty) ? fault : inTheWay);
            }
        }
        LOG.info("The process of the plugin {} ended: {}", pluginId, fault.getMessage());
        if (guilty != null) {
            host.tell(guilty, pluginId, fault);
        }
        return true;
    }

    /** Ends it without blame. */
    void stop() {
        end(new PluginFault(Kind.STARTING, "The plugin was stopped"), null);
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
