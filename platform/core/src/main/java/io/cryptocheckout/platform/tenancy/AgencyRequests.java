package io.cryptocheckout.platform.tenancy;

import static io.cryptocheckout.jooq.tenancy.Tables.AGENCY_ACCESS;
import static io.cryptocheckout.jooq.tenancy.Tables.STORE;

import io.cryptocheckout.platform.audit.AuditAct;
import io.cryptocheckout.platform.audit.AuditLog;
import io.cryptocheckout.platform.authority.Origin;
import io.cryptocheckout.platform.authority.Principal;
import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.database.Database;
import io.cryptocheckout.platform.database.StoreTx;
import io.cryptocheckout.platform.id.IdKind;
import io.cryptocheckout.platform.id.Ids;
import io.cryptocheckout.platform.mail.Mail;
import io.cryptocheckout.platform.mail.Mails;
import io.cryptocheckout.platform.mail.StoreContacts;
import io.cryptocheckout.platform.refusal.Refused;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** How an agency asks to be let in. Whoever asks never learns whether there is such a store. */
@Component
public class AgencyRequests {
    /** For how long an owner who has declined is not asked again by the same agency. */
    static final Duration QUIET = Duration.ofDays(7);

    private final Database database;
    private final Organizations organizations;
    private final AuditLog audit;
    private final Post post;
    private final Clock clock;

    /** The mail to the owners. */
    @Component
    static final class Post {
        private final Mails mails;
        private final StoreContacts contacts;
        private final String publicUrl;

        Post(Mails mails, StoreContacts contacts, @Value("${checkout.public-url}") String publicUrl) {
            this.mails = mails;
            this.contacts = contacts;
            this.publicUrl = publicUrl;
        }

        void asked(StoreTx tx, List<String> owners, String agency, String person) {
            String store = Objects.requireNonNull(
                    tx.sql().select(STORE.NAME).from(STORE).where(STORE.STORE_ID.eq(tx.storeId())).fetchOne(STORE.NAME));
            for (String owner : owners) {
                mails.post(tx.sql(),
                        new Mail(owner, InvitationMail.oneLine(agency) + " asks for access to " + InvitationMail.oneLine(store),
                                """
                                %s of the agency %s asks to work in your store %s.

                                Look at what is asked for, then approve or decline it:
                                %s/dashboard/team/agencies

                                Nothing happens until you decide. An agency never gets rights over your wallet.
                                """.formatted(person, agency, store, publicUrl)));
            }
        }
    }

    AgencyRequests(Database database, Organizations organizations, AuditLog audit, Post post, Clock clock) {
        this.database = database;
        this.organizations = organizations;
        this.audit = audit;
        this.post = post;
        this.clock = clock;
    }

    /**
     * Asks the owners of a store for access, and mails them. Nothing happens, and nothing tells so, where there is no such store, where
     * the agency is in or has asked already, or where its last request was declined less than a week ago.
     *
     * @throws Refused
     *             {@code not_found} where the person does not belong to the agency, {@code field_invalid} for rights no agency can hold
     */
    public void ask(Principal person, UUID agencyId, UUID storeId, Rights wanted) {
        String agency = organizations.requireAgency(person.id(), agencyId);
        AgencyAccesses.check(wanted);
        boolean exists = database.acrossTenants("whether there is such a store is known before it is bound",
                worker -> worker.fetchExists(STORE, STORE.STORE_ID.eq(storeId)));
        if (!exists) {
            return;
        }
        List<String> owners = post.contacts.ownersOf(storeId);
        database.in(new Scope(storeId, false), tx -> {
            UUID id = insert(tx, person, agencyId, wanted);
            if (id != null) {
                post.asked(tx, owners, agency, person.label());
                // The entry is marked as an agency's by the access it is about.
                Principal stranger = new Principal(person.kind(), person.id(), person.label(), new Origin(person.origin().address(), id));
                audit.write(tx, stranger, new AuditAct("agency.requested", IdKind.AGENCY_ACCESS.format(id),
                        AgencyAccesses.details(agency, new AgencyGrant(wanted, null))));
            }
            return true;
        });
    }

    private @Nullable UUID insert(StoreTx tx, Principal person, UUID agencyId, Rights wanted) {
        Instant now = clock.instant();
        boolean declined = tx.sql().fetchExists(AGENCY_ACCESS, AGENCY_ACCESS.STORE_ID.eq(tx.storeId()),
                AGENCY_ACCESS.ORGANIZATION_ID.eq(agencyId), AGENCY_ACCESS.STATUS.eq("declined"),
                AGENCY_ACCESS.ENDED_AT.gt(now.minus(QUIET)));
        if (declined) {
            return null;
        }
        AgencyAccesses.endExpired(tx, agencyId, now);
        UUID id = Ids.next(clock);
        int asked = tx.sql().insertInto(AGENCY_ACCESS).set(AGENCY_ACCESS.STORE_ID, tx.storeId()).set(AGENCY_ACCESS.ID, id)
                .set(AGENCY_ACCESS.ORGANIZATION_ID, agencyId).set(AGENCY_ACCESS.STATUS, "requested")
                .set(AGENCY_ACCESS.TEST_PERMISSIONS, Assignments.wireNames(wanted.test()))
                .set(AGENCY_ACCESS.LIVE_PERMISSIONS, Assignments.wireNames(wanted.live())).set(AGENCY_ACCESS.ASKED_BY, person.id())
                .set(AGENCY_ACCESS.ASKED_BY_LABEL, person.label()).set(AGENCY_ACCESS.CREATED_AT, now).onConflictDoNothing().execute();
        return asked == 0 ? null : id;
    }
}
