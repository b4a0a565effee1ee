package io.cryptocheckout.platform.tenancy;

import static io.cryptocheckout.jooq.tenancy.Tables.STORE;

import io.cryptocheckout.platform.database.StoreTx;
import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import java.time.Instant;
import java.util.UUID;
import org.jooq.Record1;
import org.jooq.Select;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Whether a store may make anything new. A suspended one may not, from its next request on; what it has open is watched, settled and told
 * as before.
 */
public final class StoreStanding {
    private static final int LONGEST_REASON = 300;

    private StoreStanding() {}

    /** Why the running transaction's store is suspended; null where it is not. */
    public static @Nullable String suspendedFor(StoreTx tx) {
        return tx.sql().select(STORE.SUSPENSION_REASON).from(STORE).where(STORE.STORE_ID.eq(tx.storeId()))
                .fetchOne(STORE.SUSPENSION_REASON);
    }

    /** Whether the running transaction's store is this organization's. */
    public static boolean isOf(StoreTx tx, UUID organizationId) {
        return tx.sql().fetchExists(STORE, STORE.STORE_ID.eq(tx.storeId()), STORE.ORGANIZATION_ID.eq(organizationId));
    }

    /** The stores that are suspended, for statements of the worker. */
    public static Select<Record1<UUID>> suspended() {
        return DSL.select(STORE.STORE_ID).from(STORE).where(STORE.SUSPENDED_AT.isNotNull());
    }

    /** Refuses with {@code store_suspended}: asked by whatever makes something new. */
    public static void requireOpen(StoreTx tx) {
        requireOpen(suspendedFor(tx));
    }

    static void requireOpen(@Nullable String reason) {
        if (reason != null) {
            throw new Refused(Refusal.STORE_SUSPENDED, null, "This store is suspended (“" + reason
                    + "”). Its open payments are still watched and settled; nothing new can be made. Write to the operator of the platform.");
        }
    }

    /** Suspends the bound store; answers whether that changed anything. Refuses a reason that is blank or longer than 300 characters. */
    public static boolean suspend(StoreTx operator, String reason, Instant now) {
        SettingsRules.line("reason", reason, LONGEST_REASON);
        return operator.sql().update(STORE).set(STORE.SUSPENDED_AT, now).set(STORE.SUSPENSION_REASON, reason.strip())
                .where(STORE.STORE_ID.eq(operator.storeId()), STORE.SUSPENDED_AT.isNull()).execute() > 0;
    }

    /** Refuses with {@code not_found} where the operator's transaction is bound to no store. */
    public static void requireStore(StoreTx operator) {
        if (!operator.sql().fetchExists(operator.sql().selectOne().from(STORE).where(STORE.STORE_ID.eq(operator.storeId())))) {
            throw Refused.notFound("store");
        }
    }

    /** Lets the bound store go on; answers whether it was suspended. */
    public static boolean resume(StoreTx operator) {
        return operator.sql().update(STORE).setNull(STORE.SUSPENDED_AT).setNull(STORE.SUSPENSION_REASON)
                .where(STORE.STORE_ID.eq(operator.storeId()), STORE.SUSPENDED_AT.isNotNull()).execute() > 0;
    }
}
