package io.cryptocheckout.platform.events;

import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.authority.Permission;
import io.cryptocheckout.platform.authority.Principal;
import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.database.Database;
import io.cryptocheckout.platform.database.StoreTx;
import io.cryptocheckout.platform.id.Ids;
import io.cryptocheckout.platform.plugin.PluginFilters;
import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import io.cryptocheckout.plugin.Filter;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jooq.Record;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The store's events: written in the transaction of the change that caused them, together with a delivery for each endpoint. */
@Component
public final class Events {
    private static final Logger LOG = LoggerFactory.getLogger(Events.class);
    private static final String APPEND = """
            with event as (
                insert into events.event (store_id, livemode, id, type, object_id, sequence, body, created_at)
                values (?, ?, ?, ?, ?, ?, ?, ?::timestamptz)
                returning store_id, livemode, id, type, object_id, created_at)
            insert into events.delivery (store_id, livemode, id, event_id, endpoint_id, status, due_at, last_error, created_at)
            select event.store_id, event.livemode, uuidv7(), event.id, endpoint.id,
                case when endpoint.enabled then 'pending' else 'abandoned' end, case when endpoint.enabled then event.created_at end,
                case when endpoint.enabled then null when endpoint.plugin_id is null then 'The endpoint was disabled.'
                    else 'The plugin was stopped.' end, event.created_at
            from event
            join events.webhook_endpoint endpoint
              on endpoint.store_id = event.store_id and endpoint.livemode = event.livemode
            where (endpoint.enabled or endpoint.disabled_reason in ('gone', 'failing')) and endpoint.deleted_at is null
              and endpoint.event_types && array[event.type, '*']
              and (endpoint.grant_id is null or event.type not like 'app.%')""";

    /** Which apps a store is connected with is nothing to another app. */
    private static final String OF_THE_APP = " and (?::uuid is null or type not like 'app.%' or object_id = ?::uuid)";

    private final Database database;
    private final Clock clock;
    private final DueSignal due;
    private final PluginFilters plugins;

    public Events(Database database, Clock clock, DueSignal due, PluginFilters plugins) {
        this.database = database;
        this.clock = clock;
        this.due = due;
        this.plugins = plugins;
    }

    /**
     * Records the event and a delivery for every enabled endpoint that wants it, in one statement of the caller's transaction. For
     * an endpoint that the platform disabled the delivery is abandoned from the start, so that it can be sent once that works again;
     * one that the merchant disabled gets none. An endpoint that an app made hears of no app's connection, its own included: it could not
     * exist before that began, and is disabled before it ends.
     *
     * @return the new event's id
     */
    public UUID append(StoreTx tx, NewEvent event) {
        return appended(tx, event).id();
    }

    /** The same, for whoever needs the very bytes that are delivered. */
    public EventView appended(StoreTx tx, NewEvent event) {
        return append(tx, new ComingEvent(event, () -> extensions(tx.scope(), event)));
    }

    /** Begins an event that is appended later in the transaction, so that whoever waits for both waits for the longer of the two. */
    public ComingEvent begin(StoreTx tx, NewEvent event) {
        if (!plugins.wants(tx.scope(), Filter.WEBHOOK_EXTENSIONS)) {
            return new ComingEvent(event, Map::of);
        }
        Scope scope = tx.scope();
        CompletableFuture<Map<String, Map<String, Object>>> asked = new CompletableFuture<>();
        Thread.ofVirtual().name("extensions").start(() -> asked.complete(extensions(scope, event)));
        return new ComingEvent(event, asked::join);
    }

    /** Appends an event that was begun before, as {@link #append(StoreTx, NewEvent)} does. */
    public EventView append(StoreTx tx, ComingEvent coming) {
        NewEvent event = coming.event();
        if (!EventTypes.isKnown(event.type())) {
            throw new IllegalArgumentException("There is no event type " + event.type());
        }
        UUID id = Ids.next(clock);
        Instant now = clock.instant();
        EventView shown = new EventView(id, Envelope.render(id, event, tx.livemode(), now, coming.extensions().get()));
        int deliveries = write(tx, shown, event, now);
        if (deliveries > 0) {
            tx.afterCommit(due::poke);
        }
        return shown;
    }

    /** Empty, whatever goes wrong. */
    private Map<String, Map<String, Object>> extensions(Scope scope, NewEvent event) {
        try {
            return plugins.extensions(scope, () -> about(event));
        } catch (RuntimeException unforeseen) {
            LOG.warn("No plugin added anything to {}", event.type(), unforeseen);
            return Map.of();
        }
    }

    /** Types of events need no quoting. */
    private static String about(NewEvent event) {
        return "{\"type\":\"" + event.type() + "\",\"data\":" + event.dataJson() + "}";
    }

    /** Plain JDBC: every change writes an event, and jOOQ would read the statement's text anew each time. */
    private static int write(StoreTx tx, EventView shown, NewEvent event, Instant now) {
        return tx.sql().connectionResult(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(APPEND)) {
                statement.setObject(1, tx.storeId());
                statement.setBoolean(2, tx.livemode());
                statement.setObject(3, shown.id());
                statement.setString(4, event.type());
                statement.setObject(5, event.objectId());
                statement.setInt(6, event.sequence());
                statement.setString(7, shown.body());
                statement.setObject(8, now.atOffset(ZoneOffset.UTC));
                return statement.executeUpdate();
            } catch (SQLException e) {
                throw new DataAccessException("The event could not be written: " + e.getMessage(), e);
            }
        });
    }

    /** Lists the store's events; a caller who may not read them is refused. An app sees its own connection, and those of no other. */
    public Slice<EventView> list(Caller caller, EventQuery query) {
        caller.require(Permission.EVENTS_READ);
        return database.in(caller.scope(), tx -> {
            requireCursor(tx, query.startingAfter());
            return Slice.of(read(tx, caller.principal(), query), query.limit());
        });
    }

    /** One event; null where the store has none with this id. Samples are found here too, though never listed. */
    public @Nullable EventView find(Caller caller, UUID id) {
        caller.require(Permission.EVENTS_READ);
        return database.in(caller.scope(), tx -> {
            Record row = tx.sql().fetchOne("select id, body from events.event where store_id = ? and livemode = ? and id = ?" + OF_THE_APP,
                    tx.storeId(), tx.livemode(), id, EndpointRows.grantOf(caller.principal()), EndpointRows.grantOf(caller.principal()));
            return row == null ? null : view(row);
        });
    }

    private static List<EventView> read(StoreTx tx, Principal who, EventQuery query) {
        String order = query.ascending() ? "asc" : "desc";
        StringBuilder sql = new StringBuilder("select e.id, e.body from events.event e where store_id = ? and livemode = ? and not sample");
        List<Object> bindings = new ArrayList<>(List.of(tx.storeId(), tx.livemode()));
        UUID grant = EndpointRows.grantOf(who);
        if (grant != null) {
            sql.append(OF_THE_APP);
            bindings.addAll(List.of(grant, grant));
        }
        if (query.ascending()) {
            // Whoever catches up must never be overtaken by a commit with an earlier place in the order.
            sql.append(" and tx < pg_snapshot_xmin(pg_current_snapshot())");
        }
        if (!query.types().isEmpty()) {
            // Literals: a plan for any type could not use the index of the rare ones.
            sql.append(query.types().stream().sorted().map(type -> DSL.inline(type).toString())
                    .collect(Collectors.joining(", ", " and type in (", ")")));
        }
        if (query.startingAfter() != null) {
            sql.append(" and (tx, position) ").append(query.ascending() ? ">" : "<").append(
                    " (select c.tx, c.position from events.event c where c.store_id = ? and c.livemode = ? and c.id = ?)");
            bindings.addAll(List.of(tx.storeId(), tx.livemode(), query.startingAfter()));
        }
        sql.append(" order by tx ").append(order).append(", position ").append(order).append(" limit ?");
        bindings.add(query.limit() + 1);
        return tx.sql().fetch(sql.toString(), bindings.toArray()).map(Events::view);
    }

    private static void requireCursor(StoreTx tx, @Nullable UUID cursor) {
        if (cursor != null && tx.sql().fetchOptional("select 1 from events.event where store_id = ? and livemode = ? and id = ?",
                tx.storeId(), tx.livemode(), cursor).isEmpty()) {
            throw new Refused(Refusal.FIELD_INVALID, "startingAfter", "startingAfter must be the id of an event of this store and mode.");
        }
    }

    private static EventView view(Record row) {
        return new EventView(row.get("id", UUID.class), row.get("body", String.class));
    }
}
