package io.cryptocheckout.platform.events.delivery;

import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.database.Database;
import io.cryptocheckout.platform.events.EventsProperties;
import io.cryptocheckout.platform.events.signature.SealedSecrets;
import io.cryptocheckout.platform.events.signature.WebhookSecret;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jooq.Record;
import org.springframework.stereotype.Component;

/** Claims due deliveries of all stores, a batch at a time, each under a lease that ends by itself. */
@Component
final class DueDeliveries {
    // The claim moves due_at to the end of the lease: what this node never finishes comes due again without anybody noticing its death.
    private static final String CLAIM = """
            with due as materialized (
                select store_id, livemode, id from events.delivery
                where due_at <= ?::timestamptz and endpoint_id <> all (?)
                order by due_at limit ?
                for update skip locked)
            update events.delivery d set claim = d.claim + 1, due_at = ?::timestamptz, leased_until = ?::timestamptz
            from due
            join events.delivery waiting using (store_id, livemode, id)
            join events.event e on e.store_id = due.store_id and e.livemode = due.livemode and e.id = waiting.event_id
            join events.webhook_endpoint w
              on w.store_id = due.store_id and w.livemode = due.livemode and w.id = waiting.endpoint_id
            where d.store_id = due.store_id and d.livemode = due.livemode and d.id = due.id
            returning d.store_id, d.livemode, d.id, d.claim, d.tries, d.event_id, d.endpoint_id, e.sample, e.body, w.url,
                w.deleted_at is null and (w.enabled or e.sample) as wanted, w.failing_since is not null as failing,
                w.secret, w.previous_secret, w.previous_secret_ends_at""";

    private final Database database;
    private final SealedSecrets secrets;
    private final EventsProperties properties;
    private final Clock clock;

    DueDeliveries(Database database, SealedSecrets secrets, EventsProperties properties, Clock clock) {
        this.database = database;
        this.secrets = secrets;
        this.properties = properties;
        this.clock = clock;
    }

    /**
     * @param busyEndpoints
     *            endpoints that have enough waiting on this node already
     */
    List<DueDelivery> claim(Collection<UUID> busyEndpoints) {
        Instant now = clock.instant();
        Instant leasedUntil = now.plus(properties.lease());
        return database.acrossTenants("deliveries of all stores become due", sql -> {
            List<DueDelivery> claimed = new ArrayList<>();
            for (Record row : sql.fetch(CLAIM, now, busyEndpoints.toArray(UUID[]::new), properties.batch(), leasedUntil, leasedUntil)) {
                claimed.add(delivery(row, now, leasedUntil));
            }
            return claimed;
        });
    }

    private DueDelivery delivery(Record row, Instant now, Instant leasedUntil) {
        Scope scope = new Scope(row.get("store_id", UUID.class), row.get("livemode", Boolean.class));
        boolean wanted = row.get("wanted", Boolean.class);
        DueDelivery.Target target = new DueDelivery.Target(row.get("endpoint_id", UUID.class), row.get("url", String.class), wanted,
                row.get("failing", Boolean.class), wanted ? secrets(row, scope, now) : List.of());
        return new DueDelivery(scope, row.get("id", UUID.class), row.get("claim", Integer.class), row.get("tries", Integer.class),
                leasedUntil, row.get("event_id", UUID.class), row.get("sample", Boolean.class), row.get("body", String.class), target);
    }

    private List<WebhookSecret> secrets(Record row, Scope scope, Instant now) {
        List<WebhookSecret> signing = new ArrayList<>();
        signing.add(secrets.open(row.get("secret", byte[].class), scope));
        Instant previousEnds = row.get("previous_secret_ends_at", Instant.class);
        if (previousEnds != null && now.isBefore(previousEnds)) {
            signing.add(secrets.open(row.get("previous_secret", byte[].class), scope));
        }
        return signing;
    }
}
