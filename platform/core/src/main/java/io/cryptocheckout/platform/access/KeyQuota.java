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

/** How many keys a store may have. A key that has a successor is on its way out and counts no more, so that rolling takes no room. */
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

    /** A key that is rolled once more gets a second successor, which is one more key. */
    static void requireRoomForAnother(StoreTx tx, Terms terms, UUID keyId, Instant now) {
        if (tx.sql().fetchExists(API_KEY, API_KEY.STORE_ID.eq(tx.storeId()), API_KEY.LIVEMODE.eq(tx.livemode()), API_KEY.ID.eq(keyId),
                hasSuccessor())) {
            requireRoom(tx, terms, now);
        }
    }

    static Condition counts(Instant now) {
        return API_KEY.REVOKED_AT.isNull().and(API_KEY.EXPIRES_AT.isNull().or(API_KEY.EXPIRES_AT.gt(now))).andNot(hasSuccessor());
    }

    private static Condition hasSuccessor() {
        return DSL.exists(DSL.selectOne().from(SUCCESSOR).where(SUCCESSOR.STORE_ID.eq(API_KEY.STORE_ID),
                SUCCESSOR.LIVEMODE.eq(API_KEY.LIVEMODE), SUCCESSOR.ROLLED_FROM.eq(API_KEY.ID)));
    }
}
