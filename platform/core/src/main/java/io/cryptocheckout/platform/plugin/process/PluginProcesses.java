package io.cryptocheckout.platform.plugin.process;

import io.cryptocheckout.plugin.Manifest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The plugins' processes of this server: what they share, and that none of them outlives it. */
public final class PluginProcesses implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PluginProcesses.class);
    private static final Duration LAST_BREATH = Duration.ofSeconds(5);

    private final Host host;
    private final ExecutorService launching = Executors
            .newSingleThreadExecutor(Thread.ofPlatform().daemon().name("plugin-launch").factory());
    private final List<PluginProcess> processes = new CopyOnWriteArrayList<>();

    public PluginProcesses(Ground ground, Asks asks, Faults faults, Clock clock) {
        try {
            OwnFolder folder = ground.folder();
            Launch launch = new Launch(ground.limits(), ground.walled(), ApiClasses.on(folder), folder, launching);
            ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("plugin-watch").factory());
            this.host = new Host(ground.limits(), asks, faults, clock, folder, launch, watch, Executors.newVirtualThreadPerTaskExecutor());
        } catch (IOException e) {
            throw new UncheckedIOException("There is no folder for the files of plugins", e);
        }
    }

    /** Why no plugin can run on this machine, in words for the operator; null where they can. Takes as long as the start of a JVM. */
    public @Nullable String problem() {
        if (!host.launch().walled()) {
            return null;
        }
        try {
            Process trial = host.launch().trial();
            if (!trial.waitFor(host.limits().start())) {
                trial.destroyForcibly();
                return "The launcher of plugins did not end";
            }
            return trial.exitValue() == 0 ? null : Launch.words(trial);
        } catch (IOException e) {
            return e.getMessage();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "The platform is stopping";
        }
    }

    /** A process for a plugin; nothing is started yet. */
    public PluginProcess of(Manifest manifest, Path jar) {
        PluginProcess process = new PluginProcess(host, manifest, jar);
        processes.removeIf(PluginProcess::isClosed);
        processes.add(process);
        return process;
    }

    /** Ends every child, and waits until it has. */
    @Override
    public void close() {
        List<ProcessHandle> children = processes.stream().map(PluginProcess::handle).flatMap(Stream::ofNullable).toList();
        processes.forEach(PluginProcess::close);
        host.work().shutdown();
        host.watch().shutdownNow();
        children.forEach(PluginProcesses::awaitEnd);
        // A child that was just being started is killed by the kernel with the thread that started it.
        launching.shutdown();
    }

    private static void awaitEnd(ProcessHandle child) {
        try {
            child.onExit().get(LAST_BREATH.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("A plugin's process {} was killed and has not ended", child.pid());
        }
    }
}
