package io.cryptocheckout.platform.events;

import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.authority.Permission;
import io.cryptocheckout.platform.authority.Principal;
import io.cryptocheckout.platform.database.Database;
import io.cryptocheckout.platform.database.StoreTx;
import io.cryptocheckout.platform.events.sample.SampleObjects;
import io.cryptocheckout.platform.id.Ids;
import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The store's log of deliveries, and sending again what did not arrive. An app has to do with those to its own endpoints alone. */
@Component
public final class Deliveries {
    private static final String AGAIN = """
            update events.delivery set status = 'pending', due_at = ?::timestamptz, tries = 0, leased_until = null
            where store_id = ? and livemode = ? and not (status = 'pending' and leased_until is not null and leased_until > ?::timestamptz)\s""";

    private final Database database;
    private final DeliveryRows rows;
    private final DueSignal due;
    private final Clock clock;

    Deliveries(Database database, DeliveryRows rows, DueSignal due, Clock clock) {
        this.database = database;
        this.rows = rows;
        this.due = due;
        this.clock = clock;
    }

    /** Newest first. */
    public Slice<DeliveryView> list(Caller caller, DeliveryQuery query) {
        caller.require(Permission.WEBHOOKS_READ);
        return database.in(caller.scope(), tx -> Slice.of(rows.list(tx, caller.principal(), query, clock.instant()), query.limit()));
    }

    /** One delivery with all its attempts; null where the store has none with this id. */
    public @Nullable DeliveryWithAttempts find(Caller caller, UUID id) {
        caller.require(Permission.WEBHOOKS_READ);
        return database.in(caller.scope(), tx -> {
            DeliveryView delivery = rows.find(tx, caller.principal(), id, clock.instant());
            return delivery == null ? null : new DeliveryWithAttempts(delivery, rows.body(tx, delivery.eventId()), rows.attempts(tx, id));
        });
    }

    public DeliveryView resend(Caller caller, UUID id) {
        caller.require(Permission.WEBHOOKS_WRITE);
        return database.in(caller.scope(), tx -> resend(tx, caller.principal(), id));
    }

    /** Sends the same event, with the same id and body, once more at once, with a fresh schedule; one that is under way stays so. */
    public DeliveryView resend(StoreTx tx, Principal who, UUID id) {
        Instant now = clock.instant();
        DeliveryView delivery = rows.find(tx, who, id, now);
        if (delivery == null) {
            throw Refused.notFound("webhook delivery");
        }
        requireEnabled(tx, who, delivery.endpointId());
        tx.sql().execute(AGAIN + "and id = ?", now, tx.storeId(), tx.livemode(), now, id);
        tx.afterCommit(due::poke);
        return Objects.requireNonNull(rows.find(tx, who, id, now));
    }

    /**
     * Sends everything again that was abandoned for an endpoint.
     *
     * @return how many deliveries wait again
     */
    public int resendAbandoned(Caller caller, UUID endpointId) {
        caller.require(Permission.WEBHOOKS_WRITE);
        return database.in(caller.scope(), tx -> {
            requireEnabled(tx, caller.principal(), endpointId);
            Instant now = clock.instant();
            tx.afterCommit(due::poke);
            return tx.sql().execute(AGAIN + "and endpoint_id = ? and status = 'abandoned'", now, tx.storeId(), tx.livemode(), now,
                    endpointId);
        });
    }

    public DeliveryView sendTest(Caller caller, UUID endpointId, String type) {
        caller.require(Permission.WEBHOOKS_WRITE);
        return database.in(caller.scope(), tx -> sendTest(tx, caller.principal(), endpointId, type));
    }

    /** Queues a sample of the type for one endpoint, enabled or not. It says {@code livemode: false} even in a live store. */
    public DeliveryView sendTest(StoreTx tx, Principal who, UUID endpointId, String type) {
        if (!EventTypes.isKnown(type)) {
            throw new Refused(Refusal.FIELD_INVALID, "type",
                    "There is no event type \"" + type + "\"; known are " + String.join(", ", EventTypes.all()) + ".");
        }
        // A plugin acts on what it is told, and cannot tell a sample from a payment.
        Record endpoint = requireEndpoint(tx, who, endpointId);
        if (endpoint.get("deleted", Boolean.class) || endpoint.get("plugin", Boolean.class)) {
            throw Refused.notFound("webhook endpoint");
        }
        Instant now = clock.instant();
        NewEvent sample = new NewEvent(type, Ids.next(clock), 1, SampleObjects.json(type, endpointId, now), null);
        UUID id = rows.insertSample(tx, endpointId, sample, now);
        tx.afterCommit(due::poke);
        return Objects.requireNonNull(rows.find(tx, who, id, now));
    }

    private static void requireEnabled(StoreTx tx, Principal who, UUID endpointId) {
        if (!requireEndpoint(tx, who, endpointId).get("sending", Boolean.class)) {
            throw new Refused(Refusal.ENDPOINT_DISABLED, null, "What it goes to is disabled or deleted; enable it first.");
        }
    }

    private static Record requireEndpoint(StoreTx tx, Principal who, UUID endpointId) {
        UUID grant = EndpointRows.grantOf(who);
        Record endpoint = tx.sql().fetchOne("""
                select enabled and deleted_at is null as sending, deleted_at is not null as deleted, plugin_id is not null as plugin
                from events.webhook_endpoint
                where store_id = ? and livemode = ? and id = ? and (?::uuid is null or grant_id = ?::uuid)""", tx.storeId(), tx.livemode(),
                endpointId, grant, grant);
        if (endpoint == null) {
            throw Refused.notFound("webhook endpoint");
        }
        return endpoint;
    }
}
