package io.cryptocheckout.platform.isolation;

import io.cryptocheckout.platform.access.AccountView;
import io.cryptocheckout.platform.access.SignedUp;
import io.cryptocheckout.platform.authority.Permission;
import io.cryptocheckout.platform.authority.Principal;
import io.cryptocheckout.platform.tenancy.AgencyAccessView;
import io.cryptocheckout.platform.tenancy.AgencyAccesses;
import io.cryptocheckout.platform.tenancy.AgencyGrant;
import io.cryptocheckout.platform.tenancy.AgencyRequests;
import io.cryptocheckout.platform.tenancy.Assignment;
import io.cryptocheckout.platform.tenancy.CustomRoles;
import io.cryptocheckout.platform.tenancy.Entrances;
import io.cryptocheckout.platform.tenancy.Invitations;
import io.cryptocheckout.platform.tenancy.NewInvitation;
import io.cryptocheckout.platform.tenancy.Organizations;
import io.cryptocheckout.platform.tenancy.Rights;
import io.cryptocheckout.platform.tenancy.Role;
import io.cryptocheckout.platform.tenancy.Seats;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/** Makes the people around a shop, and what lets them in. */
final class Staff {
    private static final Rights TO_LOOK = new Rights(Set.of(Permission.SESSIONS_READ, Permission.STORE_READ, Permission.TEAM_READ),
            Set.of(Permission.SESSIONS_READ));
    private static final Pattern SESSION = Pattern.compile("/account/sessions/([^/\"]+)/end");

    private final Shop shop;
    private final Rows rows;

    Staff(Shop shop, Rows rows) {
        this.shop = shop;
        this.rows = rows;
    }

    String fresh(Kind kind) {
        return switch (kind) {
            case MEMBER -> kind.format(member());
            case SEAT -> kind.format(seat());
            case ROLE -> kind.format(shop.run.context.getBean(CustomRoles.class)
                    .create(shop.caller(false), "Role " + UUID.randomUUID(), TO_LOOK).id());
            case INVITATION -> kind.format(invited(someone()));
            case ACCESS -> kind.format(access(shop.agency));
            case ASKED_ACCESS -> kind.format(asked());
            case NEW_AGENCY -> kind.format(agency().organization());
            case BROWSER -> browser();
            case PASSKEY -> passkey();
            default -> throw new IllegalArgumentException(kind + " is nobody of the staff");
        };
    }

    private static String someone() {
        return "someone-" + UUID.randomUUID() + "@example.org";
    }

    private static Principal person(AccountView account) {
        return new Principal(Principal.Kind.ACCOUNT, account.id(), account.email());
    }

    private UUID member() {
        String email = someone();
        AccountView account = shop.account(email, "Home of a member").account();
        invited(email);
        shop.run.context.getBean(Entrances.class).accept(tokenIn(email), person(account), email);
        return account.id();
    }

    private UUID seat() {
        String email = someone();
        AccountView account = shop.account(email, "Home of a colleague").account();
        Seats seats = shop.run.context.getBean(Seats.class);
        seats.invite(shop.person(), shop.organization, email, false);
        seats.accept(tokenIn(email), person(account), email);
        return account.id();
    }

    private UUID invited(String email) {
        Invitations invitations = shop.run.context.getBean(Invitations.class);
        invitations.invite(shop.caller(false), new NewInvitation(email, Assignment.of(Role.SUPPORT), false));
        return invitations.list(shop.caller(false)).stream().filter(one -> one.email().equals(email)).findFirst().orElseThrow().id();
    }

    /** The first one is of the shop's agency, each further one of an agency of its own. */
    private UUID access(UUID agency) {
        AgencyAccesses accesses = shop.run.context.getBean(AgencyAccesses.class);
        boolean taken = accesses.list(shop.caller(false)).stream().anyMatch(one -> one.agencyId().equals(agency));
        return taken ? access(agency().organization()) : accesses.grant(shop.caller(false), agency, new AgencyGrant(TO_LOOK, null));
    }

    private UUID asked() {
        Agency agency = agency();
        shop.run.context.getBean(AgencyRequests.class).ask(person(agency.account()), agency.organization(), shop.storeId, TO_LOOK);
        return shop.run.context.getBean(AgencyAccesses.class).list(shop.caller(false)).stream()
                .filter(one -> one.agencyId().equals(agency.organization())).map(AgencyAccessView::id).findFirst().orElseThrow();
    }

    private record Agency(AccountView account, UUID organization) {}

    private Agency agency() {
        SignedUp made = shop.account(someone(), "Another agency");
        Organizations organizations = shop.run.context.getBean(Organizations.class);
        UUID organization = organizations.of(made.account().id()).getFirst().id();
        organizations.change(made.account().id(), organization, true);
        return new Agency(made.account(), organization);
    }

    /** The address ends with the token. */
    private String tokenIn(String email) {
        return rows.one("select substring(body from 'invitations/(\\S+)') from mail.message where recipient = ? order by id desc limit 1",
                email);
    }

    /** A person's page lists his other browsers, so one more looks. */
    private String browser() {
        shop.visitor(false);
        return shop.visitor(false).findOn("/account", SESSION).getFirst();
    }

    private String passkey() {
        return rows.one("""
                insert into access.passkey (credential_id, account_id, name, public_key, signature_count, user_verified, backup_eligible,
                    backed_up, transports, created_at, last_used_at)
                values (substring(sha256(uuidv7()::text::bytea) for 30), ?, 'Telephone', '\\x00', 0, true, false, false, '{}', now(), now())
                returning translate(encode(credential_id, 'base64'), '+/', '-_')""", shop.person().id());
    }
}
