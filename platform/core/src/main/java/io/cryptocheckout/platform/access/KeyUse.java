package io.cryptocheckout.platform.access;

import static io.cryptocheckout.jooq.access.Tables.API_KEY;

import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.database.Database;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
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

    private record Key(Scope scope, UUID id) {}

    void note(Scope scope, UUID keyId, Instant at) {
        unwritten.merge(new Key(scope, keyId), at, KeyUse::later);
    }

    /** Writes what was gathered; what could not be written is kept for the next time. */
    void write() {
        Map<Key, Instant> batch = Map.copyOf(unwritten);
        if (batch.isEmpty()) {
            return;
        }
        database.acrossTenants("the last uses of many stores' keys are written in one batch",
                worker -> worker.batch(batch.entrySet().stream()
                        .map(entry -> worker.update(API_KEY).set(API_KEY.LAST_USED_AT, entry.getValue()).where(
                                API_KEY.STORE_ID.eq(entry.getKey().scope().storeId()),
                                API_KEY.LIVEMODE.eq(entry.getKey().scope().livemode()),
                                API_KEY.ID.eq(entry.getKey().id()),
                                API_KEY.LAST_USED_AT.isNull().or(API_KEY.LAST_USED_AT.lt(entry.getValue()))))
                        .toList()).execute());
        batch.forEach(unwritten::remove);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
