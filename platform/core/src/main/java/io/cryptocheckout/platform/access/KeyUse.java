package io.cryptocheckout.platform.access;

import static io.cryptocheckout.jooq.access.Tables.API_KEY;
import static io.cryptocheckout.jooq.access.Tables.ORGANIZATION_KEY;

import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.database.Database;
import io.cryptocheckout.platform.database.LastUses;
import java.time.Instant;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Query;
import org.springframework.stereotype.Component;

/** Notes when each key was last used. */
@Component
class KeyUse {
    private final LastUses<Key> uses;

    KeyUse(Database database) {
        this.uses = new LastUses<>(database, "the last uses of many stores' and organizations' keys are written in one batch",
                KeyUse::update);
    }

    /** Of a store or of an organization. */
    private record Key(boolean organizations, UUID holder, boolean livemode, UUID id) {}

    void note(Scope scope, UUID keyId, Instant at) {
        uses.note(new Key(false, scope.storeId(), scope.livemode(), keyId), at);
    }

    void note(KeyRing ring, UUID keyId, Instant at) {
        uses.note(new Key(true, ring.organizationId(), ring.livemode(), keyId), at);
    }

    /** Writes what was gathered; what could not be written is kept for the next time. */
    void write() {
        uses.write();
    }

    private static Query update(DSLContext worker, Key key, Instant at) {
        return key.organizations()
                ? worker.update(ORGANIZATION_KEY).set(ORGANIZATION_KEY.LAST_USED_AT, at).where(
                        ORGANIZATION_KEY.ORGANIZATION_ID.eq(key.holder()), ORGANIZATION_KEY.LIVEMODE.eq(key.livemode()),
                        ORGANIZATION_KEY.ID.eq(key.id()),
                        ORGANIZATION_KEY.LAST_USED_AT.isNull().or(ORGANIZATION_KEY.LAST_USED_AT.lt(at)))
                : worker.update(API_KEY).set(API_KEY.LAST_USED_AT, at).where(API_KEY.STORE_ID.eq(key.holder()),
                        API_KEY.LIVEMODE.eq(key.livemode()), API_KEY.ID.eq(key.id()),
                        API_KEY.LAST_USED_AT.isNull().or(API_KEY.LAST_USED_AT.lt(at)));
    }
}
