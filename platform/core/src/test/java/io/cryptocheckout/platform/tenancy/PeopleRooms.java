package io.cryptocheckout.platform.tenancy;

import io.cryptocheckout.devkit.SettableClock;
import io.cryptocheckout.devkit.TestDatabase;
import io.cryptocheckout.platform.audit.AuditEntry;
import io.cryptocheckout.platform.audit.AuditLog;
import io.cryptocheckout.platform.audit.AuditQuery;
import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.authority.Origin;
import io.cryptocheckout.platform.authority.Principal;
import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.database.Database;
import io.cryptocheckout.platform.mail.Mails;
import io.cryptocheckout.platform.mail.SentMail;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/** The room on one real database, with a clock that is moved. */
final class PeopleRooms implements AutoCloseable {
    private static final Pattern LINK = Pattern.compile("https://pay\\.example\\.org/(?:agency-)?invitations/(\\S+)");

    final TestDatabase postgres = TestDatabase.fresh();
    final SettableClock clock = SettableClock.standing();
    final Database database = new Database(DSL.using(postgres.app(), SQLDialect.POSTGRES),
            DSL.using(postgres.worker(), SQLDialect.POSTGRES));
    final AuditLog audit = new AuditLog(database, clock);
    final Organizations organizations = new Organizations(database, clock);
    final Stores stores = new Stores(database, audit, clock);
    final Members members = new Members(database, audit, stores, clock);
    final CustomRoles roles = new CustomRoles(database, audit, stores, clock);
    final Mails mails = new Mails(database, clock);
    final Invitations invitations = new Invitations(database, audit, new InvitationMail(mails, "https://pay.example.org"), stores, clock);
    final Entrances entrances = new Entrances(database, organizations, audit, clock);
    final AgencyAccesses accesses = new AgencyAccesses(database, organizations, audit, clock);
    final AgencyRequests requests = new AgencyRequests(database, organizations, audit,
            new AgencyRequests.Post(mails, this::ownerAddresses, "https://pay.example.org"), clock);
    final Seats seats = new Seats(database, organizations, mails, "https://pay.example.org", clock);
    final ClientStores clients = new ClientStores(new ClientStores.Rooms(stores, organizations, invitations), database, audit, clock);

    /** A person with an address of his own, at a store. */
    record Person(UUID store, UUID id, String email) {

        Principal principal() {
            return new Principal(Principal.Kind.ACCOUNT, id, email, new Origin("192.0.2.1", null));
        }
    }

    Person newcomer(UUID store) {
        UUID id = UUID.randomUUID();
        return new Person(store, id, id + "@example.com");
    }

    /** The owner of a new store. */
    Person owner() {
        UUID id = UUID.randomUUID();
        return new Person(TestStores.create(database, clock, id), id, id + "@example.com");
    }

    /** Somebody whom the owner invited, and who came. */
    Person member(Person owner, Assignment assignment) {
        Person invited = newcomer(owner.store());
        invitations.invite(caller(owner), new NewInvitation(invited.email(), assignment, false));
        entrances.accept(token(invited.email()), invited.principal(), invited.email());
        // Mails are told apart by when they were written.
        clock.advance(Duration.ofMillis(5));
        return invited;
    }

    Person member(Person owner, Role role) {
        return member(owner, Assignment.of(role));
    }

    /** An agency of one person, who is in no store. */
    Agency agency() {
        Person person = newcomer(UUID.randomUUID());
        UUID id = organizations.create("Agency", person.id());
        organizations.change(person.id(), id, true);
        return new Agency(id, person);
    }

    /** An agency and its owner. */
    record Agency(UUID id, Person owner) {

        Person at(UUID store) {
            return new Person(store, owner.id(), owner.email());
        }
    }

    private List<String> ownerAddresses(UUID store) {
        return stores.ownersOf(store).stream().map(id -> id + "@example.com").toList();
    }

    /** As the person would act in test mode now; without any right where he does not belong. */
    Caller caller(Person person) {
        StoreView store = stores.find(person.store(), person.id());
        UUID access = store == null ? null : store.accessId();
        return new Caller(new Scope(person.store(), false), store == null ? Set.of() : store.permissions(false),
                new Principal(Principal.Kind.ACCOUNT, person.id(), person.email(), new Origin("192.0.2.1", access)));
    }

    /** The token in the latest mail to this address. */
    String token(String email) {
        String text = mails.latest(100).stream().map(SentMail::mail).filter(mail -> mail.recipient().equals(email)).findFirst()
                .orElseThrow().text();
        Matcher link = LINK.matcher(text);
        if (!link.find()) {
            throw new AssertionError(text);
        }
        return link.group(1);
    }

    List<String> log(Person owner) {
        return audit.list(caller(owner), AuditQuery.newest(100)).stream().map(AuditEntry::act).map(act -> act.action()).toList();
    }

    StoreView sees(Person person) {
        return Objects.requireNonNull(stores.find(person.store(), person.id()));
    }

    DSLContext superuser() {
        return DSL.using(postgres.superuser(), SQLDialect.POSTGRES);
    }

    @Override
    public void close() {
        postgres.close();
    }
}
