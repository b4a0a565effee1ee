package io.cryptocheckout.platform.tenancy;

import static io.cryptocheckout.jooq.tenancy.Tables.ORGANIZATION;
import static io.cryptocheckout.jooq.tenancy.Tables.PLAN;
import static io.cryptocheckout.jooq.tenancy.Tables.STORE;

import io.cryptocheckout.platform.refusal.Refused;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * How much a store, or its organization, may use; what is null is without a limit.
 *
 * @param sessionsPerMonth
 *            live sessions of one store in a calendar month of UTC
 * @param stores
 *            of all organizations that the organization's owners own
 * @param apiKeysPerStore
 *            that work, in each mode
 * @param requestsPerSecond
 *            of all keys of a store together, on each node
 */
public record Terms(@Nullable Long sessionsPerMonth, @Nullable Integer stores, @Nullable Integer apiKeysPerStore,
        @Nullable Integer requestsPerSecond) {
    /** Which plan an organization has: its own, or the default one. */
    static final Condition IN_FORCE = DSL
            .condition(DSL.case_().when(ORGANIZATION.PLAN_ID.isNull(), PLAN.IS_DEFAULT).otherwise(PLAN.ID.eq(ORGANIZATION.PLAN_ID)));

    /** Those of a store now; refuses with {@code not_found}. */
    public static Terms ofStore(DSLContext worker, UUID storeId) {
        return of(worker, ORGANIZATION.ID
                .eq(DSL.select(STORE.ORGANIZATION_ID).from(STORE).where(STORE.STORE_ID.eq(storeId))));
    }

    static Terms ofOrganization(DSLContext worker, UUID organizationId) {
        return of(worker, ORGANIZATION.ID.eq(organizationId));
    }

    private static Terms of(DSLContext worker, Condition which) {
        Terms terms = worker.select(PLAN.SESSIONS_PER_MONTH, PLAN.STORES, PLAN.API_KEYS_PER_STORE, PLAN.REQUESTS_PER_SECOND)
                .from(ORGANIZATION).join(PLAN).on(IN_FORCE).where(which)
                .fetchOne(row -> new Terms(row.value1(), row.value2(), row.value3(), row.value4()));
        if (terms == null) {
            throw Refused.notFound("store");
        }
        return terms;
    }
}
