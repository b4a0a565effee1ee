package io.cryptocheckout.platform.access;

import static io.cryptocheckout.jooq.access.Tables.ACCOUNT;
import static io.cryptocheckout.jooq.access.Tables.SPRING_SESSION;

import io.cryptocheckout.platform.authority.Origin;
import io.cryptocheckout.platform.authority.Principal;
import io.cryptocheckout.platform.tenancy.Leaving;
import java.util.List;
import org.springframework.stereotype.Component;

/** The end of an account: the person leaves every store, and what is known of him outside their logs is gone. */
@Component
public class AccountEnd {
    private final AccountBooks books;
    private final Accounts accounts;
    private final PasswordProof proof;
    private final SecondFactors factors;
    private final Leaving leaving;

    AccountEnd(AccountBooks books, Accounts accounts, PasswordProof proof, SecondFactors factors, Leaving leaving) {
        this.books = books;
        this.accounts = accounts;
        this.proof = proof;
        this.factors = factors;
        this.leaving = leaving;
    }

    /** What the person has to hand over first. */
    public List<String> held(SignedIn person) {
        return leaving.held(person.accountId());
    }

    /**
     * Deletes the account. Wants the password, and a code where one is asked for at sign-in; refuses with {@code last_owner}
     * while nobody else owns one of the person's stores.
     *
     * @param code
     *            of the authenticator app or a recovery code; looked at only where one is set up
     */
    public void delete(SignedIn person, String password, String code, Device from) {
        proof.demand(person.accountId(), "password", password);
        Standing standing = accounts.standing(person.accountId());
        if (standing != null && standing.secondFactor()) {
            factors.check(person.accountId(), code, from);
        }
        leaving.leave(new Principal(Principal.Kind.ACCOUNT, person.accountId(), person.email(), new Origin(from.address(), null)));
        books.database().acrossTenants("a person belongs to no store", worker -> {
            worker.deleteFrom(SPRING_SESSION).where(SPRING_SESSION.PRINCIPAL_NAME.eq(person.getName())).execute();
            books.letters().accountEnded(worker, person.email());
            return worker.deleteFrom(ACCOUNT).where(ACCOUNT.ID.eq(person.accountId())).execute();
        });
    }
}
