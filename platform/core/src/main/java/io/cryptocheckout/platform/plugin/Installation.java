package io.cryptocheckout.platform.plugin;

import io.cryptocheckout.platform.authority.Scope;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a store has of a plugin, as it is stored.
 *
 * @param plain
 *            settings that are no secrets, as they were filled in
 * @param secrets
 *            those that are, opened
 * @param enabledAt
 *            when somebody last enabled it where it did not work, or let it go on
 */
record Installation(Scope scope, String pluginId, String version, boolean enabled, Map<String, String> plain, Map<String, String> secrets,
        @Nullable UUID endpointId, Instant enabledAt, @Nullable Instant quarantinedAt, @Nullable String quarantineReason,
        long storedBytes) {

    Installation {
        plain = Map.copyOf(plain);
        secrets = Map.copyOf(secrets);
    }

    /** Whether the plugin is called for the store. */
    boolean works() {
        return enabled && quarantinedAt == null;
    }

    Map<String, String> filledIn() {
        Map<String, String> all = new HashMap<>(plain);
        all.putAll(secrets);
        return all;
    }

    PluginView.Own shown() {
        return new PluginView.Own(version, enabled, plain, Set.copyOf(secrets.keySet()), endpointId, enabledAt, quarantinedAt,
                quarantineReason, storedBytes);
    }

    /** Without what nobody may be shown. */
    @Override
    public String toString() {
        return "Installation[" + pluginId + " " + version + " of " + scope + "]";
    }
}
