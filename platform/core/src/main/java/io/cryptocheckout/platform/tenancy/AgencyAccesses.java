package io.cryptocheckout.platform.tenancy;

import static io.cryptocheckout.jooq.tenancy.Tables.AGENCY_ACCESS;

import io.cryptocheckout.jooq.tenancy.tables.records.AgencyAccessRecord;
import io.cryptocheckout.platform.audit.AuditAct;
import io.cryptocheckout.platform.audit.AuditLog;
import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.authority.Permission;
import io.cryptocheckout.platform.authority.Principal;
import io.cryptocheckout.platform.database.Database;
import io.cryptocheckout.platform.database.StoreTx;
import io.cryptocheckout.platform.id.IdKind;
import io.cryptocheckout.platform.id.Ids;
import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jooq.Condition;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What agencies may do in the stores of others. It is decided by the store's owner, and read anew at every use. */
@Component
public class AgencyAccesses {
    private static final String ACTIVE = "active";
    private static final String REQUESTED = "requested";
    private static final String ENDED = "ended";

    private final Database database;
    private final Organizations organizations;
    private final AuditLog audit;
    private final Clock clock;

    public AgencyAccesses(Database database, Organizations organizations, AuditLog audit, Clock clock) {
        this.database = database;
        this.organizations = organizations;
        this.audit = audit;
        this.clock = clock;
    }

    /** Requests and accesses of the caller's store, newest first; those that ended included, for what was made under them. */
    public List<AgencyAccessView> list(Caller caller) {
        caller.require(Permission.STORE_OWN);
        List<AgencyAccessRecord> rows = database.in(caller.scope(),
                tx -> List.copyOf(tx.sql().selectFrom(AGENCY_ACCESS).where(AGENCY_ACCESS.STORE_ID.eq(tx.storeId()))
                        .orderBy(AGENCY_ACCESS.CREATED_AT.desc(), AGENCY_ACCESS.ID.desc()).fetch()));
        Map<UUID, String> names = organizations.names(rows.stream().map(AgencyAccessRecord::getOrganizationId).toList());
        return rows.stream().map(row -> view(row, names.getOrDefault(row.getOrganizationId(), "an agency"))).toList();
    }

    /**
     * Lets an agency in, at once. A standing request of the same agency is thereby approved.
     *
     * @throws Refused
     *             {@code not_found} where there is no such agency, {@code agency_access_exists} where it is in already
     */
    public UUID grant(Caller caller, UUID agencyId, AgencyGrant grant) {
        caller.require(Permission.STORE_OWN);
        check(grant);
        String name = organizations.agencyName(agencyId);
        if (name == null) {
            throw new Refused(Refusal.FIELD_INVALID, "agency", "There is no agency with this id. The agency finds it on its own page.");
        }
        return database.in(caller.scope(), tx -> {
            StoreStanding.requireOpen(tx);
            endExpired(tx, agencyId, clock.instant());
            AgencyAccessRecord standing = standing(tx, agencyId);
            if (standing != null && standing.getStatus().equals(ACTIVE)) {
                throw new Refused(Refusal.AGENCY_ACCESS_EXISTS, "agency", "This agency works in the store already; change its access.");
            }
            UUID id = standing == null
                    ? insert(tx, caller.principal(), agencyId, grant)
                    : activate(tx, caller.principal(), standing, grant);
            write(tx, caller.principal(), "agency.granted", id, details(name, grant));
            return id;
        });
    }

    /** Lets in the agency that asked, with these rights, which may be others than it asked for. Refuses what is no open request. */
    public void approve(Caller caller, UUID accessId, AgencyGrant grant) {
        caller.require(Permission.STORE_OWN);
        check(grant);
        String name = name(caller, accessId);
        database.in(caller.scope(), tx -> {
            StoreStanding.requireOpen(tx);
            activate(tx, caller.principal(), locked(tx, accessId, REQUESTED), grant);
            write(tx, caller.principal(), "agency.granted", accessId, details(name, grant));
            return true;
        });
    }

    /** Refuses a request. Doing it again changes nothing. */
    public void decline(Caller caller, UUID accessId) {
        caller.require(Permission.STORE_OWN);
        String name = name(caller, accessId);
        database.in(caller.scope(), tx -> {
            if (close(tx, caller.principal(), accessId, REQUESTED, "declined")) {
                write(tx, caller.principal(), "agency.declined", accessId, Map.of("agency", name));
            }
            return true;
        });
    }

    /** Gives an agency that is in other rights or another end; both hold from its next request on. */
    public void change(Caller caller, UUID accessId, AgencyGrant grant) {
        caller.require(Permission.STORE_OWN);
        check(grant);
        String name = name(caller, accessId);
        database.in(caller.scope(), tx -> {
            AgencyAccessRecord row = locked(tx, accessId, ACTIVE);
            if (!grantOf(row).equals(grant)) {
                set(tx, row, grant);
                write(tx, caller.principal(), "agency.changed", accessId, details(name, grant));
            }
            return true;
        });
    }

    /** Ends an access: the agency's next request is refused, and what its people made stands still. Doing it again changes nothing. */
    public void end(Caller caller, UUID accessId) {
        caller.require(Permission.STORE_OWN);
        String name = name(caller, accessId);
        database.in(caller.scope(), tx -> {
            if (close(tx, caller.principal(), accessId, ACTIVE, ENDED)) {
                write(tx, caller.principal(), "agency.ended", accessId, Map.of("agency", name));
            }
            return true;
        });
    }

    /** The agency goes by itself, by one of its owners who is in the store through it. */
    public void leave(Caller caller) {
        UUID accessId = caller.principal().origin().accessId();
        if (accessId == null) {
            throw Refused.notFound("agency access");
        }
        UUID agencyId = database.in(caller.scope(), tx -> locked(tx, accessId, ACTIVE).getOrganizationId());
        organizations.requireOwner(caller.principal().id(), agencyId);
        String name = name(caller, accessId);
        database.in(caller.scope(), tx -> {
            if (close(tx, caller.principal(), accessId, ACTIVE, ENDED)) {
                write(tx, caller.principal(), "agency.left", accessId, Map.of("agency", name));
            }
            return true;
        });
    }

    /** What may be done now under an access, nothing where it has ended; for credentials that rest on it. */
    public Rights rights(UUID storeId, UUID accessId) {
        AgencyAccessRecord row = database.lookAcrossTenants(
                "a credential that rests on an agency's access is checked before its store is bound",
                worker -> worker.selectFrom(AGENCY_ACCESS).where(AGENCY_ACCESS.STORE_ID.eq(storeId), AGENCY_ACCESS.ID.eq(accessId))
                        .and(active(clock.instant())).fetchOne());
        return row == null ? Rights.NONE : grantOf(row).rights();
    }

    /** Whether what was made under an access works: while the access does. */
    static boolean isActive(StoreTx tx, UUID accessId, Instant now) {
        return tx.sql().fetchExists(AGENCY_ACCESS, AGENCY_ACCESS.STORE_ID.eq(tx.storeId()), AGENCY_ACCESS.ID.eq(accessId), active(now));
    }

    static Condition active(Instant now) {
        return AGENCY_ACCESS.STATUS.eq(ACTIVE).and(AGENCY_ACCESS.EXPIRES_AT.isNull().or(AGENCY_ACCESS.EXPIRES_AT.gt(now)));
    }

    /** Refuses rights that no agency can hold: it would be wrong to grant something else than what was sent. */
    static void check(Rights rights) {
        if (!rights.equals(rights.without(Role.NEVER_AN_AGENCYS))) {
            throw new Refused(Refusal.FIELD_INVALID, "permissions",
                    "An agency never gets what belongs to the wallet or to the owner. Nothing was granted.");
        }
        if (rights.test().isEmpty() && rights.live().isEmpty()) {
            throw new Refused(Refusal.FIELD_INVALID, "permissions", "An access holds at least one permission.");
        }
    }

    private void check(AgencyGrant grant) {
        check(grant.rights());
        Instant expiry = grant.expiresAt();
        if (expiry != null && !expiry.isAfter(clock.instant())) {
            throw new Refused(Refusal.FIELD_INVALID, "expiresAt", "The end lies in the past.");
        }
    }

    private UUID insert(StoreTx tx, Principal owner, UUID agencyId, AgencyGrant grant) {
        UUID id = Ids.next(clock);
        Instant now = clock.instant();
        tx.sql().insertInto(AGENCY_ACCESS).set(AGENCY_ACCESS.STORE_ID, tx.storeId()).set(AGENCY_ACCESS.ID, id)
                .set(AGENCY_ACCESS.ORGANIZATION_ID, agencyId).set(AGENCY_ACCESS.STATUS, ACTIVE)
                .set(AGENCY_ACCESS.TEST_PERMISSIONS, Assignments.wireNames(grant.rights().test()))
                .set(AGENCY_ACCESS.LIVE_PERMISSIONS, Assignments.wireNames(grant.rights().live()))
                .set(AGENCY_ACCESS.EXPIRES_AT, grant.expiresAt()).set(AGENCY_ACCESS.GRANTED_BY, owner.id())
                .set(AGENCY_ACCESS.CREATED_AT, now).set(AGENCY_ACCESS.DECIDED_AT, now).execute();
        return id;
    }

    private UUID activate(StoreTx tx, Principal owner, AgencyAccessRecord row, AgencyGrant grant) {
        tx.sql().update(AGENCY_ACCESS).set(AGENCY_ACCESS.STATUS, ACTIVE).set(AGENCY_ACCESS.GRANTED_BY, owner.id())
                .set(AGENCY_ACCESS.DECIDED_AT, clock.instant()).where(one(tx, row.getId())).execute();
        set(tx, row, grant);
        return row.getId();
    }

    private static void set(StoreTx tx, AgencyAccessRecord row, AgencyGrant grant) {
        tx.sql().update(AGENCY_ACCESS).set(AGENCY_ACCESS.TEST_PERMISSIONS, Assignments.wireNames(grant.rights().test()))
                .set(AGENCY_ACCESS.LIVE_PERMISSIONS, Assignments.wireNames(grant.rights().live()))
                .set(AGENCY_ACCESS.EXPIRES_AT, grant.expiresAt()).where(one(tx, row.getId())).execute();
    }

    private boolean close(StoreTx tx, Principal who, UUID accessId, String from, String to) {
        return tx.sql().update(AGENCY_ACCESS).set(AGENCY_ACCESS.STATUS, to).set(AGENCY_ACCESS.ENDED_AT, clock.instant())
                .set(AGENCY_ACCESS.ENDED_BY, who.id()).where(one(tx, accessId)).and(AGENCY_ACCESS.STATUS.eq(from)).execute() > 0;
    }

    /** One that ran out stands in the way of a new one. */
    static void endExpired(StoreTx tx, UUID agencyId, Instant now) {
        tx.sql().update(AGENCY_ACCESS).set(AGENCY_ACCESS.STATUS, ENDED).set(AGENCY_ACCESS.ENDED_AT, AGENCY_ACCESS.EXPIRES_AT)
                .where(AGENCY_ACCESS.STORE_ID.eq(tx.storeId()), AGENCY_ACCESS.ORGANIZATION_ID.eq(agencyId),
                        AGENCY_ACCESS.STATUS.eq(ACTIVE), AGENCY_ACCESS.EXPIRES_AT.le(now))
                .execute();
    }

    private static @Nullable AgencyAccessRecord standing(StoreTx tx, UUID agencyId) {
        return tx.sql().selectFrom(AGENCY_ACCESS).where(AGENCY_ACCESS.STORE_ID.eq(tx.storeId()), AGENCY_ACCESS.ORGANIZATION_ID.eq(agencyId),
                AGENCY_ACCESS.STATUS.in(REQUESTED, ACTIVE)).forUpdate().fetchOne();
    }

    private static AgencyAccessRecord locked(StoreTx tx, UUID accessId, String status) {
        AgencyAccessRecord row = tx.sql().selectFrom(AGENCY_ACCESS).where(one(tx, accessId)).and(AGENCY_ACCESS.STATUS.eq(status))
                .forUpdate().fetchOne();
        if (row == null) {
            throw Refused.notFound("agency access");
        }
        return row;
    }

    private String name(Caller caller, UUID accessId) {
        UUID agencyId = database.in(caller.scope(), tx -> tx.sql().select(AGENCY_ACCESS.ORGANIZATION_ID).from(AGENCY_ACCESS)
                .where(one(tx, accessId)).fetchOne(AGENCY_ACCESS.ORGANIZATION_ID));
        if (agencyId == null) {
            throw Refused.notFound("agency access");
        }
        return organizations.names(List.of(agencyId)).getOrDefault(agencyId, "an agency");
    }

    private static Condition one(StoreTx tx, UUID accessId) {
        return AGENCY_ACCESS.STORE_ID.eq(tx.storeId()).and(AGENCY_ACCESS.ID.eq(accessId));
    }

    private void write(StoreTx tx, Principal who, String action, UUID accessId, Map<String, String> details) {
        audit.write(tx, who, new AuditAct(action, IdKind.AGENCY_ACCESS.format(accessId), details));
    }

    static Map<String, String> details(String agency, AgencyGrant grant) {
        Map<String, String> details = new TreeMap<>(
                Map.of("agency", agency, "test", String.join(" ", Assignments.wireNames(grant.rights().test())), "live",
                        String.join(" ", Assignments.wireNames(grant.rights().live()))));
        Instant expiry = grant.expiresAt();
        details.put("expiresAt", expiry == null ? "never" : expiry.toString());
        return details;
    }

    private static AgencyGrant grantOf(AgencyAccessRecord row) {
        Rights rights = new Rights(Permission.known(row.getTestPermissions()), Permission.known(row.getLivePermissions()));
        return new AgencyGrant(rights.without(Role.NEVER_AN_AGENCYS), row.getExpiresAt());
    }

    private AgencyAccessView view(AgencyAccessRecord row, String name) {
        Instant expiry = row.getExpiresAt();
        boolean expired = row.getStatus().equals(ACTIVE) && expiry != null && !expiry.isAfter(clock.instant());
        return new AgencyAccessView(row.getId(), row.getOrganizationId(), name, expired ? "expired" : row.getStatus(), grantOf(row),
                row.getAskedByLabel(), row.getCreatedAt());
    }
}
