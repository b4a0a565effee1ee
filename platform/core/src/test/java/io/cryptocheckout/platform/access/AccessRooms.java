package io.cryptocheckout.platform.access;

import io.cryptocheckout.devkit.SettableClock;
import io.cryptocheckout.devkit.TestDatabase;
import io.cryptocheckout.platform.audit.AuditLog;
import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.authority.Permission;
import io.cryptocheckout.platform.authority.Principal;
import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.database.Database;
import io.cryptocheckout.platform.tenancy.AgencyAccesses;
import io.cryptocheckout.platform.mail.Mail;
import io.cryptocheckout.platform.mail.Mails;
import io.cryptocheckout.platform.mail.SentMail;
import io.cryptocheckout.platform.tenancy.Organizations;
import io.cryptocheckout.platform.tenancy.Role;
import io.cryptocheckout.platform.tenancy.Stores;
import io.cryptocheckout.platform.tenancy.TestStores;
import io.cryptocheckout.platform.sealing.Sealing;
import io.cryptocheckout.platform.sealing.SealingProperties;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/** The rooms of this test on one real database, without a web server. */
final class AccessRooms implements AutoCloseable {
    final TestDatabase postgres = TestDatabase.fresh();
    final SettableClock clock = SettableClock.standing();
    final Database database = new Database(DSL.using(postgres.app(), SQLDialect.POSTGRES),
            DSL.using(postgres.worker(), SQLDialect.POSTGRES));
    final Stores stores = new Stores(database, new AuditLog(database, clock), clock);
    final KeyUse use = new KeyUse(database);
    final Organizations organizations = new Organizations(database, clock);
    final AgencyAccesses accesses = new AgencyAccesses(database, organizations, new AuditLog(database, clock), clock);
    final ApiKeys keys = new ApiKeys(database, use, accesses, new AuditLog(database, clock), clock);
    final OrganizationLog organizationLog = new OrganizationLog(database, organizations, clock);
    final OrganizationKeys organizationKeys = new OrganizationKeys(database, organizations, organizationLog, use, clock);
    final AccessProperties properties = new AccessProperties(false, List.of(), 100, 500, 60, 100, 30, 2);
    final Passwords passwords = new Passwords(properties);
    final Accounts accounts = new Accounts(database, organizations, stores, passwords, clock);
    final Mails mails = new Mails(database, clock);
    final AccountBooks books = new AccountBooks(database, new MailLinks(clock),
            new Letters(mails, new SiteUrl(URI.create("https://pay.example"))), new AccountLog(database, clock), clock);
    final PasswordProof proof = new PasswordProof(accounts);
    final Sealing sealing = new Sealing(new SealingProperties("MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=", List.of()));
    final SecondFactors factors = new SecondFactors(books, proof, new RecoveryCodes(clock), sealing);
    final SignUps signUps = new SignUps(books, accounts, passwords, organizations, stores);

    /** Every mail to an address, newest first. */
    List<Mail> mailTo(String email) {
        return mails.latest(1_000).stream().map(SentMail::mail).filter(mail -> mail.recipient().equals(email)).toList();
    }

    /** The token of the link in the newest mail to an address. */
    String tokenTo(String email) {
        Matcher link = Pattern.compile("token=([A-Za-z0-9_-]+)").matcher(mailTo(email).getFirst().text());
        if (!link.find()) {
            throw new AssertionError("no link in the newest mail to " + email);
        }
        return link.group(1);
    }

    /** Gives somebody a seat in an organization. */
    void seat(UUID organization, UUID account, String role) {
        superuser().execute("insert into tenancy.seat (organization_id, account_id, role, created_at) values (?, ?, ?, now())",
                organization, account, role);
    }

    /** Everybody leaves an organization. */
    void leave(UUID organization) {
        superuser().execute("delete from tenancy.seat where organization_id = ?", organization);
    }

    private DSLContext superuser() {
        return DSL.using(postgres.superuser(), SQLDialect.POSTGRES);
    }

    /** The owner of a new store, signed in. */
    Caller owner(boolean livemode) {
        UUID account = UUID.randomUUID();
        return ownerOf(TestStores.create(database, clock, account), account, livemode);
    }

    static Caller ownerOf(UUID store, UUID account, boolean livemode) {
        return new Caller(new Scope(store, livemode), Role.OWNER.rights().in(livemode),
                new Principal(Principal.Kind.ACCOUNT, account, "owner@example.com"));
    }

    static NewApiKey key(Permission... scopes) {
        return new NewApiKey("backend", Set.of(scopes), List.of(), null);
    }

    @Override
    public void close() {
        postgres.close();
    }
}
