package io.cryptocheckout.platform.oauth;

import static io.cryptocheckout.jooq.oauth.Tables.APP;
import static io.cryptocheckout.jooq.oauth.Tables.APP_GRANT;
import static io.cryptocheckout.jooq.oauth.Tables.TOKEN;

import io.cryptocheckout.platform.audit.AuditAct;
import io.cryptocheckout.platform.audit.AuditLog;
import io.cryptocheckout.platform.authority.Principal;
import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.database.Database;
import io.cryptocheckout.platform.database.StoreTx;
import io.cryptocheckout.platform.events.WebhookEndpoints;
import io.cryptocheckout.platform.id.IdKind;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.SelectConditionStep;
import org.jooq.exception.DataAccessException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The one place where what an app was granted ends: its tokens open nothing from then on, its webhook endpoints are switched off, and the
 * store's log says who ended it and why. The app and the store are told in the same transaction. Ending it again changes nothing.
 */
@Component
class GrantEnds {
    private static final String WHY = "a token names its grant before its store is known, and an app's grants are in many stores";
    private static final Logger LOG = LoggerFactory.getLogger(GrantEnds.class);
    /** Of apps that were deleted, in one go. */
    private static final int BATCH = 500;

    private final Database database;
    private final WebhookEndpoints endpoints;
    private final AppEvents events;
    private final AuditLog audit;
    private final Clock clock;

    GrantEnds(Database database, WebhookEndpoints endpoints, AppEvents events, AuditLog audit, Clock clock) {
        this.database = database;
        this.endpoints = endpoints;
        this.events = events;
        this.audit = audit;
        this.clock = clock;
    }

    /** Why it ended. */
    enum Reason {
        /** By a person of the store. */
        DISCONNECTED,
        /** By the app, or with it. */
        REVOKED,
        /** A code or a refresh token came back after its time, so somebody copied it (RFC 9700, section 4.14.2). */
        REPLAYED;

        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Ends a grant of the store, with the name of its app for the log. */
    void end(StoreTx tx, Principal who, Ending ending) {
        int ended = tx.sql().update(APP_GRANT).set(APP_GRANT.ENDED_AT, clock.instant())
                .set(APP_GRANT.END_REASON, ending.reason.wireName())
                .where(APP_GRANT.STORE_ID.eq(tx.storeId()), APP_GRANT.LIVEMODE.eq(tx.livemode()), APP_GRANT.ID.eq(ending.grantId))
                .and(APP_GRANT.ENDED_AT.isNull()).execute();
        if (ended > 0) {
            endpoints.disconnect(tx, who, ending.grantId);
            audit.write(tx, who, new AuditAct("app.disconnected", IdKind.GRANT.format(ending.grantId),
                    Map.of("name", ending.app, "reason", ending.reason.wireName())));
            events.disconnected(tx, ending.grantId, ending.app);
        }
    }

    /**
     * @param app
     *            its name, for the log
     */
    record Ending(UUID grantId, String app, Reason reason) {}

    /** Ends whatever came of an authorization: its codes and tokens, and the grant where somebody had agreed. */
    void end(UUID authorizationId, Reason reason) {
        Record grant = database.lookAcrossTenants(WHY, worker -> grants(worker).and(APP_GRANT.ID.eq(authorizationId)).fetchOne());
        if (grant != null) {
            end(grant, reason);
        }
        database.acrossTenants(WHY, worker -> worker.update(TOKEN).set(TOKEN.ENDED_AT, clock.instant())
                .where(TOKEN.AUTHORIZATION_ID.eq(authorizationId), TOKEN.ENDED_AT.isNull()).execute());
    }

    /** Ends what was granted to apps that are no more; their tokens open nothing already. One that fails is tried again the next time. */
    void ofDeletedApps() {
        UUID after = new UUID(0, 0);
        List<? extends Record> batch;
        do {
            UUID from = after;
            batch = database.lookAcrossTenants(WHY, worker -> grants(worker).and(APP.DELETED_AT.isNotNull()).and(APP_GRANT.ID.gt(from))
                    .orderBy(APP_GRANT.ID).limit(BATCH).fetch());
            for (Record grant : batch) {
                after = grant.get(APP_GRANT.ID);
                endOrLeave(grant);
            }
        } while (batch.size() == BATCH);
    }

    private void endOrLeave(Record grant) {
        try {
            end(grant, Reason.REVOKED);
        } catch (DataAccessException failure) {
            LOG.error("{} of a deleted app did not end", IdKind.GRANT.format(grant.get(APP_GRANT.ID)), failure);
        }
    }

    private void end(Record grant, Reason reason) {
        UUID id = grant.get(APP_GRANT.ID);
        String app = grant.get(APP.NAME);
        Principal who = new Principal(Principal.Kind.APP, id, app);
        database.in(new Scope(grant.get(APP_GRANT.STORE_ID), grant.get(APP_GRANT.LIVEMODE)), tx -> {
            end(tx, who, new Ending(id, app, reason));
            return true;
        });
    }

    private static SelectConditionStep<? extends Record> grants(DSLContext worker) {
        return worker.select(APP_GRANT.ID, APP_GRANT.STORE_ID, APP_GRANT.LIVEMODE, APP.NAME).from(APP_GRANT).join(APP)
                .on(APP.ID.eq(APP_GRANT.APP_ID)).where(APP_GRANT.ENDED_AT.isNull());
    }
}
