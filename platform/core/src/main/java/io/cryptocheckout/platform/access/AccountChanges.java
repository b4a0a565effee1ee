package io.cryptocheckout.platform.access;

import static io.cryptocheckout.jooq.access.Tables.ACCOUNT;

import java.util.UUID;
import org.springframework.stereotype.Component;

/** What a signed-in person changes about how he signs in. Each change asks for the password and is written to the person. */
@Component
public class AccountChanges {
    private final AccountBooks books;
    private final Accounts accounts;
    private final Passwords passwords;
    private final PasswordProof proof;

    AccountChanges(AccountBooks books, Accounts accounts, Passwords passwords, PasswordProof proof) {
        this.books = books;
        this.accounts = accounts;
        this.passwords = passwords;
        this.proof = proof;
    }

    /**
     * Sets a new password; every other session and every link in a mail ends.
     *
     * @param session
     *            the id of the session that goes on
     * @return the person as that session has to know him from now on
     */
    public SignedIn changePassword(SignedIn person, String session, String current, String wanted, Device from) {
        proof.demand(person.accountId(), "current", current);
        passwords.check(wanted, person.email(), "");
        String hash = passwords.hash(wanted);
        return books.database().acrossTenants("a person belongs to no store", worker -> {
            worker.update(ACCOUNT).set(ACCOUNT.PASSWORD_HASH, hash).where(ACCOUNT.ID.eq(person.accountId())).execute();
            books.links().end(worker, person.accountId());
            books.log().write(worker, person.accountId(), "password_changed", from);
            books.letters().passwordChanged(worker, person.email());
            return new SignedIn(person.accountId(), person.email(), Generations.next(worker, person.accountId(), session));
        });
    }

    /** Ends every session but the one of this id; the person as that session has to know him from now on. */
    public SignedIn signOutElsewhere(SignedIn person, String session, Device from) {
        return books.database().acrossTenants("a person belongs to no store", worker -> {
            books.log().write(worker, person.accountId(), "signed_out_elsewhere", from);
            return new SignedIn(person.accountId(), person.email(), Generations.next(worker, person.accountId(), session));
        });
    }

    /**
     * Asks both addresses whether the account may move to the new one. Answers alike whether that one has an account; its
     * owner alone reads about it.
     */
    public void askForAddress(SignedIn person, String password, String typed, Device from) {
        String email = Accounts.address("email", typed);
        UUID id = person.accountId();
        proof.demand(id, "addressPassword", password);
        books.database().acrossTenants("a person belongs to no store", worker -> {
            books.links().end(worker, id, LinkPurpose.LEAVE_ADDRESS, LinkPurpose.TAKE_ADDRESS);
            books.letters().leaveAddress(worker, person.email(), books.links().make(worker, LinkPurpose.LEAVE_ADDRESS, id, email));
            boolean taken = worker.fetchExists(ACCOUNT,
                    ACCOUNT.EMAIL_KEY.eq(Accounts.keyOf(email)).and(ACCOUNT.EMAIL_VERIFIED_AT.isNotNull()).and(ACCOUNT.ID.ne(id)));
            if (taken) {
                books.letters().alreadyThere(worker, email);
            } else {
                books.letters().takeAddress(worker, email, books.links().make(worker, LinkPurpose.TAKE_ADDRESS, id, email));
            }
            books.log().write(worker, id, "address_change_asked", from, email);
            return true;
        });
    }

    /** Whether this token agrees to leave the old address, or to take the new one. */
    public boolean isAddressLink(boolean leaving, String token) {
        return books.database().acrossTenants("a person belongs to no store",
                worker -> books.links().look(worker, purpose(leaving), token) != null);
    }

    /**
     * Uses the link from one of the two addresses; the account moves when both were used. Refuses with {@code link_invalid}.
     *
     * @return whether the account has moved
     */
    public boolean confirmAddress(boolean leaving, String token, Device from) {
        return books.database().acrossTenants("a person belongs to no store", worker -> {
            MailLinks.Link link = books.links().use(worker, purpose(leaving), token);
            String email = link.email();
            if (email == null || !books.links().isUsed(worker, purpose(!leaving), link.accountId(), email)) {
                return false;
            }
            Standing before = accounts.standing(link.accountId());
            String key = Accounts.keyOf(email);
            // Nobody keeps an address from its owner by signing up with it and never confirming.
            worker.deleteFrom(ACCOUNT).where(ACCOUNT.EMAIL_KEY.eq(key), ACCOUNT.EMAIL_VERIFIED_AT.isNull()).execute();
            boolean taken = worker.fetchExists(ACCOUNT, ACCOUNT.EMAIL_KEY.eq(key).and(ACCOUNT.ID.ne(link.accountId())));
            if (before == null || taken) {
                throw MailLinks.unusable();
            }
            worker.update(ACCOUNT).set(ACCOUNT.EMAIL, email).set(ACCOUNT.EMAIL_KEY, key).where(ACCOUNT.ID.eq(link.accountId())).execute();
            books.links().end(worker, link.accountId());
            books.log().write(worker, link.accountId(), "address_changed", from, email);
            books.letters().addressChanged(worker, before.email());
            return true;
        });
    }

    private static LinkPurpose purpose(boolean leaving) {
        return leaving ? LinkPurpose.LEAVE_ADDRESS : LinkPurpose.TAKE_ADDRESS;
    }
}
