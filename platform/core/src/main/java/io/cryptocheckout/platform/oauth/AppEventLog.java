package io.cryptocheckout.platform.oauth;

import static io.cryptocheckout.jooq.oauth.Tables.APP;
import static io.cryptocheckout.jooq.oauth.Tables.APP_EVENT;

import io.cryptocheckout.jooq.oauth.tables.records.AppEventRecord;
import io.cryptocheckout.platform.database.Database;
import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
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
     * Sends the same event, with the same id and body, once more at once, with a fresh schedule; one that is under way stays so.
     *
     * @throws Refused
     *             {@code not_found}; {@code webhook_url_missing} where the app is told nothing
     */
    AppEventView redeliver(UUID appId, UUID eventId) {
        Instant now = clock.instant();
        AppEventView again = database.acrossTenants(WHY, worker -> {
            find(worker, appId, eventId);
            if (!worker.fetchExists(APP, APP.ID.eq(appId), APP.WEBHOOK_URL.isNotNull(), APP.DELETED_AT.isNull())) {
                throw new Refused(Refusal.WEBHOOK_URL_MISSING, null, "The app has no webhook URL. Give it one first.");
            }
            worker.update(APP_EVENT).set(APP_EVENT.STATE, "pending").set(APP_EVENT.DUE_AT, now).set(APP_EVENT.TRIES, 0)
                    .setNull(APP_EVENT.LEASED_UNTIL).where(of(appId, eventId))
                    .and(APP_EVENT.STATE.ne("pending").or(APP_EVENT.LEASED_UNTIL.isNull()).or(APP_EVENT.LEASED_UNTIL.le(now))).execute();
            return view(find(worker, appId, eventId), now);
        });
        queue.signal().poke();
        return again;
    }

    private static AppEventRecord find(DSLContext worker, UUID appId, UUID eventId) {
        AppEventRecord row = worker.selectFrom(APP_EVENT).where(of(appId, eventId)).fetchOne();
        if (row == null) {
            throw Refused.notFound("event of this app");
        }
        return row;
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
