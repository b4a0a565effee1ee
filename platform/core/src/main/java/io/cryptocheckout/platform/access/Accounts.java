package io.cryptocheckout.platform.access;

import static io.cryptocheckout.jooq.access.Tables.ACCOUNT;
import static io.cryptocheckout.jooq.access.Tables.AUTHENTICATOR;

import io.cryptocheckout.platform.authority.Principal;
import io.cryptocheckout.platform.database.Database;
import io.cryptocheckout.platform.id.Ids;
import io.cryptocheckout.platform.mail.MailAddress;
import io.cryptocheckout.platform.tenancy.NewStore;
import io.cryptocheckout.platform.tenancy.Organizations;
import io.cryptocheckout.platform.tenancy.Stores;
import java.text.Normalizer;
import java.time.Clock;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.Record3;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The people who can sign in. They belong to no store, so only the worker's role reads them. */
@Component
public class Accounts {

    private static final Condition SECOND_FACTOR = DSL.exists(DSL.selectOne().from(AUTHENTICATOR)
            .where(AUTHENTICATOR.ACCOUNT_ID.eq(ACCOUNT.ID), AUTHENTICATOR.CONFIRMED_AT.isNotNull()));

    private final Database database;
    private final Organizations organizations;
    private final Stores stores;
    private final Passwords passwords;
    private final Clock clock;

    Accounts(Database database, Organizations organizations, Stores stores, Passwords passwords, Clock clock) {
        this.database = database;
        this.organizations = organizations;
        this.stores = stores;
        this.passwords = passwords;
        this.clock = clock;
    }

    /**
     * Makes a person whose address the platform itself vouches for, with an organization and a first store; null where the
     * address is taken. Strangers sign up by {@link SignUps} instead, and show first that the address is theirs.
     */
    public @Nullable SignedUp create(NewAccount account) {
        String email = check(account);
        String hash = passwords.hash(account.password());
        UUID id = Ids.next(clock);
        UUID organization = database.acrossTenants("a new person has no store yet", worker -> {
            int made = worker.insertInto(ACCOUNT).set(ACCOUNT.ID, id).set(ACCOUNT.EMAIL, email)
                    .set(ACCOUNT.EMAIL_KEY, keyOf(email)).set(ACCOUNT.PASSWORD_HASH, hash)
                    .set(ACCOUNT.EMAIL_VERIFIED_AT, clock.instant())
                    .set(ACCOUNT.CREATED_AT, clock.instant()).onConflict(ACCOUNT.EMAIL_KEY).doNothing().execute();
            return made == 0 ? null : organizations.create(worker, account.organizationName(), id);
        });
        if (organization == null) {
            return null;
        }
        Principal person = new Principal(Principal.Kind.ACCOUNT, id, email);
        return new SignedUp(new AccountView(id, email), stores.create(new NewStore(organization, account.storeName(), id, email), person));
    }

    /** The address as it is to be kept; refuses with the field where anything typed is wrong. */
    String check(NewAccount account) {
        String email = address("email", account.email());
        NewStore.checkName("storeName", account.storeName());
        NewStore.checkName("organizationName", account.organizationName());
        passwords.check(account.password(), email, account.storeName());
        return email;
    }

    /** The address without blanks around it; refuses what is none. */
    static String address(String field, String typed) {
        String email = typed.strip();
        MailAddress.check(field, email);
        return email;
    }

    /** How the account stands now; null where it is gone. */
    @Nullable
    Standing standing(UUID accountId) {
        return database.acrossTenants("a person is looked at before any store is known",
                worker -> worker
                        .select(ACCOUNT.EMAIL, ACCOUNT.EMAIL_VERIFIED_AT, ACCOUNT.SESSIONS_GENERATION, DSL.field(SECOND_FACTOR))
                        .from(ACCOUNT).where(ACCOUNT.ID.eq(accountId)).fetchOne(row -> new Standing(accountId, row.value1(),
                                row.value2() != null, row.value4(), row.value3())));
    }

    /** The address that the person showed to be his own; null where he did not, or is gone. */
    public @Nullable String confirmedAddress(UUID accountId) {
        Standing standing = standing(accountId);
        return standing != null && standing.verified() ? standing.email() : null;
    }

    /** The addresses of these people, for those who work with them. */
    public Map<UUID, String> emails(Collection<UUID> accountIds) {
        return database.acrossTenants("people are kept outside every store",
                worker -> worker.select(ACCOUNT.ID, ACCOUNT.EMAIL).from(ACCOUNT).where(ACCOUNT.ID.in(accountIds))
                        .fetchMap(ACCOUNT.ID, ACCOUNT.EMAIL));
    }

    /** The person behind an address and a password; null where they do not belong together, whatever the reason. */
    public @Nullable AccountView verify(String email, String password) {
        Record3<UUID, String, String> account = database.acrossTenants("a person is found before any store is known",
                worker -> worker.select(ACCOUNT.ID, ACCOUNT.EMAIL, ACCOUNT.PASSWORD_HASH).from(ACCOUNT)
                        .where(ACCOUNT.EMAIL_KEY.eq(keyOf(email))).fetchOne());
        if (account == null) {
            passwords.matchNobody(password);
            return null;
        }
        return passwords.matches(password, account.value3())
                ? new AccountView(account.value1(), account.value2())
                : null;
    }

    /** Whether this is the person's password: for acts that ask for it a second time. */
    public boolean verify(UUID accountId, String password) {
        String hash = database.acrossTenants("a person's password is kept outside every store",
                worker -> worker.select(ACCOUNT.PASSWORD_HASH).from(ACCOUNT).where(ACCOUNT.ID.eq(accountId))
                        .fetchOne(ACCOUNT.PASSWORD_HASH));
        return hash != null && passwords.matches(password, hash);
    }

    /** One person cannot sign up twice by the spelling of an address. */
    public static String keyOf(String email) {
        return Normalizer.normalize(email.strip(), Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }
}
