package io.cryptocheckout.platform.oauth;

import static io.cryptocheckout.jooq.oauth.Tables.APP_GRANT;

import io.cryptocheckout.jooq.oauth.tables.AppGrant;
import io.cryptocheckout.platform.authority.Permission;
import io.cryptocheckout.platform.database.Database;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Where an app is or was connected. Who asks for it has been checked before. */
@Component
class AppInstalls {
    private final Database database;
    private final GrantEnds ends;

    AppInstalls(Database database, GrantEnds ends) {
        this.database = database;
        this.ends = ends;
    }

    /** Ends those of apps that were deleted. */
    void endOfDeletedApps() {
        ends.ofDeletedApps();
    }

    /**
     * The newest first. What a person agreed to and the app never came for is no install.
     *
     * @param after
     *            the id of the last one known; null for the beginning. Behind what is none of the app's there is nothing.
     */
    List<AppInstall> of(UUID appId, int limit, @Nullable UUID after) {
        return database.lookAcrossTenants("an app's installs are in many stores", worker -> worker.selectFrom(APP_GRANT)
                .where(APP_GRANT.APP_ID.eq(appId), APP_GRANT.CONNECTED_AT.isNotNull())
                .and(after == null ? DSL.noCondition() : olderThan(appId, after))
                .orderBy(APP_GRANT.CONNECTED_AT.desc(), APP_GRANT.ID.desc()).limit(limit)
                .fetch(row -> new AppInstall(row.getId(), row.getStoreId(), row.getLivemode(), Permission.known(row.getScopes()),
                        Objects.requireNonNull(row.getConnectedAt()), row.getLastUsedAt(), row.getEndedAt(), row.getEndReason())));
    }

    /** Whether the app has an install of this id. */
    boolean has(UUID appId, UUID grantId) {
        return database.lookAcrossTenants("an app's installs are in many stores", worker -> worker.fetchExists(APP_GRANT,
                APP_GRANT.APP_ID.eq(appId), APP_GRANT.ID.eq(grantId), APP_GRANT.CONNECTED_AT.isNotNull()));
    }

    private static Condition olderThan(UUID appId, UUID grantId) {
        AppGrant last = APP_GRANT.as("last");
        return DSL.row(APP_GRANT.CONNECTED_AT, APP_GRANT.ID).lt(DSL.select(last.CONNECTED_AT, last.ID).from(last)
                .where(last.APP_ID.eq(appId), last.ID.eq(grantId)));
    }
}
