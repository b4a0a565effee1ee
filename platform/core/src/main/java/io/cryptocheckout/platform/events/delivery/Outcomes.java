package io.cryptocheckout.platform.events.delivery;

import io.cryptocheckout.platform.database.Database;
import io.cryptocheckout.platform.outbound.Outcome;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Writes what came of many claims in one transaction: the deliveries' new states, the log of attempts, the endpoints' health. */
@Component
final class Outcomes {
    // A success counts even when the lease had run out meanwhile: the receiver has it. Anything else is written by the latest claim alone.
    private static final String SETTLE = """
            update events.delivery d set status = o.status, due_at = o.due_at, leased_until = null, attempts = d.attempts + o.sent,
                tries = d.tries + o.sent, last_attempt_at = coalesce(o.at, d.last_attempt_at),
                last_status = case when o.sent = 1 then o.response_status else d.last_status end,
                last_error = case when o.status = 'pending' and o.sent = 0 then coalesce(o.error, d.last_error) else o.error end,
                delivered_at = case when o.status = 'delivered' then o.at else d.delivered_at end
            from unnest(?::uuid[], ?::boolean[], ?::uuid[], ?::int[], ?::text[], ?::timestamptz[], ?::int[], ?::timestamptz[], ?::int[],
                ?::text[]) as o(store_id, livemode, id, claim, status, due_at, sent, at, response_status, error)
            where d.store_id = o.store_id and d.livemode = o.livemode and d.id = o.id and d.status = 'pending'
              and (d.claim = o.claim or o.status = 'delivered')""";
    private static final String LOG = """
            insert into events.delivery_attempt (store_id, livemode, delivery_id, claim, at, duration_ms, url, request_headers,
                response_status, response_headers, response_body, error)
            select * from unnest(?::uuid[], ?::boolean[], ?::uuid[], ?::int[], ?::timestamptz[], ?::int[], ?::text[], ?::text[], ?::int[],
                ?::text[], ?::text[], ?::text[])
            on conflict do nothing""";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Database database;
    private final EndpointHealth health;
    private final Clock clock;

    Outcomes(Database database, EndpointHealth health, Clock clock) {
        this.database = database;
        this.health = health;
        this.clock = clock;
    }

    void write(List<Attempt> attempts) {
        Instant now = clock.instant();
        List<Attempt> sent = attempts.stream().filter(attempt -> attempt.sent() != null).toList();
        database.acrossTenants("one write for the outcomes of deliveries of all stores", sql -> {
            settle(sql, attempts);
            log(sql, sent);
            // What a sample was answered says nothing about how real events fare.
            // A plugin that fails is stopped by whoever runs it.
            health.note(sql, sent.stream().filter(
                    attempt -> !attempt.delivery().sample() && attempt.delivery().target().pluginId() == null).toList(), now);
            return sent.size();
        });
    }

    private static void settle(DSLContext sql, List<Attempt> all) {
        sql.execute(SETTLE, column(all, a -> a.delivery().scope().storeId()).toArray(UUID[]::new),
                column(all, a -> a.delivery().scope().livemode()).toArray(Boolean[]::new),
                column(all, a -> a.delivery().id()).toArray(UUID[]::new),
                column(all, a -> a.delivery().claim()).toArray(Integer[]::new),
                column(all, a -> a.verdict().status().wireName()).toArray(String[]::new),
                column(all, a -> a.verdict().dueAt()).toArray(Instant[]::new),
                column(all, a -> a.sent() == null ? 0 : 1).toArray(Integer[]::new),
                column(all, a -> a.sent() == null ? null : a.sent().at()).toArray(Instant[]::new),
                column(all, Outcomes::responseStatus).toArray(Integer[]::new),
                column(all, a -> a.verdict().error()).toArray(String[]::new));
    }

    private static void log(DSLContext sql, List<Attempt> sent) {
        if (sent.isEmpty()) {
            return;
        }
        sql.execute(LOG, column(sent, a -> a.delivery().scope().storeId()).toArray(UUID[]::new),
                column(sent, a -> a.delivery().scope().livemode()).toArray(Boolean[]::new),
                column(sent, a -> a.delivery().id()).toArray(UUID[]::new),
                column(sent, a -> a.delivery().claim()).toArray(Integer[]::new),
                column(sent, a -> request(a).at()).toArray(Instant[]::new),
                column(sent, a -> (int) request(a).outcome().took().toMillis()).toArray(Integer[]::new),
                column(sent, a -> a.delivery().target().url()).toArray(String[]::new),
                column(sent, a -> json(request(a).requestHeaders())).toArray(String[]::new),
                column(sent, Outcomes::responseStatus).toArray(Integer[]::new),
                column(sent, a -> json(request(a).outcome().headers())).toArray(String[]::new),
                column(sent, a -> storable(request(a).outcome().body())).toArray(String[]::new),
                column(sent, a -> a.verdict().error()).toArray(String[]::new));
    }

    private static <T extends @Nullable Object> List<T> column(List<Attempt> attempts, Function<Attempt, T> value) {
        return attempts.stream().map(value).toList();
    }

    private static Attempt.Sent request(Attempt attempt) {
        return Objects.requireNonNull(attempt.sent());
    }

    private static @Nullable Integer responseStatus(Attempt attempt) {
        Outcome outcome = attempt.sent() == null ? null : attempt.sent().outcome();
        return outcome == null || outcome.error() != null || outcome.status() == PluginSender.NO_STATUS ? null : outcome.status();
    }

    private static String json(Map<String, String> headers) {
        return JSON.writeValueAsString(headers);
    }

    /** PostgreSQL's text takes every character but the null character, and a receiver may send anything. */
    private static String storable(String body) {
        return body.replace('\u0000', '\ufffd');
    }
}
