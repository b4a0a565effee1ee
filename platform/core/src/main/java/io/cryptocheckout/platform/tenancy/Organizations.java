package io.cryptocheckout.platform.tenancy;

import static io.cryptocheckout.jooq.tenancy.Tables.ORGANIZATION;
import static io.cryptocheckout.jooq.tenancy.Tables.SEAT;

import io.cryptocheckout.platform.database.Database;
import io.cryptocheckout.platform.id.Ids;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
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
}
