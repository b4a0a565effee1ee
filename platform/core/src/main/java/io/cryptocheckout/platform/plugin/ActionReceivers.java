package io.cryptocheckout.platform.plugin;

import io.cryptocheckout.platform.database.StoreTx;
import java.util.Set;
import java.util.UUID;

/** Has events delivered to plugins. The room that keeps events offers a bean of this type, and asks {@link PluginActions} to deliver them. */
public interface ActionReceivers {

    /**
     * From now on the store's events of these types are delivered to the plugin; what it was sent before stays its own.
     *
     * @throws io.cryptocheckout.platform.refusal.Refused
     *             where a type is none
     */
    UUID open(StoreTx tx, String pluginId, Set<String> types);

    /** Nothing is delivered to it any more; what still waits is abandoned, and what happens meanwhile is not kept for it. */
    void close(StoreTx tx, UUID id);

    /** The platform stopped the plugin: what still waits is abandoned, and what happens meanwhile can be sent once it goes on. */
    void stop(StoreTx tx, UUID id);

    /** It is forgotten; the log of its deliveries stays. */
    void remove(StoreTx tx, UUID id);
}
