package io.cryptocheckout.platform.tenancy;

import static io.cryptocheckout.jooq.tenancy.Tables.SEAT;
import static io.cryptocheckout.jooq.tenancy.Tables.STORE;

import io.cryptocheckout.platform.database.Database;
import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import java.util.UUID;
import java.util.function.Supplier;
import org.jooq.DSLContext;
import org.jooq.Record2;
import org.jooq.impl.DSL;

/**
 * How many stores somebody may have. Counted are those of all organizations of the same owners, so that another organization is no way
 * around the limit, nor around a suspension.
 */
final class StoreQuota {
    private static final String IN_TURN = """
            select pg_advisory_xact_lock(hashtextextended('stores of ' || owner, 0)) from (
                select account_id::text as owner from tenancy.seat where organization_id = ? and role = 'owner' order by 1) owners""";

    private final Database database;

    StoreQuota(Database database) {
        this.database = database;
    }

    /**
     * Makes a store where there is room for one more. Stores of the same owners are made one after the other, each with its transaction
     * inside the one that counted.
     *
     * @throws io.cryptocheckout.platform.refusal.Refused
     *             {@code quota_exceeded}, or {@code store_suspended} where one of the others is
     */
    <T> T making(UUID organizationId, Supplier<T> store) {
        return database.acrossTenants("how many stores there are is known above every store", worker -> {
            worker.fetch(IN_TURN, organizationId);
            Record2<Integer, Integer> others = others(worker, organizationId);
            if (others.value2() > 0) {
                // Without the reason: it may be that of a store in which the reader has no part.
                throw new Refused(Refusal.STORE_SUSPENDED, null, "A store of this organization, or of somebody who owns it, is suspended;"
                        + " until it goes on, no other one can be made. Write to the operator of the platform.");
            }
            Quota.requireStore(Terms.ofOrganization(worker, organizationId).stores(), others.value1());
            return store.get();
        });
    }

    private static Record2<Integer, Integer> others(DSLContext worker, UUID organizationId) {
        var mine = SEAT.as("mine");
        var theirs = SEAT.as("theirs");
        return worker.select(DSL.count(), DSL.count(STORE.SUSPENDED_AT)).from(STORE)
                .where(STORE.ORGANIZATION_ID.eq(organizationId).or(STORE.ORGANIZATION_ID.in(
                        DSL.select(theirs.ORGANIZATION_ID).from(mine).join(theirs).on(theirs.ACCOUNT_ID.eq(mine.ACCOUNT_ID))
                                .where(mine.ORGANIZATION_ID.eq(organizationId), mine.ROLE.eq("owner"), theirs.ROLE.eq("owner")))))
                .fetchSingle();
    }
}
