package io.cryptocheckout.platform.oauth;

import static io.cryptocheckout.jooq.oauth.Tables.APP_GRANT;

import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.database.Database;
import io.cryptocheckout.platform.database.LastUses;
import java.time.Instant;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Query;
import org.springframework.stereotype.Component;

/** Notes when each connected app last used what it was granted. */
@Component
final class GrantUse {
    private final LastUses<Grant> uses;

    GrantUse(Database database) {
        this.uses = new LastUses<>(database, "the last uses of many stores' apps are written in one batch", GrantUse::update);
    }

    private record Grant(Scope scope, UUID id) {}

    void note(Scope scope, UUID grantId, Instant at) {
        uses.note(new Grant(scope, grantId), at);
    }

    /** Writes what was gathered; what could not be written is kept for the next time. */
    void write() {
        uses.write();
    }

    private static Query update(DSLContext worker, Grant grant, Instant at) {
        return worker.update(APP_GRANT).set(APP_GRANT.LAST_USED_AT, at).where(APP_GRANT.STORE_ID.eq(grant.scope().storeId()),
                APP_GRANT.LIVEMODE.eq(grant.scope().livemode()), APP_GRANT.ID.eq(grant.id()),
                APP_GRANT.LAST_USED_AT.isNull().or(APP_GRANT.LAST_USED_AT.lt(at)));
    }
}
