package io.cryptocheckout.platform.oauth;

import static io.cryptocheckout.jooq.oauth.Tables.APP;
import static io.cryptocheckout.jooq.oauth.Tables.APP_GRANT;

import io.cryptocheckout.platform.authority.Permission;
import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.database.Database;
import io.cryptocheckout.platform.events.GrantStanding;
import java.util.Set;
import java.util.UUID;
import org.jooq.Record3;
import org.springframework.stereotype.Component;

/** An app's endpoints are sent to for as long as its token could make them. */
@Component
final class GrantedEndpoints implements GrantStanding {
    private final Database database;
    private final GrantRights rights;

    GrantedEndpoints(Database database, GrantRights rights) {
        this.database = database;
        this.rights = rights;
    }

    @Override
    public boolean letsHaveEndpoints(Scope scope, UUID grantId) {
        Record3<UUID, UUID, String[]> grant = database.lookAcrossTenants("deliveries of all stores become due",
                worker -> worker.select(APP_GRANT.ACCOUNT_ID, APP_GRANT.ACCESS_ID, APP_GRANT.SCOPES).from(APP_GRANT).join(APP)
                        .on(APP.ID.eq(APP_GRANT.APP_ID))
                        .where(APP_GRANT.STORE_ID.eq(scope.storeId()), APP_GRANT.LIVEMODE.eq(scope.livemode()), APP_GRANT.ID.eq(grantId))
                        .and(APP_GRANT.ENDED_AT.isNull()).and(APP.DELETED_AT.isNull()).fetchOne());
        Set<Permission> held = grant == null ? null : rights.of(scope, grant.value1(), grant.value2());
        return held != null && GrantRights.within(grant.value3(), held).contains(Permission.WEBHOOKS_WRITE);
    }
}
