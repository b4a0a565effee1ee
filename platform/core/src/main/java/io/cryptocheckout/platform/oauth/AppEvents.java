package io.cryptocheckout.platform.oauth;

import static io.cryptocheckout.jooq.oauth.Tables.APP_EVENT;
import static io.cryptocheckout.jooq.oauth.Tables.APP_GRANT;

import io.cryptocheckout.jooq.oauth.tables.records.AppGrantRecord;
import io.cryptocheckout.platform.database.StoreTx;
import io.cryptocheckout.platform.events.EventTypes;
import io.cryptocheckout.platform.events.EventView;
import io.cryptocheckout.platform.events.Events;
import io.cryptocheckout.platform.events.NewEvent;
import java.time.Clock;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Tells the store and the app that a connection began or ended, in the store's transaction in which it did: one event of one id and one
 * body, for the store's own endpoints and for the app's webhook URL.
 */
@Component
class AppEvents {
    private final Events events;
    private final AppEventQueue queue;
    private final Clock clock;

    AppEvents(Events events, AppEventQueue queue, Clock clock) {
        this.events = events;
        this.queue = queue;
        this.clock = clock;
    }

    /** The app came for its first token. */
    void connected(StoreTx tx, UUID grantId, String appName) {
        write(tx, grant(tx, grantId), appName, new Kind(EventTypes.APP_CONNECTED, 1));
    }

    /** The grant has just ended. What a person agreed to and the app never came for was no connection, and nobody is told. */
    void disconnected(StoreTx tx, UUID grantId, String appName) {
        AppGrantRecord grant = grant(tx, grantId);
        if (grant.getConnectedAt() != null) {
            write(tx, grant, appName, new Kind(EventTypes.APP_DISCONNECTED, 2));
        }
    }

    private record Kind(String type, int sequence) {}

    private void write(StoreTx tx, AppGrantRecord grant, String appName, Kind kind) {
        EventView event = events.appended(tx,
                new NewEvent(kind.type, grant.getId(), kind.sequence, AppInstallJson.render(grant, appName), null));
        tx.sql().insertInto(APP_EVENT).set(APP_EVENT.STORE_ID, tx.storeId()).set(APP_EVENT.LIVEMODE, tx.livemode())
                .set(APP_EVENT.ID, event.id()).set(APP_EVENT.APP_ID, grant.getAppId()).set(APP_EVENT.GRANT_ID, grant.getId())
                .set(APP_EVENT.TYPE, kind.type).set(APP_EVENT.BODY, event.body()).set(APP_EVENT.CREATED_AT, clock.instant())
                .set(APP_EVENT.DUE_AT, clock.instant()).execute();
        tx.afterCommit(queue.signal()::poke);
    }

    private static AppGrantRecord grant(StoreTx tx, UUID grantId) {
        return tx.sql().selectFrom(APP_GRANT)
                .where(APP_GRANT.STORE_ID.eq(tx.storeId()), APP_GRANT.LIVEMODE.eq(tx.livemode()), APP_GRANT.ID.eq(grantId)).fetchSingle();
    }
}
