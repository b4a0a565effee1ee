package io.cryptocheckout.platform.events.delivery;

import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.database.Database;
import io.cryptocheckout.platform.events.EventsProperties;
import io.cryptocheckout.platform.events.signature.SealedSecrets;
import io.cryptocheckout.platform.events.signature.WebhookSecret;
import io.cryptocheckout.platform.id.IdKind;
import io.cryptocheckout.platform.sealing.SealBroken;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Claims due deliveries of all stores, a batch at a time, each under a lease that ends by itself. */
@Component
final class DueDeliveries {
    // The claim moves due_at to the end of the lease: what this node never finishes comes due again without anybody noticing its death.
    // Rows are found by where they lie, and event and endpoint looked up one by one ("offset 0"): no statistics may lead to a join of all
    // of a store's rows. A row that another transaction has changed meanwhile lies elsewhere and waits for the next claim.
    private static final String CLAIM = """
            with due as materialized (
                select ctid from events.delivery
                where due_at <= ?::timestamptz and endpoint_id <> all (?)
                order by due_at limit ?
                for update skip locked),
            claimed as (
                update events.delivery d set claim = d.claim + 1, due_at = ?::timestamptz, leased_until = ?::timestamptz
                where d.ctid = any (array(select ctid from due))
                returning d.store_id, d.livemode, d.id, d.claim, d.tries, d.event_id, d.endpoint_id)
            select c.store_id, c.livemode, c.id, c.claim, c.tries, c.event_id, c.endpoint_id, e.sample, e.body, w.url,
                w.deleted_at is null and (w.enabled or e.sample) as wanted, w.failing_since is not null as failing,
                w.secret, w.previous_secret, w.previous_secret_ends_at, w.access_id, w.grant_id, w.plugin_id
            from claimed c
            cross join lateral (
                select sample, body from events.event
                where store_id = c.store_id and livemode = c.livemode and id = c.event_id offset 0) e
            cross join lateral (
                select * from events.webhook_endpoint
                where store_id = c.store_id and livemode = c.livemode and id = c.endpoint_id offset 0) w""";

    // A claim is planned at each execution, for well under a millisecond a batch. A kept plan may have been made while the tables were empty
    // and every index was as good as any other; in a young database it lives until the next analyze and reads all of a store's events for
    // each delivery.
    private static final String PLAN_ANEW = "set local plan_cache_mode = force_custom_plan";

    private static final Logger LOG = LoggerFactory.getLogger(DueDeliveries.class);

    private final Database database;
    private final SealedSecrets secrets;
    private final EndpointStanding standing;
    private final EventsProperties properties;
    private final Clock clock;

    DueDeliveries(Database database, SealedSecrets secrets, EndpointStanding standing, EventsProperties properties, Clock clock) {
        this.database = database;
        this.secrets = secrets;
        this.standing = standing;
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
        List<Record> rows = database.acrossTenants("deliveries of all stores become due", sql -> {
            sql.execute(PLAN_ANEW);
            return List.copyOf(sql.fetch(CLAIM, now, busyEndpoints.toArray(UUID[]::new), properties.batch(), leasedUntil, leasedUntil));
        });
        // The claim is committed first: a secret that does not open is one endpoint's trouble and must not undo the others' claims.
        Set<UUID> broken = new HashSet<>();
        List<DueDelivery> claimed = rows.stream().map(row -> delivery(row, now, leasedUntil, broken)).toList();
        if (!broken.isEmpty()) {
            LOG.error("Secrets of webhook endpoints do not open; is a key missing from checkout.sealing? Endpoints: {}", broken);
        }
        return claimed;
    }

    private DueDelivery delivery(Record row, Instant now, Instant leasedUntil, Set<UUID> broken) {
        Scope scope = new Scope(row.get("store_id", UUID.class), row.get("livemode", Boolean.class));
        String silence = standing.silence(row, scope);
        DueDelivery.Target target = target(row, scope, silence,
                silence == null && row.get("plugin_id") == null ? secrets(row, scope, now, broken) : List.of());
        return new DueDelivery(scope, row.get("id", UUID.class), row.get("claim", Integer.class), row.get("tries", Integer.class),
                leasedUntil, row.get("event_id", UUID.class), row.get("sample", Boolean.class), row.get("body", String.class), target,
                null);
    }

    private static DueDelivery.Target target(Record row, Scope scope, @Nullable String silence, List<WebhookSecret> secrets) {
        UUID endpointId = row.get("endpoint_id", UUID.class);
        return new DueDelivery.Target(endpointId, IdKind.WEBHOOK_ENDPOINT.format(endpointId), row.get("url", String.class),
                row.get("plugin_id", String.class), scope.livemode(), silence, row.get("failing", Boolean.class), secrets);
    }

    /** The newest must open; without the one before it, a receiver that was told the newest is served all the same. */
    private List<WebhookSecret> secrets(Record row, Scope scope, Instant now, Set<UUID> broken) {
        List<WebhookSecret> signing = new ArrayList<>();
        try {
            signing.add(secrets.open(row.get("secret", byte[].class), scope));
            Instant previousEnds = row.get("previous_secret_ends_at", Instant.class);
            if (previousEnds != null && now.isBefore(previousEnds)) {
                signing.add(secrets.open(row.get("previous_secret", byte[].class), scope));
            }
        } catch (SealBroken e) {
            broken.add(row.get("endpoint_id", UUID.class));
        }
        return signing;
    }
}
