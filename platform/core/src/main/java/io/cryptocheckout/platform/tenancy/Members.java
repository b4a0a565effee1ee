package io.cryptocheckout.platform.tenancy;

import static io.cryptocheckout.jooq.tenancy.Tables.AGENCY_ACCESS;
import static io.cryptocheckout.jooq.tenancy.Tables.CUSTOM_ROLE;
import static io.cryptocheckout.jooq.tenancy.Tables.INVITATION;
import static io.cryptocheckout.jooq.tenancy.Tables.MEMBERSHIP;

import io.cryptocheckout.jooq.tenancy.tables.records.MembershipRecord;
import io.cryptocheckout.platform.audit.AuditAct;
import io.cryptocheckout.platform.audit.AuditLog;
import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.authority.Permission;
import io.cryptocheckout.platform.database.Database;
import io.cryptocheckout.platform.database.StoreTx;
import io.cryptocheckout.platform.id.IdKind;
import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.Record;
import org.jooq.SelectConditionStep;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The people of a store. A store always has an owner. */
@Component
public class Members {
    private final Database database;
    private final AuditLog audit;
    private final Assignments assignments;
    private final Clock clock;

    public Members(Database database, AuditLog audit, Stores stores, Clock clock) {
        this.database = database;
        this.audit = audit;
        this.assignments = new Assignments(stores, audit);
        this.clock = clock;
    }

    /** Everybody who belongs to the store, in the order of their coming. */
    public List<MemberView> list(Caller caller) {
        caller.require(Permission.TEAM_READ);
        return database.in(caller.scope(),
                tx -> members(tx).orderBy(MEMBERSHIP.CREATED_AT, MEMBERSHIP.ACCOUNT_ID).fetch(Members::view));
    }

    /**
     * The same in pages, the newest account first, so that a page can follow upon somebody who was removed since.
     *
     * @param after
     *            the last account of the page before
     */
    public List<MemberView> page(Caller caller, @Nullable UUID after, int rows) {
        caller.require(Permission.TEAM_READ);
        Condition rest = after == null ? DSL.noCondition() : MEMBERSHIP.ACCOUNT_ID.lt(after);
        return database.in(caller.scope(),
                tx -> members(tx).and(rest).orderBy(MEMBERSHIP.ACCOUNT_ID.desc()).limit(rows).fetch(Members::view));
    }

    private SelectConditionStep<? extends Record> members(StoreTx tx) {
        return tx.sql()
                .select(MEMBERSHIP.ACCOUNT_ID, MEMBERSHIP.ROLE, MEMBERSHIP.CUSTOM_ROLE_ID, MEMBERSHIP.LIVE_GRANTS, MEMBERSHIP.CREATED_AT,
                        MEMBERSHIP.ACCESS_ID, CUSTOM_ROLE.NAME, AGENCY_ACCESS.ID)
                .from(MEMBERSHIP).leftJoin(CUSTOM_ROLE)
                .on(CUSTOM_ROLE.STORE_ID.eq(MEMBERSHIP.STORE_ID), CUSTOM_ROLE.ID.eq(MEMBERSHIP.CUSTOM_ROLE_ID)).leftJoin(AGENCY_ACCESS)
                .on(AGENCY_ACCESS.STORE_ID.eq(MEMBERSHIP.STORE_ID), AGENCY_ACCESS.ID.eq(MEMBERSHIP.ACCESS_ID),
                        AgencyAccesses.active(clock.instant()))
                .where(MEMBERSHIP.STORE_ID.eq(tx.storeId()));
    }

    /**
     * Gives a member another role, at once.
     *
     * @throws Refused
     *             {@code rights_exceeded} where the caller lacks what he gives or takes, {@code last_owner} where nobody would own the store
     */
    public void change(Caller caller, UUID accountId, Assignment assignment) {
        caller.require(Permission.TEAM_MANAGE);
        database.in(caller.scope(), tx -> {
            MembershipRecord member = locked(tx, accountId);
            Assignment before = assignment(member);
            if (before.equals(assignment)) {
                return true;
            }
            assignments.requireCover(caller, assignments.rights(tx, before));
            assignments.requireGivable(tx, caller, assignment);
            tx.sql().update(MEMBERSHIP).set(MEMBERSHIP.ROLE, assignment.role().wireName())
                    .set(MEMBERSHIP.CUSTOM_ROLE_ID, assignment.customRoleId())
                    .set(MEMBERSHIP.LIVE_GRANTS, Assignments.wireNames(assignment.liveGrants()))
                    .where(MEMBERSHIP.STORE_ID.eq(tx.storeId()), MEMBERSHIP.ACCOUNT_ID.eq(accountId)).execute();
            requireAnOwner(tx);
            audit.write(tx, caller.principal(), new AuditAct("member.changed", IdKind.ACCOUNT.format(accountId), Map.of("role",
                    Assignments.name(tx, before) + " -> " + Assignments.name(tx, assignment), "liveGrants",
                    String.join(" ", Assignments.wireNames(assignment.liveGrants())))));
            return true;
        });
    }

    /**
     * Takes a person out of the store, at once, with the invitations he made. Everybody may take himself out.
     *
     * @throws Refused
     *             {@code rights_exceeded} where the caller lacks what the person holds, {@code last_owner} where nobody would own the store
     */
    public void remove(Caller caller, UUID accountId) {
        boolean himself = caller.principal().id().equals(accountId);
        if (!himself) {
            caller.require(Permission.TEAM_MANAGE);
        }
        database.in(caller.scope(), tx -> {
            Assignment before = assignment(locked(tx, accountId));
            if (!himself) {
                assignments.requireCover(caller, assignments.rights(tx, before));
            }
            tx.sql().deleteFrom(MEMBERSHIP).where(MEMBERSHIP.STORE_ID.eq(tx.storeId()), MEMBERSHIP.ACCOUNT_ID.eq(accountId)).execute();
            requireAnOwner(tx);
            tx.sql().update(INVITATION).set(INVITATION.REVOKED_AT, clock.instant()).where(INVITATION.STORE_ID.eq(tx.storeId()),
                    INVITATION.INVITED_BY.eq(accountId), INVITATION.ACCEPTED_AT.isNull(), INVITATION.REVOKED_AT.isNull()).execute();
            audit.write(tx, caller.principal(), new AuditAct("member.removed", IdKind.ACCOUNT.format(accountId),
                    Map.of("role", Assignments.name(tx, before))));
            return true;
        });
    }

    /** Takes over a person whom an agency invited: he stays when the agency goes. Doing it again changes nothing. */
    public void adopt(Caller caller, UUID accountId) {
        caller.require(Permission.STORE_OWN);
        database.in(caller.scope(), tx -> {
            UUID accessId = locked(tx, accountId).getAccessId();
            if (accessId != null) {
                tx.sql().update(MEMBERSHIP).setNull(MEMBERSHIP.ACCESS_ID)
                        .where(MEMBERSHIP.STORE_ID.eq(tx.storeId()), MEMBERSHIP.ACCOUNT_ID.eq(accountId)).execute();
                audit.write(tx, caller.principal(), new AuditAct("agency.adopted", IdKind.ACCOUNT.format(accountId),
                        Map.of("access", IdKind.AGENCY_ACCESS.format(accessId))));
            }
            return true;
        });
    }

    /** Two who leave at the same time must not leave a store that nobody owns: the owners' rows are locked first, in one order. */
    private static MembershipRecord locked(StoreTx tx, UUID accountId) {
        tx.sql().select(MEMBERSHIP.ACCOUNT_ID).from(MEMBERSHIP)
                .where(MEMBERSHIP.STORE_ID.eq(tx.storeId()), MEMBERSHIP.ROLE.eq(Role.OWNER.wireName())).orderBy(MEMBERSHIP.ACCOUNT_ID)
                .forUpdate().fetch();
        MembershipRecord member = tx.sql().selectFrom(MEMBERSHIP)
                .where(MEMBERSHIP.STORE_ID.eq(tx.storeId()), MEMBERSHIP.ACCOUNT_ID.eq(accountId)).forUpdate().fetchOne();
        if (member == null) {
            throw Refused.notFound("member");
        }
        return member;
    }

    private static void requireAnOwner(StoreTx tx) {
        boolean owned = tx.sql().fetchExists(MEMBERSHIP, MEMBERSHIP.STORE_ID.eq(tx.storeId()),
                MEMBERSHIP.ROLE.eq(Role.OWNER.wireName()));
        if (!owned) {
            throw new Refused(Refusal.LAST_OWNER, "role", "A store needs an owner: make somebody else an owner first.");
        }
    }

    private static Assignment assignment(MembershipRecord row) {
        return Assignments.assignment(row.getRole(), row.getCustomRoleId(), row.getLiveGrants());
    }

    private static MemberView view(Record row) {
        Assignment assignment = Assignments.assignment(row.get(MEMBERSHIP.ROLE), row.get(MEMBERSHIP.CUSTOM_ROLE_ID),
                row.get(MEMBERSHIP.LIVE_GRANTS));
        String name = assignment.role() == Role.CUSTOM ? row.get(CUSTOM_ROLE.NAME) : assignment.role().wireName();
        UUID accessId = row.get(MEMBERSHIP.ACCESS_ID);
        return new MemberView(row.get(MEMBERSHIP.ACCOUNT_ID), assignment, name, row.get(MEMBERSHIP.CREATED_AT), accessId,
                accessId == null || row.get(AGENCY_ACCESS.ID) != null);
    }
}
