package io.cryptocheckout.platform.access;

import static io.cryptocheckout.jooq.access.Tables.API_KEY;

import io.cryptocheckout.jooq.access.tables.ApiKey;
import io.cryptocheckout.platform.database.StoreTx;
import io.cryptocheckout.platform.tenancy.Quota;
import io.cryptocheckout.platform.tenancy.Terms;
import java.time.Instant;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.impl.DSL;

/**
 * How many keys a store may have. A key whose successor works is on its way out and does not count, so that rolling takes no room; one
 * such at a time.
 */
final class KeyQuota {
    private static final String IN_TURN = "select pg_advisory_xact_lock(hashtextextended('keys ' || ? || ?, 0))";
    private static final ApiKey SUCCESSOR = API_KEY.as("successor");

    private KeyQuota() {}

    /** Refuses with {@code quota_exceeded}; keys of one store are then made one after the other. */
    static void requireRoom(StoreTx tx, Terms terms, Instant now) {
        Integer limit = terms.apiKeysPerStore();
        if (limit != null) {
            tx.sql().fetch(IN_TURN, tx.storeId().toString(), Boolean.toString(tx.livemode()));
            Quota.requireKey(limit, tx.sql().fetchCount(API_KEY, API_KEY.STORE_ID.eq(tx.storeId()), API_KEY.LIVEMODE.eq(tx.livemode()),
                    counts(now)));
        }
    }

    /** Rolling a key whose predecessor still works makes a third one that does. */
    static void requireRoomToRoll(StoreTx tx, Terms terms, UUID keyId, Instant now) {
        if (tx.sql().fetchExists(API_KEY, API_KEY.STORE_ID.eq(tx.storeId()), API_KEY.LIVEMODE.eq(tx.livemode()), works(API_KEY, now),
                DSL.exists(DSL.selectOne().from(SUCCESSOR).where(successor(), SUCCESSOR.ID.eq(keyId))))) {
            requireRoom(tx, terms, now);
        }
    }

    static Condition counts(Instant now) {
        return works(API_KEY, now).andNot(DSL.exists(DSL.selectOne().from(SUCCESSOR).where(successor(), works(SUCCESSOR, now))));
    }

    private static Condition works(ApiKey key, Instant now) {
        return key.REVOKED_AT.isNull().and(key.EXPIRES_AT.isNull().or(key.EXPIRES_AT.gt(now)));
    }

    private static Condition successor() {
        return SUCCESSOR.STORE_ID.eq(API_KEY.STORE_ID).and(SUCCESSOR.LIVEMODE.eq(API_KEY.LIVEMODE))
                .and(SUCCESSOR.ROLLED_FROM.eq(API_KEY.ID));
    }
}
