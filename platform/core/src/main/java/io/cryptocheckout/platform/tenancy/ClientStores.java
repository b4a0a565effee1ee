package io.cryptocheckout.platform.tenancy;

import static io.cryptocheckout.jooq.tenancy.Tables.AGENCY_ACCESS;
import static io.cryptocheckout.jooq.tenancy.Tables.INVITATION;
import static io.cryptocheckout.jooq.tenancy.Tables.MEMBERSHIP;
import static io.cryptocheckout.jooq.tenancy.Tables.STORE;

import io.cryptocheckout.platform.audit.AuditAct;
import io.cryptocheckout.platform.audit.AuditLog;
import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.authority.Origin;
import io.cryptocheckout.platform.authority.Permission;
import io.cryptocheckout.platform.authority.Principal;
import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.database.Database;
import io.cryptocheckout.platform.database.StoreTx;
import io.cryptocheckout.platform.id.IdKind;
import io.cryptocheckout.platform.id.Ids;
import io.cryptocheckout.platform.mail.MailAddress;
import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Stores that agencies set up for their clients. Nobody owns such a store until the client accepts it, so that nobody but the client ever
 * has a right over its wallet.
 */
@Component
public class ClientStores {
    private final Database database;
    private final Stores stores;
    private final Organizations organizations;
    private final Invitations invitations;
    private final AuditLog audit;
    private final Clock clock;

    ClientStores(Rooms rooms, Database database, AuditLog audit, Clock clock) {
        this.database = database;
        this.stores = rooms.stores;
        this.organizations = rooms.organizations;
        this.invitations = rooms.invitations;
        this.audit = audit;
        this.clock = clock;
    }

    /** Whom it works with. */
    @Component
    record Rooms(Stores stores, Organizations organizations, Invitations invitations) {}

    /**
     * Makes the store with the settings of another one, lets the agency in, and invites the client to own it.
     *
     * @param template
     *            somebody who may read the settings of the store to copy; its name, logo and wallet are not copied
     * @throws Refused
     *             {@code not_found} where the person does not own the agency
     */
    public UUID open(Principal person, UUID agencyId, Caller template, NewClient client) {
        organizations.requireOwner(person.id(), agencyId);
        String agency = organizations.requireAgency(person.id(), agencyId);
        NewStore.checkName("storeName", client.storeName());
        String email = client.ownerEmail().strip();
        MailAddress.check("email", email);
        AgencyAccesses.check(client.rights());
        template.require(Permission.STORE_READ);
        StoreSettings copied = stores.settings(template.scope());
        String name = client.storeName().strip();
        UUID id = Ids.next(clock);
        return stores.making(agencyId, () -> database.in(new Scope(id, false), tx -> {
            stores.insert(tx, agencyId, name);
            stores.write(tx, new StoreSettings(name, null, copied.colour(), copied.checkoutVersion(), copied.rules()));
            audit.write(tx, person, new AuditAct("store.created", IdKind.STORE.format(id),
                    Map.of("name", name, "agency", agency, "settingsOf", IdKind.STORE.format(template.scope().storeId()))));
            letIn(tx, person, agencyId, agency, client.rights());
            invitations.write(tx, person, email, new NewInvitation(email, Assignment.of(Role.OWNER), true));
            return id;
        }));
    }

    /**
     * Offers the store to the client who is to own it; an offer that stands open is replaced.
     *
     * @throws Refused
     *             {@code permission_missing} where the caller neither owns the store nor set it up for a client who has not come yet
     */
    public void handOver(Caller caller, String ownerEmail) {
        NewInvitation offer = new NewInvitation(ownerEmail.strip(), Assignment.of(Role.OWNER), true);
        if (caller.permissions().contains(Permission.STORE_OWN)) {
            invitations.invite(caller, offer);
            return;
        }
        caller.require(Permission.TEAM_MANAGE);
        MailAddress.check("email", offer.email());
        database.in(caller.scope(), tx -> {
            requireUnowned(tx, caller);
            invitations.revokeOpen(tx, INVITATION.HAND_OVER.isTrue().or(INVITATION.EMAIL.equalIgnoreCase(offer.email())));
            // The offer is the store's only way to its owner, so it does not end with the access.
            Principal one = caller.principal();
            Principal person = new Principal(one.kind(), one.id(), one.label(), new Origin(one.origin().address(), null));
            invitations.write(tx, person, offer.email(), offer);
            return true;
        });
    }

    private void letIn(StoreTx tx, Principal person, UUID agencyId, String agency, Rights rights) {
        UUID id = Ids.next(clock);
        Instant now = clock.instant();
        tx.sql().insertInto(AGENCY_ACCESS).set(AGENCY_ACCESS.STORE_ID, tx.storeId()).set(AGENCY_ACCESS.ID, id)
                .set(AGENCY_ACCESS.ORGANIZATION_ID, agencyId).set(AGENCY_ACCESS.STATUS, "active")
                .set(AGENCY_ACCESS.TEST_PERMISSIONS, Assignments.wireNames(rights.test()))
                .set(AGENCY_ACCESS.LIVE_PERMISSIONS, Assignments.wireNames(rights.live())).set(AGENCY_ACCESS.GRANTED_BY, person.id())
                .set(AGENCY_ACCESS.CREATED_AT, now).set(AGENCY_ACCESS.DECIDED_AT, now).execute();
        audit.write(tx, person, new AuditAct("agency.granted", IdKind.AGENCY_ACCESS.format(id),
                AgencyAccesses.details(agency, new AgencyGrant(rights, null))));
    }

    private static void requireUnowned(StoreTx tx, Caller caller) {
        boolean setUpByThem = tx.sql().fetchExists(tx.sql().selectOne().from(AGENCY_ACCESS).join(STORE)
                .on(STORE.STORE_ID.eq(AGENCY_ACCESS.STORE_ID), STORE.ORGANIZATION_ID.eq(AGENCY_ACCESS.ORGANIZATION_ID))
                .where(AGENCY_ACCESS.STORE_ID.eq(tx.storeId()), AGENCY_ACCESS.ID.eq(caller.principal().origin().accessId())));
        boolean owned = tx.sql().fetchExists(MEMBERSHIP, MEMBERSHIP.STORE_ID.eq(tx.storeId()), MEMBERSHIP.ROLE.eq(Role.OWNER.wireName()));
        if (owned || !setUpByThem) {
            throw new Refused(Refusal.PERMISSION_MISSING, null, "Only the owner hands a store over.");
        }
    }
}
