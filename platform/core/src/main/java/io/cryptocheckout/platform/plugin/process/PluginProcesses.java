package io.cryptocheckout.platform.plugin.process;

import io.cryptocheckout.plugin.Manifest;
import java.nio.file.Path;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** The plugins' processes of this server: what they share, and that none of them outlives it. */
public final class PluginProcesses implements AutoCloseable {

    /**
     * @param walled
     *            false only where the operator said so ({@code checkout.plugins.wall=none})
     */
    public PluginProcesses(ProcessLimits limits, boolean walled, Asks asks, Faults faults, Clock clock) {}

    /** Why no plugin can run on this machine, in words for the operator; null where they can. Takes as long as the start of a JVM. */
    public @Nullable String problem() {
        return null;
    }

    /** A process for a plugin; nothing is started yet. */
    public PluginProcess of(Manifest manifest, Path jar) {
        return new PluginProcess();
    }

    /** Ends every child. */
    @Override
    public void close() {}
}
