package io.cryptocheckout.platform.plugin.process;

import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.plugin.process.PluginCall.Hook;
import io.cryptocheckout.platform.plugin.process.PluginFault.Kind;
import io.cryptocheckout.plugin.Manifest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A plugin's process: started by the first call, started again after it ended, not sooner than its back-off says, nor for the store that
 * it ended for before that store's own pause is over.
 */
public final class PluginProcess implements AutoCloseable {
    /** How long a call in the background waits for a start: whoever makes it comes again, and has others to call meanwhile. */
    public static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final Duration MORE_THAN_A_START = Duration.ofSeconds(5);

    private final Host host;
    private final Manifest manifest;
    private final Path jar;
    private @Nullable CompletableFuture<Child> child;
    private Backoff backoff = Backoff.NONE;
    private PausedStores paused = PausedStores.NONE;
    private String lastEnd = "";
    private boolean alone;
    private boolean closed;

    PluginProcess(Host host, Manifest manifest, Path jar) {
        this.host = host;
        this.manifest = manifest;
        this.jar = jar;
    }

    /**
     * Calls the plugin and waits for its answer. A filter waits neither for a start nor for room and a slot no longer than its budget;
     * scheduled work waits for the start, and any other call for a part of it, which is not counted against the budget.
     *
     * @return a plain value
     * @throws PluginFault
     *             where there is no answer
     */
    public @Nullable Object call(PluginCall call, Duration budget) throws PluginFault {
        long until = System.nanoTime() + patience(call.hook(), budget, host.limits().start()).toNanos();
        Child child = up(call, until);
        return child.call(call, Duration.ofNanos(until - System.nanoTime()), budget);
    }

    /** Starts the child ahead of its first call, in the background, on behalf of a store. */
    public void warm(Scope scope) {
        try {
            started(scope);
        } catch (PluginFault e) {
            // It is started by a call, once it may be.
        }
    }

    /** Whether the child is up and ready. */
    public synchronized boolean isUp() {
        return child != null && child.isDone() && !child.isCompletedExceptionally() && child.join().isUp();
    }

    /** The child's process, for operators; null while there is none. */
    public synchronized @Nullable ProcessHandle handle() {
        return isUp() && child != null ? child.join().process().toHandle() : null;
    }

    /** Ends the child, for good: an update of the plugin is another process. */
    @Override
    public void close() {
        CompletableFuture<Child> running;
        synchronized (this) {
            closed = true;
            running = child;
        }
        if (running != null) {
            running.thenAccept(Child::stop);
        }
    }

    private Child up(PluginCall call, long until) throws PluginFault {
        CompletableFuture<Child> starting = started(call.scope());
        try {
            return starting.get(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new PluginFault(Kind.STARTING, "The plugin is being started");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof PluginFault fault ? fault : new PluginFault(Kind.BROKEN, String.valueOf(e.getCause()), true);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PluginFault(Kind.BUSY, "The platform is stopping");
        }
    }

    static Duration patience(Hook hook, Duration budget, Duration start) {
        return switch (hook) {
            case FILTER -> Duration.ZERO;
            case SLOT -> budget;
            case ACTION, NOTICE, PRICE -> PATIENCE;
            case TASK -> start.plus(MORE_THAN_A_START);
        };
    }

    private synchronized CompletableFuture<Child> started(Scope scope) throws PluginFault {
        if (closed || host.work().isShutdown()) {
            throw new PluginFault(Kind.STARTING, "The plugin is stopped");
        }
        Instant now = host.clock().instant();
        PausedStores.Pause pause = paused.of(scope, now);
        if (pause != null) {
            throw again(pause.backoff(), pause.why());
        }
        if (child != null) {
            return child;
        }
        if (backoff.holdsAt(now)) {
            throw again(backoff, lastEnd);
        }
        CompletableFuture<Child> starting = new CompletableFuture<>();
        child = starting;
        host.work().execute(() -> start(scope, starting));
        return starting;
    }

    private static PluginFault again(Backoff backoff, String why) {
        return new PluginFault(Kind.STARTING, "The plugin is started again at " + backoff.until() + ". " + why);
    }

    private void start(Scope scope, CompletableFuture<Child> starting) {
        try {
            Child up = child(starting, new Start(host, manifest.id(), jar).run());
            starting.complete(up);
            if (isClosed()) {
                up.stop();
            }
        } catch (PluginFault e) {
            notStarted(starting, e);
            starting.completeExceptionally(e);
            host.tell(scope, manifest.id(), e);
        } catch (RuntimeException | Error e) {
            PluginFault failed = new PluginFault(Kind.STARTING, "The plugin's process cannot be started: " + e.getMessage(),
                    true);
            notStarted(starting, failed);
            starting.completeExceptionally(failed);
            throw e;
        }
    }

    /** Where nobody can look after it, it does not stay. */
    private Child child(CompletableFuture<Child> starting, Child.Started started) {
        Instant since = host.clock().instant();
        try {
            Child up = new Child(manifest.id(), host, started, alone(), end -> ended(starting, end, since));
            up.begin();
            return up;
        } catch (RuntimeException | Error e) {
            started.process().destroyForcibly();
            started.connection().close();
            throw e;
        }
    }

    synchronized boolean isClosed() {
        return closed;
    }

    private synchronized Duration alone() {
        return alone ? Backoff.SOUND : Duration.ZERO;
    }

    /** Whoever asked for the start, it would have been the same for everybody. */
    private synchronized void notStarted(CompletableFuture<Child> which, PluginFault fault) {
        forget(which);
        backoff = backoff.ended(host.clock().instant(), Duration.ZERO);
        lastEnd = fault.getMessage();
    }

    private synchronized void ended(CompletableFuture<Child> which, Child.End end, Instant since) {
        forget(which);
        PluginFault fault = end.fault();
        if (fault.kind() == Kind.STARTING && !fault.killed()) {
            return;
        }
        Instant now = host.clock().instant();
        Duration up = Duration.between(since, now);
        Scope guilty = end.guilty();
        lastEnd = fault.getMessage();
        if (guilty == null) {
            backoff = backoff.ended(now, up);
            alone = true;
        } else {
            backoff = backoff.briefly(now);
            paused = paused.ended(guilty, now, lastEnd);
            // Once it was up for a while, whatever it was has passed.
            alone = alone && up.compareTo(Backoff.SOUND) < 0;
        }
    }

    private void forget(CompletableFuture<Child> which) {
        if (child == which) {
            child = null;
        }
    }
}
