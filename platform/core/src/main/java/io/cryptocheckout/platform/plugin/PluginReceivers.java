package io.cryptocheckout.platform.plugin;

import io.cryptocheckout.platform.database.StoreTx;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which events a plugin gets: those it acts on and those it carries notices of. */
final class PluginReceivers {
    private final ActionReceivers receivers;
    private final Installations installations;

    PluginReceivers(ActionReceivers receivers, Installations installations) {
        this.receivers = receivers;
        this.installations = installations;
    }

    /**
     * @param before
     *            what the store had of it until now; null where it had nothing
     */
    void open(StoreTx tx, InstalledPlugin plugin, @Nullable Installation before) {
        Set<String> types = new TreeSet<>(plugin.manifest().events());
        types.addAll(plugin.manifest().notices());
        if (!types.isEmpty()) {
            installations.endpoint(tx, plugin.id(), receivers.open(tx, plugin.id(), types));
        } else if (before != null) {
            close(tx, before);
        }
    }

    void close(StoreTx tx, Installation installation) {
        UUID endpoint = installation.endpointId();
        if (endpoint != null) {
            receivers.close(tx, endpoint);
        }
    }

    void stop(StoreTx tx, Installation installation) {
        UUID endpoint = installation.endpointId();
        if (endpoint != null) {
            receivers.stop(tx, endpoint);
        }
    }

    void remove(StoreTx tx, Installation installation) {
        UUID endpoint = installation.endpointId();
        if (endpoint != null) {
            receivers.remove(tx, endpoint);
        }
    }
}
