package io.cryptocheckout.platform.plugin;

import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.plugin.Manifest;
import io.cryptocheckout.plugin.Settings;

/**
 * A plugin that is called for a store.
 *
 * @param settings
 *            with the secrets and the defaults
 */
record EnabledPlugin(Scope scope, InstalledPlugin plugin, Settings settings, String storeName) {

    String id() {
        return plugin.id();
    }

    Manifest manifest() {
        return plugin.manifest();
    }

    /** Without what nobody may be shown. */
    @Override
    public String toString() {
        return "EnabledPlugin[" + id() + " for " + scope + "]";
    }
}
