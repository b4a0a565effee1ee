package io.cryptocheckout.platform.plugin;

import io.cryptocheckout.platform.database.StoreTx;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** Which events a plugin gets: those it acts on and those it carries notices of. */
final class PluginReceivers {
    private final ActionReceivers receivers;
    private final Installations installations;

    PluginReceivers(ActionReceivers receivers, Installations installations) {
        this.receivers = receivers;
        this.installations = installations;
    }

    void open(StoreTx tx, InstalledPlugin plugin) {
        Set<String> types = new TreeSet<>(plugin.manifest().events());
        types.addAll(plugin.manifest().notices());
        if (!types.isEmpty()) {
            installations.endpoint(tx, plugin.id(), receivers.open(tx, plugin.id(), types));
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
