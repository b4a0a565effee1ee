package io.cryptocheckout.platform.tenancy;

import static io.cryptocheckout.jooq.tenancy.Tables.AGENCY_ACCESS;
import static io.cryptocheckout.jooq.tenancy.Tables.ORGANIZATION;
import static io.cryptocheckout.jooq.tenancy.Tables.SEAT;

import io.cryptocheckout.platform.database.Database;
import io.cryptocheckout.platform.id.Ids;
import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The organizations and their people. They stand above stores, so only the worker's role reads them. */
@Component
public class Organizations {
    private static final String AGENCY = "agency";
    private static final String OWNER = "owner";

    private final Database database;
    private final Clock clock;

    public Organizations(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Makes an organization with its first owner, in the running transaction of the worker. */
    public UUID create(DSLContext worker, String name, UUID ownerAccountId) {
        Instant now = clock.instant();
        UUID id = Ids.next(clock);
        worker.insertInto(ORGANIZATION).set(ORGANIZATION.ID, id).set(ORGANIZATION.NAME, name.strip())
                .set(ORGANIZATION.CREATED_AT, now).execute();
        worker.insertInto(SEAT).set(SEAT.ORGANIZATION_ID, id).set(SEAT.ACCOUNT_ID, ownerAccountId).set(SEAT.ROLE, OWNER)
                .set(SEAT.CREATED_AT, now).execute();
        return id;
    }

    /** The same in a transaction of its own; refuses a name that is blank or longer than 120 characters. */
    public UUID create(String name, UUID ownerAccountId) {
        NewStore.checkName("organizationName", name);
        return database.acrossTenants("an organization stands above every store", worker -> create(worker, name, ownerAccountId));
    }

    /** The organizations a person belongs to, oldest first. */
    public List<OrganizationView> of(UUID accountId) {
        return database.acrossTenants("a person's organizations are found before any store is chosen",
                worker -> worker.select(ORGANIZATION.ID, ORGANIZATION.NAME, ORGANIZATION.KIND, SEAT.ROLE).from(SEAT).join(ORGANIZATION)
                        .on(ORGANIZATION.ID.eq(SEAT.ORGANIZATION_ID)).where(SEAT.ACCOUNT_ID.eq(accountId))
                        .orderBy(ORGANIZATION.CREATED_AT, ORGANIZATION.ID)
                        .fetch(row -> new OrganizationView(row.get(ORGANIZATION.ID), row.get(ORGANIZATION.NAME),
                                row.get(ORGANIZATION.KIND).equals(AGENCY), row.get(SEAT.ROLE).equals(OWNER))));
    }

    /**
     * Makes an organization an agency, or ends that.
     *
     * @throws Refused
     *             {@code not_found} where the person does not own it, {@code agency_access_exists} where it still works for clients
     */
    public void change(UUID accountId, UUID organizationId, boolean agency) {
        requireOwner(accountId, organizationId);
        database.acrossTenants("an organization stands above every store", worker -> {
            if (!agency && worker.fetchExists(AGENCY_ACCESS, AGENCY_ACCESS.ORGANIZATION_ID.eq(organizationId),
                    AGENCY_ACCESS.STATUS.eq("active"))) {
                throw new Refused(Refusal.AGENCY_ACCESS_EXISTS, null, "Leave your clients' stores first.");
            }
            return worker.update(ORGANIZATION).set(ORGANIZATION.KIND, agency ? AGENCY : "merchant")
                    .where(ORGANIZATION.ID.eq(organizationId))
                    .execute();
        });
    }

    /** The names of organizations, by id. */
    Map<UUID, String> names(Collection<UUID> organizationIds) {
        return database.acrossTenants("an organization stands above every store",
                worker -> worker.select(ORGANIZATION.ID, ORGANIZATION.NAME).from(ORGANIZATION).where(ORGANIZATION.ID.in(organizationIds))
                        .fetchMap(ORGANIZATION.ID, ORGANIZATION.NAME));
    }

    /** The name of an agency; null where there is none with this id. */
    @Nullable
    String agencyName(UUID organizationId) {
        return database.acrossTenants("an organization stands above every store", worker -> worker.select(ORGANIZATION.NAME)
                .from(ORGANIZATION).where(ORGANIZATION.ID.eq(organizationId), ORGANIZATION.KIND.eq(AGENCY)).fetchOne(ORGANIZATION.NAME));
    }

    /** The name of the person's own agency; refuses with {@code not_found} where it is none, or not his. */
    String requireAgency(UUID accountId, UUID organizationId) {
        return of(accountId).stream().filter(one -> one.agency() && one.id().equals(organizationId)).findFirst()
                .orElseThrow(() -> Refused.notFound("agency")).name();
    }

    /** Whether anybody owns the organization; nobody does once its last person has closed his account. */
    public boolean isOwned(UUID organizationId) {
        return database.lookAcrossTenants("an organization stands above every store",
                worker -> worker.fetchExists(SEAT, SEAT.ORGANIZATION_ID.eq(organizationId), SEAT.ROLE.eq(OWNER)));
    }

    /** Refuses with {@code not_found} where the person does not own the organization. */
    public void requireOwner(UUID accountId, UUID organizationId) {
        if (of(accountId).stream().noneMatch(one -> one.owner() && one.id().equals(organizationId))) {
            throw Refused.notFound("organization");
        }
    }
}
