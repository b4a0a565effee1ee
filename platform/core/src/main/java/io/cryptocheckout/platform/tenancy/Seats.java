package io.cryptocheckout.platform.tenancy;

import static io.cryptocheckout.jooq.tenancy.Tables.ORGANIZATION;
import static io.cryptocheckout.jooq.tenancy.Tables.SEAT;
import static io.cryptocheckout.jooq.tenancy.Tables.SEAT_INVITATION;

import io.cryptocheckout.jooq.tenancy.tables.records.SeatInvitationRecord;
import io.cryptocheckout.platform.authority.Principal;
import io.cryptocheckout.platform.database.Database;
import io.cryptocheckout.platform.id.Ids;
import io.cryptocheckout.platform.mail.Mail;
import io.cryptocheckout.platform.mail.MailAddress;
import io.cryptocheckout.platform.mail.Mails;
import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The people of an organization: invited by mail, and taken out, by its owners. An organization always has an owner. It stands above
 * stores, so only the worker's role reads it, and whose organization it is is checked in every method.
 */
@Component
public class Seats {
    private static final String WHY = "an organization stands above every store";
    private static final String OWNER = "owner";
    private static final int MOST_OPEN = 50;

    private final Database database;
    private final Organizations organizations;
    private final Mails mails;
    private final String publicUrl;
    private final Clock clock;

    Seats(Database database, Organizations organizations, Mails mails, @Value("${checkout.public-url}") String publicUrl, Clock clock) {
        this.database = database;
        this.organizations = organizations;
        this.mails = mails;
        this.publicUrl = publicUrl;
        this.clock = clock;
    }

    /** What an invitation's link offers. */
    public record Offer(String organization, String email, String invitedBy, boolean owner) {}

    /** The people, in the order of their coming; refuses with {@code not_found} whoever does not belong to them. */
    public List<SeatView> list(Principal person, UUID organizationId) {
        requireSeat(person, organizationId);
        return database.acrossTenants(WHY, worker -> worker.selectFrom(SEAT).where(SEAT.ORGANIZATION_ID.eq(organizationId))
                .orderBy(SEAT.CREATED_AT, SEAT.ACCOUNT_ID)
                .fetch(row -> new SeatView(row.getAccountId(), row.getRole().equals(OWNER), row.getCreatedAt())));
    }

    /** The addresses with an open invitation. */
    public List<String> invited(Principal person, UUID organizationId) {
        organizations.requireOwner(person.id(), organizationId);
        return database.acrossTenants(WHY, worker -> worker.selectFrom(SEAT_INVITATION).where(open(organizationId))
                .orderBy(SEAT_INVITATION.CREATED_AT.desc()).fetch(SEAT_INVITATION.EMAIL));
    }

    /** Mails an invitation that works once, for 7 days; one that stands open for the same address is replaced. */
    public void invite(Principal person, UUID organizationId, String address, boolean owner) {
        organizations.requireOwner(person.id(), organizationId);
        String email = address.strip();
        MailAddress.check("email", email);
        Token token = Token.random();
        Instant now = clock.instant();
        database.acrossTenants(WHY, worker -> {
            String name = lockedName(worker, organizationId);
            worker.update(SEAT_INVITATION).set(SEAT_INVITATION.REVOKED_AT, now).where(open(organizationId))
                    .and(SEAT_INVITATION.EMAIL.equalIgnoreCase(email)).execute();
            if (worker.fetchCount(SEAT_INVITATION, open(organizationId)) >= MOST_OPEN) {
                throw new Refused(Refusal.INVITATION_LIMIT_REACHED, "email", "There are " + MOST_OPEN + " open invitations already.");
            }
            worker.insertInto(SEAT_INVITATION).set(SEAT_INVITATION.ORGANIZATION_ID, organizationId)
                    .set(SEAT_INVITATION.ID, Ids.next(clock)).set(SEAT_INVITATION.EMAIL, email)
                    .set(SEAT_INVITATION.ROLE, owner ? OWNER : "member").set(SEAT_INVITATION.TOKEN_HASH, token.hash())
                    .set(SEAT_INVITATION.INVITED_BY, person.id()).set(SEAT_INVITATION.INVITED_BY_LABEL, person.label())
                    .set(SEAT_INVITATION.CREATED_AT, now).set(SEAT_INVITATION.EXPIRES_AT, now.plus(Invitations.LIFE)).execute();
            mails.post(worker, mail(email, person.label(), name, token));
            return true;
        });
    }

    private Mail mail(String email, String inviter, String organization, Token token) {
        return new Mail(email, "You are invited to " + InvitationMail.oneLine(organization), """
                %s invites you to work in %s, with all the stores that let it in.

                To accept, open this link and sign in with this e-mail address, or make an account for it:
                %s/agency-invitations/%s

                The link works once and for 7 days. If you did not expect it, do nothing.
                """.formatted(inviter, organization, publicUrl, token.text()));
    }

    /** What the link offers; refuses with {@code invitation_invalid}. */
    public Offer look(String token) {
        return database.acrossTenants("an invitation's organization is known only once its token is found", worker -> {
            SeatInvitationRecord row = usable(worker, token);
            String name = Objects.requireNonNull(worker.select(ORGANIZATION.NAME).from(ORGANIZATION)
                    .where(ORGANIZATION.ID.eq(row.getOrganizationId())).fetchOne(ORGANIZATION.NAME));
            return new Offer(name, row.getEmail(), row.getInvitedByLabel(), row.getRole().equals(OWNER));
        });
    }

    /** Takes the person in, once; refuses with {@code invitation_invalid}, also for anybody else's invitation. */
    public void accept(String token, Principal person, String verifiedEmail) {
        Instant now = clock.instant();
        database.acrossTenants("an invitation's organization is known only once its token is found", worker -> {
            SeatInvitationRecord row = usable(worker, token);
            if (!row.getEmail().equalsIgnoreCase(verifiedEmail)) {
                throw Entrances.invalid();
            }
            worker.update(SEAT_INVITATION).set(SEAT_INVITATION.ACCEPTED_AT, now).set(SEAT_INVITATION.ACCEPTED_BY, person.id())
                    .where(SEAT_INVITATION.ORGANIZATION_ID.eq(row.getOrganizationId()), SEAT_INVITATION.ID.eq(row.getId())).execute();
            int came = worker.insertInto(SEAT).set(SEAT.ORGANIZATION_ID, row.getOrganizationId()).set(SEAT.ACCOUNT_ID, person.id())
                    .set(SEAT.ROLE, row.getRole()).set(SEAT.CREATED_AT, now).onConflictDoNothing().execute();
            if (came == 0) {
                throw new Refused(Refusal.MEMBER_EXISTS, null, "You belong to this organization already.");
            }
            return true;
        });
    }

    /**
     * Takes a person out, or oneself: he is out of every client's store from his next request on. Doing it again changes nothing.
     *
     * @throws Refused
     *             {@code last_owner} where nobody would own the organization
     */
    public void remove(Principal person, UUID organizationId, UUID accountId) {
        if (!person.id().equals(accountId)) {
            organizations.requireOwner(person.id(), organizationId);
        }
        Instant now = clock.instant();
        database.acrossTenants(WHY, worker -> {
            lockedName(worker, organizationId);
            int gone = worker.deleteFrom(SEAT).where(SEAT.ORGANIZATION_ID.eq(organizationId), SEAT.ACCOUNT_ID.eq(accountId)).execute();
            if (!worker.fetchExists(SEAT, SEAT.ORGANIZATION_ID.eq(organizationId), SEAT.ROLE.eq(OWNER))) {
                throw new Refused(Refusal.LAST_OWNER, null, "An organization needs an owner: make somebody else an owner first.");
            }
            worker.update(SEAT_INVITATION).set(SEAT_INVITATION.REVOKED_AT, now).where(open(organizationId))
                    .and(SEAT_INVITATION.INVITED_BY.eq(accountId)).execute();
            return gone;
        });
    }

    private void requireSeat(Principal person, UUID organizationId) {
        if (organizations.of(person.id()).stream().noneMatch(one -> one.id().equals(organizationId))) {
            throw Refused.notFound("organization");
        }
    }

    /** Changes of one organization's people come one after the other. */
    private static String lockedName(DSLContext worker, UUID organizationId) {
        String name = worker.select(ORGANIZATION.NAME).from(ORGANIZATION).where(ORGANIZATION.ID.eq(organizationId)).forUpdate()
                .fetchOne(ORGANIZATION.NAME);
        if (name == null) {
            throw Refused.notFound("organization");
        }
        return name;
    }

    private SeatInvitationRecord usable(DSLContext worker, String token) {
        SeatInvitationRecord row = worker.selectFrom(SEAT_INVITATION)
                .where(SEAT_INVITATION.TOKEN_HASH.eq(new Token(token).hash()), SEAT_INVITATION.ACCEPTED_AT.isNull(),
                        SEAT_INVITATION.REVOKED_AT.isNull(), SEAT_INVITATION.EXPIRES_AT.gt(clock.instant()))
                .forUpdate().fetchOne();
        if (row == null) {
            throw Entrances.invalid();
        }
        return row;
    }

    private static Condition open(UUID organizationId) {
        return SEAT_INVITATION.ORGANIZATION_ID.eq(organizationId).and(SEAT_INVITATION.ACCEPTED_AT.isNull())
                .and(SEAT_INVITATION.REVOKED_AT.isNull());
    }
}
