package io.cryptocheckout.platform.events;

import io.cryptocheckout.platform.authority.Principal;
import io.cryptocheckout.platform.database.StoreTx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The rows of {@code events.delivery} and {@code events.delivery_attempt}, as their store reads them. */
@Component
final class DeliveryRows {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<Map<String, String>> HEADERS = new TypeReference<>() {};
    private static final String SELECT = """
            select d.id, d.livemode, d.endpoint_id, d.event_id, e.type, e.sample, w.url, d.status, d.attempts, d.last_status, d.last_error,
                case when d.leased_until > ?::timestamptz then null else d.due_at end as next_attempt_at, d.delivered_at, d.created_at
            from (select d.* from events.delivery d where d.store_id = ? and d.livemode = ?\s""";
    /** The page is chosen first: a planner that joins before it orders may read all that an endpoint was ever sent. */
    private static final String NEWEST_FIRST = "order by d.id desc limit ?) d ";
    /**
     * The same of one endpoint, as a span of the index that holds its deliveries in order. Said as an equality, a planner that takes every
     * endpoint for a busy one walks through all deliveries of the store in search of one that nothing was ever sent to.
     */
    private static final String OF_ENDPOINT = "and d.endpoint_id >= ? and (d.endpoint_id, d.id) < (?, ?) ";
    private static final String NEWEST_OF_ENDPOINT = "order by d.endpoint_id desc, d.id desc limit ?) d ";
    private static final UUID BEYOND_ALL = new UUID(-1, -1);
    private static final String JOINED = """
            join events.event e on e.store_id = d.store_id and e.livemode = d.livemode and e.id = d.event_id
            join events.webhook_endpoint w on w.store_id = d.store_id and w.livemode = d.livemode and w.id = d.endpoint_id
            order by d.id desc""";
    private static final String OF_AN_APP = """
            and d.endpoint_id in (select w.id from events.webhook_endpoint w
                where w.store_id = d.store_id and w.livemode = d.livemode and w.grant_id = ?)\s""";
    /** Literals: a plan for any state could not use the indexes of the rare ones. */
    private static final Map<String, String> STATES = Map.of("pending", "and d.status = 'pending' and d.due_at is not null ", "delivered",
            "and d.status = 'delivered' ", "abandoned", "and d.status = 'abandoned' ");
    private static final String ATTEMPTS = """
            select at, duration_ms, url, request_headers, response_status, response_headers, response_body, error
            from events.delivery_attempt where store_id = ? and livemode = ? and delivery_id = ? order by claim""";
    private static final String SAMPLE = """
            with event as (
                insert into events.event (store_id, livemode, id, type, object_id, sequence, body, sample, created_at)
                values (?, ?, ?, ?, ?, ?, ?, true, ?::timestamptz)
                returning store_id, livemode, id, created_at)
            insert into events.delivery (store_id, livemode, id, event_id, endpoint_id, due_at, created_at)
            select store_id, livemode, uuidv7(), id, ?, created_at, created_at from event
            returning id""";

    List<DeliveryView> list(StoreTx tx, Principal who, DeliveryQuery query, Instant now) {
        StringBuilder sql = new StringBuilder(SELECT);
        List<Object> bindings = new ArrayList<>(List.of(now, tx.storeId(), tx.livemode()));
        filter(sql, bindings, OF_AN_APP, EndpointRows.grantOf(who));
        UUID endpoint = query.endpointId();
        UUID after = query.startingAfter();
        if (endpoint != null) {
            sql.append(OF_ENDPOINT);
            bindings.addAll(List.of(endpoint, endpoint, after == null ? BEYOND_ALL : after));
        } else {
            filter(sql, bindings, "and d.id < ? ", after);
        }
        filter(sql, bindings, "and d.event_id = ? ", query.eventId());
        String state = query.state();
        if (state != null) {
            sql.append(STATES.get(state));
        }
        bindings.add(query.limit() + 1);
        String page = sql.append(endpoint == null ? NEWEST_FIRST : NEWEST_OF_ENDPOINT).append(JOINED).toString();
        return tx.sql().fetch(page, bindings.toArray()).map(DeliveryRows::view);
    }

    @Nullable
    DeliveryView find(StoreTx tx, Principal who, UUID id, Instant now) {
        StringBuilder sql = new StringBuilder(SELECT).append("and d.id = ? ");
        List<Object> bindings = new ArrayList<>(List.of(now, tx.storeId(), tx.livemode(), id));
        filter(sql, bindings, OF_AN_APP, EndpointRows.grantOf(who));
        bindings.add(1);
        Record row = tx.sql().fetchOne(sql.append(NEWEST_FIRST).append(JOINED).toString(), bindings.toArray());
        return row == null ? null : view(row);
    }

    String body(StoreTx tx, UUID eventId) {
        return tx.sql().fetchSingle("select body from events.event where store_id = ? and livemode = ? and id = ?", tx.storeId(),
                tx.livemode(), eventId).get(0, String.class);
    }

    List<AttemptView> attempts(StoreTx tx, UUID id) {
        List<AttemptView> attempts = new ArrayList<>();
        for (Record row : tx.sql().fetch(ATTEMPTS, tx.storeId(), tx.livemode(), id)) {
            Integer status = row.get("response_status", Integer.class);
            attempts.add(new AttemptView(attempts.size() + 1, row.get("at", Instant.class),
                    Duration.ofMillis(row.get("duration_ms", Integer.class)), row.get("url", String.class),
                    headers(row.get("request_headers", String.class)), status, headers(row.get("response_headers", String.class)),
                    status == null ? null : row.get("response_body", String.class), row.get("error", String.class)));
        }
        return attempts;
    }

    /** Writes a sample, which is its own object, and its one delivery. */
    UUID insertSample(StoreTx tx, UUID endpointId, NewEvent sample, Instant now) {
        UUID id = sample.objectId();
        return tx.sql().fetchSingle(SAMPLE, tx.storeId(), tx.livemode(), id, sample.type(), id, sample.sequence(),
                Envelope.render(id, sample, false, now, Map.of()), now, endpointId).get(0, UUID.class);
    }

    private static void filter(StringBuilder sql, List<Object> bindings, String condition, @Nullable Object value) {
        if (value != null) {
            sql.append(condition);
            bindings.add(value);
        }
    }

    private static Map<String, String> headers(@Nullable String json) {
        return json == null ? Map.of() : JSON.readValue(json, HEADERS);
    }

    private static DeliveryView view(Record row) {
        return new DeliveryView(row.get("id", UUID.class), row.get("livemode", Boolean.class), row.get("endpoint_id", UUID.class),
                row.get("event_id", UUID.class), row.get("type", String.class), row.get("sample", Boolean.class),
                row.get("url", String.class), row.get("status", String.class), row.get("attempts", Integer.class),
                row.get("last_status", Integer.class), row.get("last_error", String.class), row.get("next_attempt_at", Instant.class),
                row.get("delivered_at", Instant.class), row.get("created_at", Instant.class));
    }
}
