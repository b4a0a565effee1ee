package io.cryptocheckout.platform.tenancy;

import static io.cryptocheckout.jooq.tenancy.Tables.AGENCY_ACCESS;

import io.cryptocheckout.platform.database.StoreTx;
import java.time.Instant;
import java.util.UUID;
import org.jooq.Condition;

/** What agencies may do in the stores of others. */
final class AgencyAccesses {

    private AgencyAccesses() {}

    /** Whether what was made under an access works: while the access does. */
    static boolean isActive(StoreTx tx, UUID accessId, Instant now) {
        return tx.sql().fetchExists(AGENCY_ACCESS, AGENCY_ACCESS.STORE_ID.eq(tx.storeId()), AGENCY_ACCESS.ID.eq(accessId), active(now));
    }

    static Condition active(Instant now) {
        return AGENCY_ACCESS.STATUS.eq("active").and(AGENCY_ACCESS.EXPIRES_AT.isNull().or(AGENCY_ACCESS.EXPIRES_AT.gt(now)));
    }
}
