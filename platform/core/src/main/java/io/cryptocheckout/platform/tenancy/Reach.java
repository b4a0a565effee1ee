package io.cryptocheckout.platform.tenancy;

import static io.cryptocheckout.jooq.tenancy.Tables.AGENCY_ACCESS;
import static io.cryptocheckout.jooq.tenancy.Tables.CUSTOM_ROLE;
import static io.cryptocheckout.jooq.tenancy.Tables.MEMBERSHIP;
import static io.cryptocheckout.jooq.tenancy.Tables.SEAT;
import static io.cryptocheckout.jooq.tenancy.Tables.STORE;

import io.cryptocheckout.platform.authority.Permission;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** The stores a person may work in, and with which rights: read from the rows at every request, so that an end is an end. */
final class Reach {
    private static final String AGENCY = "agency";
    private static final Comparator<StoreView> OLDEST_FIRST = Comparator.comparing(StoreView::createdAt).thenComparing(StoreView::id);

    private final Clock clock;

    Reach(Clock clock) {
        this.clock = clock;
    }

    /** One store, null where he may not work in it. Mostly that is one statement: his agency is asked for where he does not belong. */
    @Nullable
    StoreView one(DSLContext worker, UUID accountId, UUID storeId) {
        Condition wanted = STORE.STORE_ID.eq(storeId);
        List<StoreView> own = own(worker, accountId, wanted);
        return (own.isEmpty() ? byAgency(worker, accountId, wanted) : own).stream().findFirst().orElse(null);
    }

    /** All of them. A person who belongs to a store is there in his own role, even where his agency was let in too. */
    List<StoreView> of(DSLContext worker, UUID accountId) {
        Condition wanted = DSL.noCondition();
        List<StoreView> stores = new ArrayList<>(own(worker, accountId, wanted));
        Set<UUID> known = new HashSet<>();
        stores.forEach(store -> known.add(store.id()));
        byAgency(worker, accountId, wanted).stream().filter(store -> known.add(store.id())).forEach(stores::add);
        stores.sort(OLDEST_FIRST);
        return stores;
    }

    /** Whoever an agency brought in is there while it is, and with no more rights than it has. */
    private List<StoreView> own(DSLContext worker, UUID accountId, Condition wanted) {
        return worker
                .select(STORE.STORE_ID, STORE.ORGANIZATION_ID, STORE.NAME, STORE.CREATED_AT, STORE.SUSPENSION_REASON, MEMBERSHIP.ROLE,
                        MEMBERSHIP.LIVE_GRANTS, MEMBERSHIP.ACCESS_ID, CUSTOM_ROLE.NAME, CUSTOM_ROLE.TEST_PERMISSIONS,
                        CUSTOM_ROLE.LIVE_PERMISSIONS,
                        AGENCY_ACCESS.TEST_PERMISSIONS, AGENCY_ACCESS.LIVE_PERMISSIONS)
                .from(MEMBERSHIP).join(STORE).on(STORE.STORE_ID.eq(MEMBERSHIP.STORE_ID)).leftJoin(CUSTOM_ROLE)
                .on(CUSTOM_ROLE.STORE_ID.eq(MEMBERSHIP.STORE_ID), CUSTOM_ROLE.ID.eq(MEMBERSHIP.CUSTOM_ROLE_ID))
                .leftJoin(AGENCY_ACCESS)
                .on(AGENCY_ACCESS.STORE_ID.eq(MEMBERSHIP.STORE_ID), AGENCY_ACCESS.ID.eq(MEMBERSHIP.ACCESS_ID))
                .where(MEMBERSHIP.ACCOUNT_ID.eq(accountId))
                .and(MEMBERSHIP.ACCESS_ID.isNull().or(AgencyAccesses.active(clock.instant()))).and(wanted).fetch(Reach::member);
    }

    private List<StoreView> byAgency(DSLContext worker, UUID accountId, Condition wanted) {
        return worker
                .select(STORE.STORE_ID, STORE.ORGANIZATION_ID, STORE.NAME, STORE.CREATED_AT, STORE.SUSPENSION_REASON, AGENCY_ACCESS.ID,
                        AGENCY_ACCESS.TEST_PERMISSIONS, AGENCY_ACCESS.LIVE_PERMISSIONS)
                .from(SEAT).join(AGENCY_ACCESS).on(AGENCY_ACCESS.ORGANIZATION_ID.eq(SEAT.ORGANIZATION_ID)).join(STORE)
                .on(STORE.STORE_ID.eq(AGENCY_ACCESS.STORE_ID))
                .where(SEAT.ACCOUNT_ID.eq(accountId), AgencyAccesses.active(clock.instant())).and(wanted)
                .orderBy(AGENCY_ACCESS.CREATED_AT, AGENCY_ACCESS.ID).fetch(Reach::guest);
    }

    private static StoreView member(Record row) {
        Role role = Role.of(row.get(MEMBERSHIP.ROLE));
        Rights rights = role == Role.CUSTOM
                ? new Rights(Permission.known(row.get(CUSTOM_ROLE.TEST_PERMISSIONS)),
                        Permission.known(row.get(CUSTOM_ROLE.LIVE_PERMISSIONS)))
                        .without(Role.OWNERS_ALONE)
                : role.rights();
        Set<Permission> grants = new HashSet<>(Permission.known(row.get(MEMBERSHIP.LIVE_GRANTS)));
        grants.retainAll(Role.LIVE_GRANTS);
        UUID accessId = row.get(MEMBERSHIP.ACCESS_ID);
        Rights held = accessId == null ? rights.withLive(grants) : rights.withLive(grants).within(granted(row));
        return view(row, role == Role.CUSTOM ? row.get(CUSTOM_ROLE.NAME) : role.wireName(), held, accessId);
    }

    private static StoreView guest(Record row) {
        return view(row, AGENCY, granted(row), row.get(AGENCY_ACCESS.ID));
    }

    private static Rights granted(Record row) {
        return new Rights(Permission.known(row.get(AGENCY_ACCESS.TEST_PERMISSIONS)),
                Permission.known(row.get(AGENCY_ACCESS.LIVE_PERMISSIONS)))
                .without(Role.NEVER_AN_AGENCYS);
    }

    private static StoreView view(Record row, String role, Rights rights, @Nullable UUID accessId) {
        return new StoreView(row.get(STORE.STORE_ID), row.get(STORE.ORGANIZATION_ID), row.get(STORE.NAME), row.get(STORE.CREATED_AT), role,
                rights, accessId, row.get(STORE.SUSPENSION_REASON));
    }
}
