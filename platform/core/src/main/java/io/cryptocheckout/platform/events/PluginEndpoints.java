package io.cryptocheckout.platform.events;

import io.cryptocheckout.platform.database.StoreTx;
import io.cryptocheckout.platform.id.Ids;
import io.cryptocheckout.platform.plugin.ActionReceivers;
import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import java.time.Clock;
import java.util.Set;
import java.util.UUID;
import org.jooq.Record;
import org.springframework.stereotype.Component;

/** The rows of {@code events.webhook_endpoint} that stand for plugins; nobody sees or changes them as endpoints. */
@Component
final class PluginEndpoints implements ActionReceivers {
    private static final String OPEN = """
            update events.webhook_endpoint set enabled = true, disabled_reason = null, disabled_at = null, event_types = ?
            where store_id = ? and livemode = ? and plugin_id = ? and deleted_at is null returning id""";
    private static final String MAKE = """
            insert into events.webhook_endpoint (store_id, livemode, id, url, event_types, api_version, secret, plugin_id, created_at)
            values (?, ?, ?, ?, ?, ?, ''::bytea, ?, ?::timestamptz)""";
    private static final String OFF = """
            update events.webhook_endpoint set enabled = false, disabled_reason = ?, disabled_at = ?::timestamptz
            where store_id = ? and livemode = ? and id = ? and deleted_at is null""";

    private final EndpointRows rows;
    private final Clock clock;

    PluginEndpoints(EndpointRows rows, Clock clock) {
        this.rows = rows;
        this.clock = clock;
    }

    @Override
    public UUID open(StoreTx tx, String pluginId, Set<String> types) {
        for (String type : types) {
            if (!type.equals(EventTypes.ALL) && !EventTypes.isKnown(type)) {
                throw new Refused(Refusal.FIELD_INVALID, null, "The plugin asks for events of the type \"" + type
                        + "\", which this platform does not have; ask its author for another version.");
            }
        }
        String[] wanted = types.toArray(String[]::new);
        Record open = tx.sql().fetchOne(OPEN, wanted, tx.storeId(), tx.livemode(), pluginId);
        if (open != null) {
            return open.get(0, UUID.class);
        }
        UUID id = Ids.next(clock);
        tx.sql().execute(MAKE, tx.storeId(), tx.livemode(), id, EndpointRows.PLUGIN_URL + pluginId, wanted, ApiVersion.CURRENT, pluginId,
                clock.instant());
        return id;
    }

    @Override
    public void close(StoreTx tx, UUID id) {
        tx.sql().execute(OFF, "merchant", clock.instant(), tx.storeId(), tx.livemode(), id);
        EndpointRows.abandon(tx, id, "The plugin is disabled.");
    }

    @Override
    public void stop(StoreTx tx, UUID id) {
        tx.sql().execute(OFF, "failing", clock.instant(), tx.storeId(), tx.livemode(), id);
        EndpointRows.abandon(tx, id, "The platform stopped the plugin; let it go on, then send this again.");
    }

    @Override
    public void remove(StoreTx tx, UUID id) {
        rows.delete(tx, id, clock.instant());
    }
}
