package io.cryptocheckout.platform.plugin.process;

import io.cryptocheckout.platform.authority.Scope;

/** Who counts what plugins do wrong. */
@FunctionalInterface
public interface Faults {

    /**
     * A plugin did something wrong for a store; told once for each store and incident, whether or not a caller was told by an exception too.
     * Where a child was killed, that are the stores whose calls were open, or if there were none the last one that called.
     */
    void happened(Scope scope, String pluginId, PluginFault fault);
}
