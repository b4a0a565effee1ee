package io.cryptocheckout.platform.plugin.process;

import io.cryptocheckout.platform.authority.Scope;

/** Who counts what plugins do wrong. */
@FunctionalInterface
public interface Faults {

    /**
     * A plugin did something wrong for a store; told once for each store and incident, whether or not a caller was told by an exception too.
     * Where a child ended, that is the only store with a call open, or if there was none the only one that ever called; where it kept a
     * processor busy, the store whose calls it was busy with. Where several could have been at fault nobody is told.
     */
    void happened(Scope scope, String pluginId, PluginFault fault);

    /** Something happened that the store should know of and that is not counted against it. */
    default void noted(Scope scope, String pluginId, String line) {}
}
