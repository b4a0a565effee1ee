package io.cryptocheckout.platform.plugin;

import io.cryptocheckout.platform.id.IdKind;
import io.cryptocheckout.platform.plugin.process.PluginCall;
import io.cryptocheckout.platform.plugin.process.PluginFault;
import io.cryptocheckout.platform.plugin.process.PluginProcess;
import io.cryptocheckout.platform.plugin.process.PluginProcesses;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Calls plugins for stores, each in its process. */
final class PluginHost implements AutoCloseable {
    private final Supplier<PluginProcesses> processes;
    private final PluginsProperties.Budgets budgets;
    private final Clock clock;
    private final Map<String, PluginProcess> byId = new ConcurrentHashMap<>();
    private @Nullable PluginProcesses running;
    private boolean closed;

    /**
     * @param processes
     *            asked for once, when the first plugin is called
     */
    PluginHost(Supplier<PluginProcesses> processes, PluginsProperties.Budgets budgets, Clock clock) {
        this.processes = processes;
        this.budgets = budgets;
        this.clock = clock;
    }

    /**
     * What is called.
     *
     * @param name
     *            of an action the event's type, of a filter or a slot its name, otherwise empty
     */
    record Hook(PluginCall.Hook kind, String name) {}

    /**
     * Calls the plugin for the store that enabled it, and for no other.
     *
     * @return a plain value, of which nothing is checked yet
     */
    @Nullable
    Object call(EnabledPlugin plugin, Hook hook, @Nullable Object value, @Nullable Object about) throws PluginFault {
        Map<String, Object> store = Map.of("id", IdKind.STORE.format(plugin.scope().storeId()), "name", plugin.storeName(), "livemode",
                plugin.scope().livemode(), "now", clock.instant().toString(), "settings", plugin.settings().values());
        PluginCall call = new PluginCall(plugin.scope(), hook.kind(), hook.name(), store, value, about);
        return process(plugin).call(call, budget(hook.kind()));
    }

    private PluginProcess process(EnabledPlugin plugin) {
        return byId.computeIfAbsent(plugin.id(), id -> running().of(plugin.manifest(), plugin.plugin().jar()));
    }

    /** Ends every process. */
    @Override
    public void close() {
        PluginProcesses ended;
        synchronized (this) {
            closed = true;
            ended = running;
        }
        if (ended != null) {
            ended.close();
        }
    }

    private synchronized PluginProcesses running() {
        if (closed) {
            throw new IllegalStateException("The platform is stopping");
        }
        PluginProcesses there = running;
        if (there == null) {
            there = processes.get();
            running = there;
        }
        return there;
    }

    /** How long a call may take, its waiting for a start left out. */
    Duration budget(PluginCall.Hook kind) {
        return switch (kind) {
            case FILTER -> budgets.filter();
            case SLOT -> budgets.slot();
            case ACTION, NOTICE -> budgets.action();
            case PRICE -> budgets.price();
            case TASK -> budgets.task();
        };
    }
}
