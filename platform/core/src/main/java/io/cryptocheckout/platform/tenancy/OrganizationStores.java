package io.cryptocheckout.platform.tenancy;

import static io.cryptocheckout.jooq.tenancy.Tables.AGENCY_ACCESS;
import static io.cryptocheckout.jooq.tenancy.Tables.MEMBERSHIP;
import static io.cryptocheckout.jooq.tenancy.Tables.SEAT;
import static io.cryptocheckout.jooq.tenancy.Tables.STORE;

import io.cryptocheckout.platform.authority.OrganizationCaller;
import io.cryptocheckout.platform.authority.Permission;
import io.cryptocheckout.platform.database.Database;
import io.cryptocheckout.platform.id.IdKind;
import java.time.Clock;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.TableField;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The stores of an organization: its own, and those of clients that let it in. Read from the rows at every request. */
@Component
public class OrganizationStores {
    // As PostgreSQL orders them: by all 128 bits without a sign.
    private static final Comparator<ReachedStore> NEWEST_FIRST = Comparator
            .comparing((ReachedStore store) -> IdKind.STORE.format(store.id())).reversed();

    // What it takes to see how a store is doing. The key has nothing to do there beyond that.
    private static final Set<Permission> HEALTH = Set.of(Permission.SESSIONS_READ, Permission.WEBHOOKS_READ);

    private final Database database;
    private final Clock clock;

    OrganizationStores(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * The newest first. A client's store is among them while the access lasts and holds any right in the caller's mode.
     *
     * @param after
     *            the last store of the page before
     */
    public List<ReachedStore> page(OrganizationCaller caller, @Nullable UUID after, int rows) {
        Condition rest = after == null ? DSL.noCondition() : STORE.STORE_ID.lt(after);
        Set<UUID> known = new HashSet<>();
        return database.acrossTenants("an organization's stores are looked up before any of them is bound",
                worker -> Stream.concat(own(worker, caller, rest, rows).stream(), clients(worker, caller, rest, rows).stream())
                        .filter(store -> known.add(store.id())).sorted(NEWEST_FIRST).limit(rows).toList());
    }

    /** A store stays with the organization that made it when its owners change; who owns it no more sees it no more. */
    private static Condition ownedByAnOwner(UUID organizationId) {
        return DSL.exists(DSL.selectOne().from(SEAT).join(MEMBERSHIP).on(MEMBERSHIP.ACCOUNT_ID.eq(SEAT.ACCOUNT_ID))
                .where(SEAT.ORGANIZATION_ID.eq(organizationId), SEAT.ROLE.eq("owner"), MEMBERSHIP.STORE_ID.eq(STORE.STORE_ID),
                        MEMBERSHIP.ROLE.eq(Role.OWNER.wireName())));
    }

    private static List<ReachedStore> own(DSLContext worker, OrganizationCaller caller, Condition rest, int rows) {
        return worker.select(STORE.STORE_ID, STORE.NAME, STORE.CREATED_AT, STORE.SUSPENDED_AT).from(STORE)
                .where(STORE.ORGANIZATION_ID.eq(caller.organizationId()), ownedByAnOwner(caller.organizationId())).and(rest)
                .orderBy(STORE.STORE_ID.desc()).limit(rows)
                .fetch(row -> new ReachedStore(row.value1(), row.value2(), row.value3(), row.value4() != null, HEALTH, null,
                        null));
    }

    private List<ReachedStore> clients(DSLContext worker, OrganizationCaller caller, Condition rest, int rows) {
        TableField<?, String[]> granted = caller.livemode() ? AGENCY_ACCESS.LIVE_PERMISSIONS : AGENCY_ACCESS.TEST_PERMISSIONS;
        return worker
                .select(STORE.STORE_ID, STORE.NAME, STORE.CREATED_AT, STORE.SUSPENDED_AT, granted, AGENCY_ACCESS.ID,
                        AGENCY_ACCESS.EXPIRES_AT)
                .from(AGENCY_ACCESS).join(STORE).on(STORE.STORE_ID.eq(AGENCY_ACCESS.STORE_ID))
                .where(AGENCY_ACCESS.ORGANIZATION_ID.eq(caller.organizationId()), AgencyAccesses.active(clock.instant()),
                        DSL.cardinality(granted).gt(0))
                .and(rest).orderBy(STORE.STORE_ID.desc()).limit(rows).fetch(row -> client(row, granted));
    }

    private static ReachedStore client(Record row, TableField<?, String[]> granted) {
        return new ReachedStore(row.get(STORE.STORE_ID), row.get(STORE.NAME), row.get(STORE.CREATED_AT),
                row.get(STORE.SUSPENDED_AT) != null,
                new Rights(HEALTH, Set.of()).within(new Rights(Permission.known(row.get(granted)), Set.of())).test(),
                row.get(AGENCY_ACCESS.ID),
                row.get(AGENCY_ACCESS.EXPIRES_AT));
    }
}
