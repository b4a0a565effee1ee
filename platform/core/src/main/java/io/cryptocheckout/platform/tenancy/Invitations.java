package io.cryptocheckout.platform.tenancy;

import static io.cryptocheckout.jooq.tenancy.Tables.INVITATION;

import io.cryptocheckout.jooq.tenancy.tables.records.InvitationRecord;
import io.cryptocheckout.platform.audit.AuditAct;
import io.cryptocheckout.platform.audit.AuditLog;
import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.authority.Permission;
import io.cryptocheckout.platform.authority.Principal;
import io.cryptocheckout.platform.database.Database;
import io.cryptocheckout.platform.database.StoreTx;
import io.cryptocheckout.platform.id.IdKind;
import io.cryptocheckout.platform.id.Ids;
import io.cryptocheckout.platform.mail.MailAddress;
import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Invitations to a store. The token stands in the mail alone; kept is its SHA-256. */
@Component
public class Invitations {
    public static final Duration LIFE = Duration.ofDays(7);
    private static final int MOST_OPEN = 50;

    private final Database database;
    private final AuditLog audit;
    private final InvitationMail mail;
    private final Assignments assignments;
    private final Clock clock;

    Invitations(Database database, AuditLog audit, InvitationMail mail, Stores stores, Clock clock) {
        this.database = database;
        this.audit = audit;
        this.mail = mail;
        this.assignments = new Assignments(stores, audit);
        this.clock = clock;
    }

    /**
     * Mails an invitation; one that stands open for the same address is replaced.
     *
     * @throws Refused
     *             {@code rights_exceeded} where the caller lacks what he offers, {@code invitation_limit_reached}
     */
    public void invite(Caller caller, NewInvitation invitation) {
        caller.require(Permission.TEAM_MANAGE);
        String email = invitation.email().strip();
        MailAddress.check("email", email);
        if (invitation.handOver() && invitation.assignment().role() != Role.OWNER) {
            throw new Refused(Refusal.FIELD_INVALID, "role", "A store is handed over to an owner.");
        }
        database.in(caller.scope(), tx -> {
            assignments.requireGivable(tx, caller, invitation.assignment());
            revokeOpen(tx, INVITATION.EMAIL.equalIgnoreCase(email));
            if (tx.sql().fetchCount(INVITATION, open(tx)) >= MOST_OPEN) {
                throw new Refused(Refusal.INVITATION_LIMIT_REACHED, "email",
                        "A store has at most " + MOST_OPEN + " open invitations. Take some back first.");
            }
            write(tx, caller.principal(), email, invitation);
            return true;
        });
    }

    void write(StoreTx tx, Principal inviter, String email, NewInvitation invitation) {
        StoreStanding.requireOpen(tx);
        Assignment assignment = invitation.assignment();
        UUID id = Ids.next(clock);
        Token token = Token.random();
        Instant now = clock.instant();
        tx.sql().insertInto(INVITATION).set(INVITATION.STORE_ID, tx.storeId()).set(INVITATION.ID, id).set(INVITATION.EMAIL, email)
                .set(INVITATION.ROLE, assignment.role().wireName()).set(INVITATION.CUSTOM_ROLE_ID, assignment.customRoleId())
                .set(INVITATION.LIVE_GRANTS, Assignments.wireNames(assignment.liveGrants()))
                .set(INVITATION.HAND_OVER, invitation.handOver()).set(INVITATION.TOKEN_HASH, token.hash())
                .set(INVITATION.INVITED_BY, inviter.id()).set(INVITATION.INVITED_BY_LABEL, inviter.label())
                .set(INVITATION.ACCESS_ID, inviter.origin().accessId()).set(INVITATION.CREATED_AT, now)
                .set(INVITATION.EXPIRES_AT, now.plus(LIFE)).execute();
        String role = Assignments.name(tx, assignment);
        mail.post(tx, email, token, inviter.label(), role);
        audit.write(tx, inviter, new AuditAct("member.invited", IdKind.INVITATION.format(id), Map.of("email", email, "role", role)));
    }

    /** The invitations that were neither accepted nor taken back, newest first. */
    public List<InvitationView> list(Caller caller) {
        caller.require(Permission.TEAM_READ);
        return database.in(caller.scope(), tx -> tx.sql().selectFrom(INVITATION).where(open(tx))
                .orderBy(INVITATION.CREATED_AT.desc(), INVITATION.ID.desc()).fetch().map(row -> view(tx, row)));
    }

    /**
     * The same in pages.
     *
     * @param after
     *            the last invitation of the page before
     */
    public List<InvitationView> page(Caller caller, @Nullable UUID after, int rows) {
        caller.require(Permission.TEAM_READ);
        Condition rest = after == null ? DSL.noCondition() : INVITATION.ID.lt(after);
        return database.in(caller.scope(), tx -> tx.sql().selectFrom(INVITATION).where(open(tx)).and(rest)
                .orderBy(INVITATION.ID.desc()).limit(rows).fetch().map(row -> view(tx, row)));
    }

    /** Takes an invitation back; its link ends at once. Doing it again changes nothing. */
    public void revoke(Caller caller, UUID invitationId) {
        caller.require(Permission.TEAM_MANAGE);
        database.in(caller.scope(), tx -> {
            InvitationRecord row = tx.sql().selectFrom(INVITATION)
                    .where(INVITATION.STORE_ID.eq(tx.storeId()), INVITATION.ID.eq(invitationId)).forUpdate().fetchOne();
            if (row == null) {
                throw Refused.notFound("invitation");
            }
            assignments.requireCover(caller, assignments.rights(tx, assignment(row)));
            if (revokeOpen(tx, INVITATION.ID.eq(invitationId)) > 0) {
                audit.write(tx, caller.principal(), new AuditAct("invitation.revoked", IdKind.INVITATION.format(invitationId),
                        Map.of("email", row.getEmail())));
            }
            return true;
        });
    }

    /** Takes over an invitation that an agency sent, so that it works again. Doing it again changes nothing. */
    public void adopt(Caller caller, UUID invitationId) {
        caller.require(Permission.STORE_OWN);
        database.in(caller.scope(), tx -> {
            InvitationRecord row = tx.sql().selectFrom(INVITATION).where(open(tx)).and(INVITATION.ID.eq(invitationId)).forUpdate()
                    .fetchOne();
            if (row == null) {
                throw Refused.notFound("invitation");
            }
            UUID accessId = row.getAccessId();
            if (accessId != null) {
                tx.sql().update(INVITATION).setNull(INVITATION.ACCESS_ID)
                        .where(INVITATION.STORE_ID.eq(tx.storeId()), INVITATION.ID.eq(invitationId)).execute();
                audit.write(tx, caller.principal(), new AuditAct("agency.adopted", IdKind.INVITATION.format(invitationId),
                        Map.of("access", IdKind.AGENCY_ACCESS.format(accessId))));
            }
            return true;
        });
    }

    int revokeOpen(StoreTx tx, Condition which) {
        return tx.sql().update(INVITATION).set(INVITATION.REVOKED_AT, clock.instant()).where(open(tx)).and(which).execute();
    }

    private static Condition open(StoreTx tx) {
        return INVITATION.STORE_ID.eq(tx.storeId()).and(INVITATION.ACCEPTED_AT.isNull()).and(INVITATION.REVOKED_AT.isNull());
    }

    private InvitationView view(StoreTx tx, InvitationRecord row) {
        UUID accessId = row.getAccessId();
        boolean works = clock.instant().isBefore(row.getExpiresAt())
                && (accessId == null || AgencyAccesses.isActive(tx, accessId, clock.instant()));
        Assignment assignment = assignment(row);
        return new InvitationView(row.getId(), row.getEmail(), assignment, Assignments.name(tx, assignment), row.getInvitedByLabel(),
                accessId, row.getCreatedAt(), row.getExpiresAt(), works);
    }

    static Assignment assignment(InvitationRecord row) {
        return Assignments.assignment(row.getRole(), row.getCustomRoleId(), row.getLiveGrants());
    }
}
