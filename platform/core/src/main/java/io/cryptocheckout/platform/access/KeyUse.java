package io.cryptocheckout.platform.access;

import static io.cryptocheckout.jooq.access.Tables.API_KEY;
import static io.cryptocheckout.jooq.access.Tables.ORGANIZATION_KEY;

import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.database.Database;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jooq.DSLContext;
import org.jooq.Query;
import org.springframework.stereotype.Component;

/**
 * Remembers when each key was last used and writes that in batches: a busy key costs one row a batch, not one a call. A
 * crash may lose the last few seconds, which no decision rests on.
 */
@Component
class KeyUse {
    private final Database database;
    private final Map<Key, Instant> unwritten = new ConcurrentHashMap<>();

    KeyUse(Database database) {
        this.database = database;
    }

    /** Of a store or of an organization. */
    private record Key(boolean organizations, UUID holder, boolean livemode, UUID id) {}

    void note(Scope scope, UUID keyId, Instant at) {
        unwritten.merge(new Key(false, scope.storeId(), scope.livemode(), keyId), at, KeyUse::later);
    }

    void note(KeyRing ring, UUID keyId, Instant at) {
        unwritten.merge(new Key(true, ring.organizationId(), ring.livemode(), keyId), at, KeyUse::later);
    }

    /** Writes what was gathered; what could not be written is kept for the next time. */
    void write() {
        Map<Key, Instant> batch = Map.copyOf(unwritten);
        if (batch.isEmpty()) {
            return;
        }
        database.acrossTenants("the last uses of many stores' and organizations' keys are written in one batch",
                worker -> worker.batch(batch.entrySet().stream().map(entry -> update(worker, entry.getKey(), entry.getValue())).toList())
                        .execute());
        batch.forEach(unwritten::remove);
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

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
