package io.cryptocheckout.platform.plugin;

import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.plugin.process.PluginCall;
import io.cryptocheckout.platform.plugin.process.PluginFault;
import io.cryptocheckout.platform.plugin.process.PluginProcess;
import io.cryptocheckout.plugin.Facts;
import io.cryptocheckout.plugin.Json;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells plugins what happened. The delivery table is behind it: it is durable, tried again, and in the merchant's log. */
public final class PluginActions {
    private static final String ALL = "*";

    private final PluginRegistry registry;
    private final PluginHost host;
    private final Notices notices;

    PluginActions(PluginRegistry registry, PluginHost host, Notices notices) {
        this.registry = registry;
        this.host = host;
        this.notices = notices;
    }

    /** How long {@link #run} takes at most: the action and the notice, and for each of them a start of the plugin. */
    public Duration longest() {
        return PluginProcess.PATIENCE.plus(host.budget(PluginCall.Hook.ACTION)).multipliedBy(2);
    }

    /**
     * Has the plugin act on an event, and carry a notice of it, as its manifest says.
     *
     * @param eventBody
     *            the event's envelope
     * @throws PluginFailed
     *             where it was not told, and when it may be
     */
    public void run(Scope scope, String pluginId, String eventBody) throws PluginFailed {
        EnabledPlugin plugin = registry.find(scope, pluginId);
        if (plugin == null) {
            throw new PluginFailed("The plugin is not there at the moment.", PluginFailed.Again.SOON);
        }
        Facts event = event(eventBody);
        String type = event.text("type").orElse("");
        if (wants(plugin.manifest().events(), type)) {
            call(plugin, PluginCall.Hook.ACTION, type, event.values());
        }
        if (wants(plugin.manifest().notices(), type)) {
            call(plugin, PluginCall.Hook.NOTICE, "", notices.of(event));
        }
    }

    private static Facts event(String body) throws PluginFailed {
        try {
            return new Facts(Discreet.ofEvent(Json.object(body).values()));
        } catch (RuntimeException unreadable) {
            throw new PluginFailed("The event cannot be read: " + unreadable.getMessage(), PluginFailed.Again.NEVER);
        }
    }

    private void call(EnabledPlugin plugin, PluginCall.Hook hook, String name, Map<String, @Nullable Object> value) throws PluginFailed {
        try {
            host.call(plugin, new PluginHost.Hook(hook, name), value, null);
        } catch (PluginFault e) {
            throw new PluginFailed(e.getMessage(), PluginFailed.Again.after(e.kind()));
        }
    }

    private static boolean wants(Set<String> types, String type) {
        return types.contains(type) || types.contains(ALL);
    }
}
