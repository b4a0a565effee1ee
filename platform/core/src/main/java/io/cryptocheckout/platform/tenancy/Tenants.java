package io.cryptocheckout.platform.tenancy;

import static io.cryptocheckout.jooq.tenancy.Tables.ORGANIZATION;
import static io.cryptocheckout.jooq.tenancy.Tables.PLAN;
import static io.cryptocheckout.jooq.tenancy.Tables.STORE;

import io.cryptocheckout.platform.id.IdKind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** All organizations with their stores, as operators see them in a running transaction of theirs. */
public final class Tenants {

    private Tenants() {}

    /**
     * One page of organizations, newest first.
     *
     * @param search
     *            a part of an organization's or a store's name, or the whole id of either; empty for all
     * @param before
     *            the last organization of the page before; null for the first page
     */
    public static List<TenantView> list(DSLContext operator, String search, @Nullable UUID before, int limit) {
        Condition wanted = search.isEmpty() ? DSL.noCondition() : matching(search);
        return fetch(operator, before == null ? wanted : wanted.and(ORGANIZATION.ID.lt(before)), limit);
    }

    /** One organization; null where there is none with this id. */
    public static @Nullable TenantView find(DSLContext operator, UUID organizationId) {
        return fetch(operator, ORGANIZATION.ID.eq(organizationId), 1).stream().findFirst().orElse(null);
    }

    /** The organization of a store; null where there is no such store. */
    public static @Nullable UUID organizationOf(DSLContext operator, UUID storeId) {
        return operator.select(STORE.ORGANIZATION_ID).from(STORE).where(STORE.STORE_ID.eq(storeId)).fetchOne(STORE.ORGANIZATION_ID);
    }

    private static List<TenantView> fetch(DSLContext operator, Condition wanted, int limit) {
        var rows = operator
                .select(ORGANIZATION.ID, ORGANIZATION.NAME, ORGANIZATION.KIND, ORGANIZATION.CREATED_AT, ORGANIZATION.PLAN_ID)
                .select(Plans.fields()).from(ORGANIZATION).join(PLAN).on(Terms.IN_FORCE).where(wanted).orderBy(ORGANIZATION.ID.desc())
                .limit(limit).fetch();
        Map<UUID, List<TenantView.Store>> stores = stores(operator, rows.getValues(ORGANIZATION.ID));
        return rows.map(row -> view(row, stores.getOrDefault(row.get(ORGANIZATION.ID), List.of())));
    }

    private static TenantView view(Record row, List<TenantView.Store> stores) {
        return new TenantView(row.get(ORGANIZATION.ID), row.get(ORGANIZATION.NAME), row.get(ORGANIZATION.KIND).equals("agency"),
                row.get(ORGANIZATION.CREATED_AT), Plans.view(row), row.get(ORGANIZATION.PLAN_ID) != null, stores);
    }

    private static Map<UUID, List<TenantView.Store>> stores(DSLContext operator, List<UUID> organizations) {
        return operator
                .select(STORE.ORGANIZATION_ID, STORE.STORE_ID, STORE.NAME, STORE.CREATED_AT, STORE.SUSPENDED_AT, STORE.SUSPENSION_REASON)
                .from(STORE).where(STORE.ORGANIZATION_ID.in(organizations)).orderBy(STORE.STORE_ID)
                .fetchGroups(STORE.ORGANIZATION_ID, row -> {
                    Instant since = row.get(STORE.SUSPENDED_AT);
                    return new TenantView.Store(row.get(STORE.STORE_ID), row.get(STORE.NAME), row.get(STORE.CREATED_AT), since,
                            row.get(STORE.SUSPENSION_REASON));
                });
    }

    private static Condition matching(String search) {
        UUID store = IdKind.STORE.parse(search);
        UUID organization = IdKind.ORGANIZATION.parse(search);
        if (organization != null) {
            return ORGANIZATION.ID.eq(organization);
        }
        Condition ofAStore = store == null ? STORE.NAME.containsIgnoreCase(search) : STORE.STORE_ID.eq(store);
        Condition byStore = ORGANIZATION.ID.in(DSL.select(STORE.ORGANIZATION_ID).from(STORE).where(ofAStore));
        return store == null ? byStore.or(ORGANIZATION.NAME.containsIgnoreCase(search)) : byStore;
    }
}
