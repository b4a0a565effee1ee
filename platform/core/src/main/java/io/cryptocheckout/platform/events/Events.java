package io.cryptocheckout.platform.events;

import io.cryptocheckout.platform.database.StoreTx;
import io.cryptocheckout.platform.id.Ids;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The store's events: written in the transaction of the change that caused them, together with a delivery for each endpoint. */
@Component
public final class Events {
    private static final String APPEND = """
            with event as (
                insert into events.event (store_id, livemode, id, type, object_id, sequence, body, created_at)
                values (?, ?, ?, ?, ?, ?, ?, ?)
                returning store_id, livemode, id, type, created_at)
            insert into events.delivery (store_id, livemode, id, event_id, endpoint_id, due_at, created_at)
            select event.store_id, event.livemode, uuidv7(), event.id, endpoint.id, event.created_at, event.created_at
            from event
            join events.webhook_endpoint endpoint
              on endpoint.store_id = event.store_id and endpoint.livemode = event.livemode
            where endpoint.enabled and endpoint.deleted_at is null and endpoint.event_types && array[event.type, '*']""";

    private final Clock clock;
    private final DueSignal due;

    public Events(Clock clock, DueSignal due) {
        this.clock = clock;
        this.due = due;
    }

    /**
     * Records the event and a delivery for every enabled endpoint that wants it, in one statement of the caller's transaction.
     *
     * @return the new event's id
     */
    public UUID append(StoreTx tx, NewEvent event) {
        if (!EventTypes.isKnown(event.type())) {
            throw new IllegalArgumentException("There is no event type " + event.type());
        }
        UUID id = Ids.next(clock);
        Instant now = clock.instant();
        int deliveries = tx.sql().execute(APPEND, tx.storeId(), tx.livemode(), id, event.type(), event.objectId(), event.sequence(),
                Envelope.render(id, event, tx.livemode(), now), now.atOffset(ZoneOffset.UTC));
        if (deliveries > 0) {
            tx.afterCommit(due::poke);
        }
        return id;
    }
}
