package io.cryptocheckout.platform.oauth;

import static io.cryptocheckout.jooq.oauth.Tables.APP;
import static io.cryptocheckout.jooq.oauth.Tables.APP_GRANT;

import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.database.Database;
import java.time.Clock;
import java.util.UUID;
import org.jooq.Record;
import org.springframework.stereotype.Component;

/**
 * The one place where what was agreed becomes a connection: once the app's first tokens are written and before the app is answered. Where
 * that fails the app is not answered either, and nobody holds what nobody was told of.
 */
@Component
class GrantStarts {
    private static final String WHY = "an app shows a code, and its store is known only once the grant is found";

    private final Database database;
    private final AppEvents events;
    private final Clock clock;

    GrantStarts(Database database, AppEvents events, Clock clock) {
        this.database = database;
        this.events = events;
        this.clock = clock;
    }

    /** Notes the connection in its store, and tells of it. One that has begun or ended stays as it is. */
    void start(UUID grantId) {
        Record grant = database.lookAcrossTenants(WHY, worker -> worker.select(APP_GRANT.STORE_ID, APP_GRANT.LIVEMODE, APP.NAME)
                .from(APP_GRANT).join(APP).on(APP.ID.eq(APP_GRANT.APP_ID)).where(APP_GRANT.ID.eq(grantId)).fetchOne());
        if (grant == null) {
            return;
        }
        database.in(new Scope(grant.get(APP_GRANT.STORE_ID), grant.get(APP_GRANT.LIVEMODE)), tx -> {
            int started = tx.sql().update(APP_GRANT).set(APP_GRANT.CONNECTED_AT, clock.instant())
                    .where(APP_GRANT.STORE_ID.eq(tx.storeId()), APP_GRANT.LIVEMODE.eq(tx.livemode()), APP_GRANT.ID.eq(grantId))
                    .and(APP_GRANT.CONNECTED_AT.isNull()).and(APP_GRANT.ENDED_AT.isNull()).execute();
            if (started > 0) {
                events.connected(tx, grantId, grant.get(APP.NAME));
            }
            return started;
        });
    }
}
