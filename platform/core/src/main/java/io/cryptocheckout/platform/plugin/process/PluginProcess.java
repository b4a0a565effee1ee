package io.cryptocheckout.platform.plugin.process;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A plugin's process: started by the first call, started again after it ended, not sooner than its back-off says. */
public final class PluginProcess implements AutoCloseable {

    /**
     * Calls the plugin and waits for its answer. A filter does not wait for a start and a slot waits no longer than its budget; any other
     * call waits for the start, which is not counted against the budget.
     *
     * @return a plain value
     * @throws PluginFault
     *             where there is no answer
     */
    public @Nullable Object call(PluginCall call, Duration budget) throws PluginFault {
        throw new PluginFault(PluginFault.Kind.STARTING, "The plugin is being started");
    }

    /** Starts the child ahead of its first call, in the background. */
    public void warm() {}

    /** Whether the child is up. */
    public boolean isUp() {
        return false;
    }

    /** Ends the child, for good: an update of the plugin is another process. */
    @Override
    public void close() {}
}
