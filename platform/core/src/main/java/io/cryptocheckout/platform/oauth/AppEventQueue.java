package io.cryptocheckout.platform.oauth;

import static io.cryptocheckout.jooq.oauth.Tables.APP_EVENT;

import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.database.Database;
import io.cryptocheckout.platform.events.DueMessage;
import io.cryptocheckout.platform.events.DueSignal;
import io.cryptocheckout.platform.events.MessageOutcome;
import io.cryptocheckout.platform.events.MessageQueue;
import io.cryptocheckout.platform.id.IdKind;
import io.cryptocheckout.platform.outbound.UrlRules;
import io.cryptocheckout.platform.sealing.SealBroken;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Query;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** What is due to be told to apps, claimed under leases as stores' deliveries are. */
@Component
class AppEventQueue implements MessageQueue {
    private static final Logger LOG = LoggerFactory.getLogger(AppEventQueue.class);
    private static final String WHY = "an app's events come from many stores";
    /** What stands in the log of an app that is told nothing. */
    private static final String UNSENT = "unsent";

    // The claim moves due_at to the end of the lease: what this node never finishes comes due again by itself.
    private static final String CLAIM = """
            with due as materialized (
                select ctid from oauth.app_event
                where due_at <= ?::timestamptz and app_id <> all (?)
                order by due_at limit ?
                for update skip locked),
            claimed as (
                update oauth.app_event e set claim = e.claim + 1, due_at = ?::timestamptz, leased_until = ?::timestamptz
                where e.ctid = any (array(select ctid from due))
                returning e.store_id, e.livemode, e.id, e.claim, e.tries, e.body, e.app_id)
            select c.*, a.webhook_url, a.webhook_secret, a.previous_webhook_secret, a.previous_webhook_secret_ends_at,
                a.deleted_at is not null as deleted
            from claimed c
            cross join lateral (select * from oauth.app where id = c.app_id offset 0) a""";

    // A success counts even when the lease had run out meanwhile: the app has it. Anything else is written by the latest claim alone.
    private static final String SETTLE = """
            update oauth.app_event set state = ?, due_at = ?::timestamptz, leased_until = null, attempts = attempts + ?, tries = tries + ?,
                last_attempt_at = coalesce(?::timestamptz, last_attempt_at), last_status = case when ? = 1 then ?::int else last_status end,
                last_error = ?, delivered_at = coalesce(?::timestamptz, delivered_at)
            where store_id = ? and livemode = ? and id = ? and state = 'pending' and (claim = ? or ? = 'delivered')""";
    private static final String PLAN_ANEW = "set local plan_cache_mode = force_custom_plan";

    private final Database database;
    private final AppBooks books;
    private final UrlRules urls;
    private final Clock clock;
    private final DueSignal signal = new DueSignal();

    AppEventQueue(Database database, AppBooks books, UrlRules urls, Clock clock) {
        this.database = database;
        this.books = books;
        this.urls = urls;
        this.clock = clock;
    }

    @Override
    public List<DueMessage> claim(Collection<UUID> busyReceivers, int most, Instant leasedUntil) {
        Instant now = clock.instant();
        List<Record> rows = database.acrossTenants(WHY, sql -> {
            sql.execute(PLAN_ANEW);
            return List.copyOf(sql.fetch(CLAIM, now, busyReceivers.toArray(UUID[]::new), most, leasedUntil, leasedUntil));
        });
        return rows.stream().map(row -> message(row, now)).toList();
    }

    @Override
    public void settle(List<MessageOutcome> outcomes) {
        database.acrossTenants(WHY, sql -> sql.batch(outcomes.stream().map(outcome -> settled(sql, outcome)).toList()).execute());
    }

    @Override
    public DueSignal signal() {
        return signal;
    }

    private static Query settled(DSLContext sql, MessageOutcome outcome) {
        Scope scope = outcome.message().scope();
        int sent = outcome.sentAt() == null ? 0 : 1;
        String state = sent == 0 && outcome.state().equals("abandoned") ? UNSENT : outcome.state();
        return sql.query(SETTLE, state, outcome.dueAt(), sent, sent, outcome.sentAt(), sent, outcome.responseStatus(), outcome.error(),
                state.equals("delivered") ? outcome.sentAt() : null, scope.storeId(), scope.livemode(), outcome.message().eventId(),
                outcome.message().claim(), state);
    }

    private DueMessage message(Record row, Instant now) {
        UUID appId = row.get(APP_EVENT.APP_ID);
        String url = row.get("webhook_url", String.class);
        String silence = row.get("deleted", Boolean.class) ? "The app was deleted." : url == null ? "The app had no webhook URL." : null;
        String address = url == null ? "" : url;
        return new DueMessage(new Scope(row.get(APP_EVENT.STORE_ID), row.get(APP_EVENT.LIVEMODE)), row.get(APP_EVENT.ID),
                row.get(APP_EVENT.CLAIM), row.get(APP_EVENT.TRIES), row.get(APP_EVENT.BODY),
                new DueMessage.Receiver(appId, IdKind.APP.format(appId), address, urls.check(address, true) == null, silence,
                        silence == null ? secrets(appId, row, now) : List.of()));
    }

    /** The newest must open; the one before it signs too until its overlap is over. */
    private List<String> secrets(UUID appId, Record row, Instant now) {
        List<String> signing = new ArrayList<>();
        try {
            signing.add(books.openWebhookSecret(appId, row.get("webhook_secret", byte[].class)));
            byte[] previous = before(row, now);
            if (previous != null) {
                signing.add(books.openWebhookSecret(appId, previous));
            }
        } catch (SealBroken e) {
            LOG.error("A webhook secret of {} does not open; is a key missing from checkout.sealing?", IdKind.APP.format(appId));
        }
        return signing;
    }

    private static byte @Nullable [] before(Record row, Instant now) {
        Instant ends = row.get("previous_webhook_secret_ends_at", Instant.class);
        return ends != null && now.isBefore(ends) ? row.get("previous_webhook_secret", byte[].class) : null;
    }
}
