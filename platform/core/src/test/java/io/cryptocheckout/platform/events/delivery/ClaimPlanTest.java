package io.cryptocheckout.platform.events.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.database.Database;
import io.cryptocheckout.platform.events.EventsProperties;
import io.cryptocheckout.platform.events.EventsRoom;
import io.cryptocheckout.platform.events.signature.SealedSecrets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;

/**
 * PostgreSQL keeps the plan of a prepared statement, and a young database has one that was made while its tables were empty. Rows are
 * counted, because they are the same on every machine.
 */
class ClaimPlanTest {
    private static final int ROWS = 4_000;
    /** A claimed delivery is read, locked, written and shown with its event and its endpoint; ten readings each are plenty. */
    private static final int READINGS = 10;

    @Test
    void a_claim_that_was_planned_on_empty_tables_reads_no_more_than_it_claims() throws SQLException {
        try (EventsRoom room = new EventsRoom(); Connection worker = worker(room)) {
            room.bean(DeliveryLoop.class).stop();
            EventsProperties properties = room.bean(EventsProperties.class);
            DueDeliveries due = new DueDeliveries(
                    new Database(DSL.using(room.rows().app(), SQLDialect.POSTGRES), DSL.using(worker, SQLDialect.POSTGRES)),
                    room.bean(SealedSecrets.class), room.bean(EndpointStanding.class), properties, room.clock());
            for (String table : List.of("event", "delivery", "webhook_endpoint")) {
                room.superuser().execute("alter table events." + table + " set (autovacuum_enabled = false)");
            }
            assertThat(due.claim(List.of())).isEmpty();
            fill(room);

            long before = read(room, worker);
            assertThat(due.claim(List.of())).hasSize(properties.batch());
            assertThat(read(room, worker) - before).isBetween((long) properties.batch(), (long) READINGS * properties.batch());
        }
    }

    /** One connection whose statements are prepared at once and keep the first plan they get. */
    private static Connection worker(EventsRoom room) throws SQLException {
        return DriverManager.getConnection(room.rows().jdbcUrl() + "?prepareThreshold=1&options=-c%20plan_cache_mode=force_generic_plan"
                + "%20-c%20statement_timeout=30s",
                "checkout_worker", "checkout_worker");
    }

    private static void fill(EventsRoom room) throws SQLException {
        Caller caller = EventsRoom.caller(false);
        UUID endpoint = room.endpoint(caller, "https://shop.example/hook").endpoint().id();
        UUID store = caller.scope().storeId();
        try (Connection superuser = room.rows().superuser().getConnection()) {
            // The checks of foreign keys keep their plans too, and would take longer than everything else.
            DSL.using(superuser).execute("set plan_cache_mode = force_custom_plan");
            DSL.using(superuser, SQLDialect.POSTGRES).execute("""
                    with event as (
                        insert into events.event (store_id, livemode, id, type, object_id, sequence, body, created_at)
                        select ?, false, uuidv7(), 'session.paid', uuidv7(), 1, '{}', ?::timestamptz from generate_series(1, ?)
                        returning *)
                    insert into events.delivery (store_id, livemode, id, event_id, endpoint_id, due_at, created_at)
                    select store_id, livemode, uuidv7(), id, ?, created_at, created_at from event""", store, room.clock().instant(), ROWS,
                    endpoint);
            countNow(superuser);
        }
    }

    /** Rows the three tables gave to anybody so far. */
    private static long read(EventsRoom room, Connection worker) throws SQLException {
        countNow(worker);
        return room.superuser().fetchSingle("select sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))::bigint"
                + " from pg_stat_user_tables where schemaname = 'events' and relname in ('event', 'delivery', 'webhook_endpoint')")
                .get(0, Long.class);
    }

    /** A connection adds what it has read to the statistics when it likes, at the latest when it ends, unless it is told to. */
    private static void countNow(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("select pg_stat_force_next_flush()");
            statement.execute("select 1");
        }
    }
}
