package io.cryptocheckout.platform.oauth;

import static io.cryptocheckout.jooq.oauth.Tables.APP;
import static io.cryptocheckout.jooq.oauth.Tables.APP_EVENT;

import io.cryptocheckout.jooq.oauth.tables.records.AppEventRecord;
import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.database.Database;
import io.cryptocheckout.platform.database.StoreTx;
import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The log of what an app was told, and telling it again. Who asks for it has been checked before. */
@Component
class AppEventLog {
    private static final String WHY = "an app's events come from many stores";

    private final Database database;
    private final AppEventQueue queue;
    private final Clock clock;

    AppEventLog(Database database, AppEventQueue queue, Clock clock) {
        this.database = database;
        this.queue = queue;
        this.clock = clock;
    }

    /**
     * The newest first.
     *
     * @param after
     *            the id of the last one known; null for the beginning
     */
    List<AppEventView> of(UUID appId, int limit, @Nullable UUID after) {
        Instant now = clock.instant();
        return database.lookAcrossTenants(WHY,
                worker -> worker.selectFrom(APP_EVENT).where(APP_EVENT.APP_ID.eq(appId))
                        .and(after == null ? DSL.noCondition() : APP_EVENT.ID.lt(after)).orderBy(APP_EVENT.ID.desc()).limit(limit)
                        .fetch(row -> view(row, now)));
    }

    /** Whether the app has an event of this id. */
    boolean has(UUID appId, UUID eventId) {
        return database.lookAcrossTenants(WHY, worker -> worker.fetchExists(APP_EVENT, of(appId, eventId)));
    }

    /**
     * The store and mode that the event tells of.
     *
     * @throws Refused
     *             {@code not_found}; {@code webhook_url_missing} where the app is told nothing
     */
    Scope requireSendable(UUID appId, UUID eventId) {
        Record event = database.lookAcrossTenants(WHY,
                worker -> worker.select(APP_EVENT.STORE_ID, APP_EVENT.LIVEMODE, APP.WEBHOOK_URL).from(APP_EVENT).join(APP)
                        .on(APP.ID.eq(APP_EVENT.APP_ID)).where(of(appId, eventId)).fetchOne());
        if (event == null) {
            throw Refused.notFound("event of this app");
        }
        if (event.get(APP.WEBHOOK_URL) == null) {
            throw new Refused(Refusal.WEBHOOK_URL_MISSING, null, "The app has no webhook URL. Give it one first.");
        }
        return new Scope(event.get(APP_EVENT.STORE_ID), event.get(APP_EVENT.LIVEMODE));
    }

    /** Sends the same event, with the same id and body, once more at once, with a fresh schedule; one that is under way stays so. */
    AppEventView redeliver(StoreTx tx, UUID appId, UUID eventId) {
        Instant now = clock.instant();
        Condition row = APP_EVENT.STORE_ID.eq(tx.storeId()).and(APP_EVENT.LIVEMODE.eq(tx.livemode())).and(of(appId, eventId));
        tx.sql().update(APP_EVENT).set(APP_EVENT.STATE, "pending").set(APP_EVENT.DUE_AT, now).set(APP_EVENT.TRIES, 0)
                .setNull(APP_EVENT.LEASED_UNTIL).where(row)
                .and(APP_EVENT.STATE.ne("pending").or(APP_EVENT.LEASED_UNTIL.isNull()).or(APP_EVENT.LEASED_UNTIL.le(now))).execute();
        tx.afterCommit(queue.signal()::poke);
        return view(tx.sql().selectFrom(APP_EVENT).where(row).fetchSingle(), now);
    }

    /** The same in a transaction of its own. */
    AppEventView redeliver(UUID appId, UUID eventId) {
        return database.in(requireSendable(appId, eventId), tx -> redeliver(tx, appId, eventId));
    }

    private static Condition of(UUID appId, UUID eventId) {
        return APP_EVENT.APP_ID.eq(appId).and(APP_EVENT.ID.eq(eventId));
    }

    private static AppEventView view(AppEventRecord row, Instant now) {
        boolean underWay = row.getLeasedUntil() != null && row.getLeasedUntil().isAfter(now);
        return new AppEventView(row.getId(), row.getType(), row.getGrantId(), row.getStoreId(), row.getLivemode(), row.getState(),
                row.getAttempts(), row.getLastStatus(), row.getLastError(), underWay ? null : row.getDueAt(), row.getDeliveredAt(),
                row.getCreatedAt(), row.getBody());
    }
}
