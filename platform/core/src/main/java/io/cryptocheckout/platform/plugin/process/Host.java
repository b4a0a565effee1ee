package io.cryptocheckout.platform.plugin.process;

import io.cryptocheckout.platform.authority.Scope;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;

/**
 * What the processes of all plugins share.
 *
 * @param folder
 *            for the sockets and the copies of jars, of this server alone
 * @param watch
 *            what looks after children, and never waits
 * @param work
 *            what answers children, and may wait
 */
record Host(ProcessLimits limits, Asks asks, Faults faults, Clock clock, OwnFolder folder, Launch launch, ScheduledExecutorService watch,
        ExecutorService work) {

    /** Tells a fault, without holding up whom it happened to. */
    void tell(Scope scope, String pluginId, PluginFault fault) {
        if (fault.kind().isFault() && !work.isShutdown()) {
            work.execute(() -> faults.happened(scope, pluginId, fault));
        }
    }

    /** Tells what is nobody's fault. */
    void note(Scope scope, String pluginId, String line) {
        if (!work.isShutdown()) {
            work.execute(() -> faults.noted(scope, pluginId, line));
        }
    }
}
