package io.cryptocheckout.platform.access;

import static io.cryptocheckout.jooq.access.Tables.ACCOUNT;
import static io.cryptocheckout.jooq.access.Tables.MAIL_LINK;
import static io.cryptocheckout.jooq.access.Tables.SPRING_SESSION;

import io.cryptocheckout.platform.authority.Origin;
import io.cryptocheckout.platform.authority.Principal;
import io.cryptocheckout.platform.id.Ids;
import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import io.cryptocheckout.platform.tenancy.NewStore;
import io.cryptocheckout.platform.tenancy.Organizations;
import io.cryptocheckout.platform.tenancy.Stores;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Signing up. The account opens when its address is confirmed by whoever reads the mail AND knows the password: the mail
 * alone would confirm an account that a stranger made in somebody's name, the password alone an address that is not his.
 */
@Component
public class SignUps {
    private static final int LETTERS_AN_HOUR = 4;
    private static final Duration KEPT = Duration.ofDays(7);

    private final AccountBooks books;
    private final Accounts accounts;
    private final Passwords passwords;
    private final Organizations organizations;
    private final Stores stores;
    private final AllowedRate lettersTo = new AllowedRate(LETTERS_AN_HOUR, Duration.ofHours(1));

    SignUps(AccountBooks books, Accounts accounts, Passwords passwords, Organizations organizations, Stores stores) {
        this.books = books;
        this.accounts = accounts;
        this.passwords = passwords;
        this.organizations = organizations;
        this.stores = stores;
    }

    /**
     * Makes an account that waits for its address to be confirmed, or writes to the owner of one that is there. Answers
     * alike and takes alike long, so that nobody learns whether an address is registered. An account that nobody confirmed
     * is made anew with what was typed last, and its earlier links and sessions end. Refuses with the field where one is wrong.
     */
    public void signUp(NewAccount wanted, Device from) {
        String email = accounts.check(wanted);
        String hash = passwords.hash(wanted.password());
        boolean write = lettersTo.take(Accounts.keyOf(email)).allowed();
        books.database().acrossTenants("a person who signs up has no store yet", worker -> {
            UUID id = open(worker, wanted, email, hash);
            if (id != null) {
                books.links().end(worker, id);
                worker.deleteFrom(SPRING_SESSION).where(SPRING_SESSION.PRINCIPAL_NAME.eq(id.toString())).execute();
                books.log().write(worker, id, "signed_up", from);
            }
            if (write) {
                letter(worker, id, email);
            }
            return true;
        });
    }

    /** Writes the letter with the link again; refuses where that was asked for too often, or is not needed. */
    public void sendAgain(UUID accountId) {
        Standing standing = accounts.standing(accountId);
        if (standing == null || standing.verified()) {
            throw new Refused(Refusal.LINK_INVALID, null, "This address is confirmed already.");
        }
        if (!lettersTo.take(Accounts.keyOf(standing.email())).allowed()) {
            throw new Refused(Refusal.RATE_LIMITED, null,
                    "Several mails are on their way to you. Look among unwanted mail, and ask again in an hour.");
        }
        books.database().acrossTenants("a person belongs to no store", worker -> {
            letter(worker, accountId, standing.email());
            return true;
        });
    }

    /** Whether {@link #confirm} would take this token from this person. */
    public boolean isUsable(UUID accountId, String token) {
        MailLinks.Link link = books.database().acrossTenants("a person belongs to no store",
                worker -> books.links().look(worker, LinkPurpose.CONFIRM_ADDRESS, token));
        return link != null && link.accountId().equals(accountId);
    }

    /** Opens the person's account and makes the first store; refuses a link that is not this person's and changes nothing. */
    public void confirm(UUID accountId, String token, Device from) {
        FirstStore wanted = books.database().acrossTenants("a person belongs to no store", worker -> {
            if (!books.links().use(worker, LinkPurpose.CONFIRM_ADDRESS, token).accountId().equals(accountId)) {
                throw MailLinks.unusable();
            }
            books.links().end(worker, accountId, LinkPurpose.CONFIRM_ADDRESS);
            worker.update(ACCOUNT).set(ACCOUNT.EMAIL_VERIFIED_AT, books.clock().instant()).where(ACCOUNT.ID.eq(accountId)).execute();
            books.log().write(worker, accountId, "address_confirmed", from);
            return organization(worker, accountId);
        });
        if (wanted != null) {
            Principal person = new Principal(Principal.Kind.ACCOUNT, accountId, wanted.email(), new Origin(from.address(), null));
            stores.create(new NewStore(wanted.organization(), wanted.name(), accountId, wanted.email()), person);
        }
    }

    /** Forgets accounts that nobody confirmed within a week and to whose address no link is good any more. */
    void prune() {
        Instant now = books.clock().instant();
        books.database().acrossTenants("people who never came belong to no store",
                worker -> worker.deleteFrom(ACCOUNT).where(ACCOUNT.EMAIL_VERIFIED_AT.isNull(), ACCOUNT.CREATED_AT.lt(now.minus(KEPT)))
                        .andNotExists(DSL.selectOne().from(MAIL_LINK).where(MAIL_LINK.ACCOUNT_ID.eq(ACCOUNT.ID),
                                MAIL_LINK.EXPIRES_AT.gt(now)))
                        .execute());
    }

    /** The account's id; null where the address belongs to somebody who confirmed it. */
    private @Nullable UUID open(DSLContext worker, NewAccount wanted, String email, String hash) {
        Instant now = books.clock().instant();
        return worker.insertInto(ACCOUNT).set(ACCOUNT.ID, Ids.next(books.clock())).set(ACCOUNT.EMAIL, email)
                .set(ACCOUNT.EMAIL_KEY, Accounts.keyOf(email)).set(ACCOUNT.PASSWORD_HASH, hash)
                .set(ACCOUNT.FIRST_STORE, wanted.storeName().strip()).set(ACCOUNT.FIRST_ORGANIZATION, wanted.organizationName().strip())
                .set(ACCOUNT.CREATED_AT, now)
                .onConflict(ACCOUNT.EMAIL_KEY).doUpdate()
                .set(ACCOUNT.EMAIL, DSL.excluded(ACCOUNT.EMAIL)).set(ACCOUNT.PASSWORD_HASH, DSL.excluded(ACCOUNT.PASSWORD_HASH))
                .set(ACCOUNT.FIRST_STORE, DSL.excluded(ACCOUNT.FIRST_STORE))
                .set(ACCOUNT.FIRST_ORGANIZATION, DSL.excluded(ACCOUNT.FIRST_ORGANIZATION))
                .set(ACCOUNT.SESSIONS_GENERATION, ACCOUNT.SESSIONS_GENERATION.plus(1))
                .where(ACCOUNT.EMAIL_VERIFIED_AT.isNull()).returningResult(ACCOUNT.ID).fetchOne(ACCOUNT.ID);
    }

    private void letter(DSLContext worker, @Nullable UUID unconfirmed, String email) {
        if (unconfirmed == null) {
            books.letters().alreadyThere(worker, email);
        } else {
            books.letters().confirmAddress(worker, email,
                    books.links().make(worker, LinkPurpose.CONFIRM_ADDRESS, unconfirmed, null));
        }
    }

    /** The organization of the first store; null where the person wanted none. */
    private @Nullable FirstStore organization(DSLContext worker, UUID accountId) {
        var wanted = worker.select(ACCOUNT.EMAIL, ACCOUNT.FIRST_STORE, ACCOUNT.FIRST_ORGANIZATION).from(ACCOUNT)
                .where(ACCOUNT.ID.eq(accountId), ACCOUNT.FIRST_STORE.isNotNull()).fetchOne();
        if (wanted == null) {
            return null;
        }
        worker.update(ACCOUNT).setNull(ACCOUNT.FIRST_STORE).setNull(ACCOUNT.FIRST_ORGANIZATION).where(ACCOUNT.ID.eq(accountId)).execute();
        return new FirstStore(wanted.value1(), wanted.value2(), organizations.create(worker, wanted.value3(), accountId));
    }

    private record FirstStore(String email, String name, UUID organization) {}
}
