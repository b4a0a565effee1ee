package io.cryptocheckout.platform.tenancy;

import static io.cryptocheckout.jooq.tenancy.Tables.INVITATION;
import static io.cryptocheckout.jooq.tenancy.Tables.MEMBERSHIP;
import static io.cryptocheckout.jooq.tenancy.Tables.STORE;

import io.cryptocheckout.jooq.tenancy.tables.records.InvitationRecord;
import io.cryptocheckout.platform.audit.AuditAct;
import io.cryptocheckout.platform.audit.AuditLog;
import io.cryptocheckout.platform.authority.Principal;
import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.database.Database;
import io.cryptocheckout.platform.database.StoreTx;
import io.cryptocheckout.platform.id.IdKind;
import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How an invited person comes into a store. A link that is expired, used, taken back, foreign or made up is one and the same refusal. */
@Component
public class Entrances {
    private final Database database;
    private final Organizations organizations;
    private final AuditLog audit;
    private final Clock clock;

    public Entrances(Database database, Organizations organizations, AuditLog audit, Clock clock) {
        this.database = database;
        this.organizations = organizations;
        this.audit = audit;
        this.clock = clock;
    }

    /** What the link offers; refuses with {@code invitation_invalid}. */
    public Invited look(String token) {
        return database.in(scope(token), tx -> {
            InvitationRecord row = usable(tx, token);
            String store = Objects.requireNonNull(
                    tx.sql().select(STORE.NAME).from(STORE).where(STORE.STORE_ID.eq(tx.storeId())).fetchOne(STORE.NAME));
            return new Invited(store, row.getEmail(), Assignments.name(tx, Invitations.assignment(row)), row.getInvitedByLabel(),
                    row.getHandOver(), row.getExpiresAt());
        });
    }

    /**
     * Makes the person a member, once, and answers the store.
     *
     * @param verifiedEmail
     *            the address of the person's account, which must be the one that was invited
     * @throws Refused
     *             {@code invitation_invalid}, also for anybody else's invitation; {@code member_exists}
     */
    public UUID accept(String token, Principal person, String verifiedEmail) {
        Scope scope = scope(token);
        UUID home = home(scope, token, person, verifiedEmail);
        return database.in(scope, tx -> {
            InvitationRecord row = usable(tx, token);
            if (!row.getEmail().equalsIgnoreCase(verifiedEmail)) {
                throw invalid();
            }
            StoreStanding.requireOpen(tx);
            join(tx, row, person);
            if (home != null) {
                handOver(tx, person, home);
            }
            return tx.storeId();
        });
    }

    /** The store is its new owner's alone: whoever owned it before leaves, and may be invited again, or work there as an agency. */
    private void handOver(StoreTx tx, Principal person, UUID home) {
        tx.sql().update(STORE).set(STORE.ORGANIZATION_ID, home).where(STORE.STORE_ID.eq(tx.storeId())).execute();
        List<UUID> gone = tx.sql().deleteFrom(MEMBERSHIP)
                .where(MEMBERSHIP.STORE_ID.eq(tx.storeId()), MEMBERSHIP.ROLE.eq(Role.OWNER.wireName()),
                        MEMBERSHIP.ACCOUNT_ID.ne(person.id()))
                .returning(MEMBERSHIP.ACCOUNT_ID).fetch(MEMBERSHIP.ACCOUNT_ID);
        gone.forEach(account -> audit.write(tx, person,
                new AuditAct("member.removed", IdKind.ACCOUNT.format(account), Map.of("role", Role.OWNER.wireName()))));
        audit.write(tx, person, new AuditAct("store.handed_over", IdKind.STORE.format(tx.storeId()),
                Map.of("organization", IdKind.ORGANIZATION.format(home))));
    }

    private void join(StoreTx tx, InvitationRecord row, Principal person) {
        Assignment assignment = Invitations.assignment(row);
        int joined = tx.sql().insertInto(MEMBERSHIP).set(MEMBERSHIP.STORE_ID, tx.storeId()).set(MEMBERSHIP.ACCOUNT_ID, person.id())
                .set(MEMBERSHIP.ROLE, row.getRole()).set(MEMBERSHIP.CUSTOM_ROLE_ID, row.getCustomRoleId())
                .set(MEMBERSHIP.LIVE_GRANTS, row.getLiveGrants()).set(MEMBERSHIP.ACCESS_ID, row.getAccessId())
                .set(MEMBERSHIP.CREATED_AT, clock.instant()).onConflictDoNothing()
                .execute();
        if (joined == 0) {
            throw new Refused(Refusal.MEMBER_EXISTS, null, "You belong to this store already; its team can change your role.");
        }
        tx.sql().update(INVITATION).set(INVITATION.ACCEPTED_AT, clock.instant()).set(INVITATION.ACCEPTED_BY, person.id())
                .where(INVITATION.STORE_ID.eq(tx.storeId()), INVITATION.ID.eq(row.getId())).execute();
        audit.write(tx, person, new AuditAct("member.joined", IdKind.ACCOUNT.format(person.id()),
                Map.of("email", row.getEmail(), "role", Assignments.name(tx, assignment), "invitedBy", row.getInvitedByLabel())));
    }

    /** Where a store that is handed over goes to; null for every other invitation. */
    private @Nullable UUID home(Scope scope, String token, Principal person, String verifiedEmail) {
        InvitationRecord row = database.in(scope, tx -> usable(tx, token));
        if (!row.getHandOver() || !row.getEmail().equalsIgnoreCase(verifiedEmail)) {
            return null;
        }
        return organizations.of(person.id()).stream().filter(OrganizationView::owner).map(OrganizationView::id).findFirst()
                .orElseGet(() -> organizations.create(person.label(), person.id()));
    }

    private InvitationRecord usable(StoreTx tx, String token) {
        Instant now = clock.instant();
        InvitationRecord row = tx.sql().selectFrom(INVITATION)
                .where(INVITATION.STORE_ID.eq(tx.storeId()), INVITATION.TOKEN_HASH.eq(new Token(token).hash()),
                        INVITATION.ACCEPTED_AT.isNull(), INVITATION.REVOKED_AT.isNull(), INVITATION.EXPIRES_AT.gt(now))
                .forUpdate().fetchOne();
        UUID accessId = row == null ? null : row.getAccessId();
        if (row == null || accessId != null && !AgencyAccesses.isActive(tx, accessId, now)) {
            throw invalid();
        }
        return row;
    }

    private Scope scope(String token) {
        UUID store = database.acrossTenants("an invitation's store is known only once its token is found",
                worker -> worker.select(INVITATION.STORE_ID).from(INVITATION).where(INVITATION.TOKEN_HASH.eq(new Token(token).hash()))
                        .fetchOne(INVITATION.STORE_ID));
        if (store == null) {
            throw invalid();
        }
        return new Scope(store, false);
    }

    static Refused invalid() {
        return new Refused(Refusal.INVITATION_INVALID, null,
                "This invitation does not exist, was used or taken back, has expired, or is for another address. Ask for a new one.");
    }
}
