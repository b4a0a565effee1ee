package io.cryptocheckout.platform.access;

import static io.cryptocheckout.jooq.access.Tables.ACCOUNT;

import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import java.time.Duration;
import java.util.UUID;
import org.jooq.DSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Coming in by a link in a mail, and setting a new password by one. Asking for a link is answered before anything is looked
 * up, so that neither the answer nor its time tells whether an address is registered.
 */
@Component
public class Recovery {
    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);
    private static final int LETTERS_AN_HOUR = 4;
    private static final int ASKED_AN_HOUR = 60;

    private final AccountBooks books;
    private final Accounts accounts;
    private final Passwords passwords;
    private final AllowedRate lettersTo = new AllowedRate(LETTERS_AN_HOUR, Duration.ofHours(1));
    private final AllowedRate askedFrom = new AllowedRate(ASKED_AN_HOUR, Duration.ofHours(1));

    Recovery(AccountBooks books, Accounts accounts, Passwords passwords) {
        this.books = books;
        this.accounts = accounts;
        this.passwords = passwords;
    }

    /** Has a link mailed that signs in, where the address has an account. Refuses who asks too often from one place. */
    public void sendSignInLink(String email, Device from) {
        soon(LinkPurpose.SIGN_IN, email, from);
    }

    /** Has a link mailed that sets a new password, where the address has an account. Refuses who asks too often from one place. */
    public void sendResetLink(String email, Device from) {
        soon(LinkPurpose.RESET_PASSWORD, email, from);
    }

    /** Whether {@link #signIn} would take this token. */
    public boolean signsIn(String token) {
        return isUsable(LinkPurpose.SIGN_IN, token);
    }

    /** Whether {@link #reset} would take this token. */
    public boolean resets(String token) {
        return isUsable(LinkPurpose.RESET_PASSWORD, token);
    }

    /** The account that the link signs in to, which uses the link up. Refuses with {@code link_invalid}. */
    public UUID signIn(String token) {
        return books.database().acrossTenants("a person is found before any store is known",
                worker -> books.links().use(worker, LinkPurpose.SIGN_IN, token).accountId());
    }

    /** Sets a new password; every session and every other link of the person ends. A password that is too weak uses no link up. */
    public void reset(String token, String password, Device from) {
        UUID account = books.database().acrossTenants("a person belongs to no store", worker -> {
            MailLinks.Link link = books.links().look(worker, LinkPurpose.RESET_PASSWORD, token);
            return link == null ? null : link.accountId();
        });
        Standing standing = account == null ? null : accounts.standing(account);
        if (standing == null) {
            throw MailLinks.unusable();
        }
        passwords.check(password, standing.email(), "");
        String hash = passwords.hash(password);
        books.database().acrossTenants("a person belongs to no store", worker -> {
            books.links().use(worker, LinkPurpose.RESET_PASSWORD, token);
            worker.update(ACCOUNT).set(ACCOUNT.PASSWORD_HASH, hash).where(ACCOUNT.ID.eq(standing.id())).execute();
            books.links().end(worker, standing.id());
            books.log().write(worker, standing.id(), "password_reset", from);
            books.letters().passwordChanged(worker, standing.email());
            return Generations.next(worker, standing.id(), null);
        });
    }

    private boolean isUsable(LinkPurpose purpose, String token) {
        return books.database().acrossTenants("a person belongs to no store", worker -> books.links().look(worker, purpose, token) != null);
    }

    private void soon(LinkPurpose purpose, String typed, Device from) {
        String email = Accounts.address("email", typed);
        if (!askedFrom.take(String.valueOf(from.address())).allowed()) {
            throw new Refused(Refusal.RATE_LIMITED, null, "Too many links were asked for from here. Try again in an hour.");
        }
        Thread.ofVirtual().name("letter").start(() -> {
            try {
                send(purpose, email, from);
            } catch (RuntimeException e) {
                LOG.error("A letter with a link could not be written; its reader will ask again", e);
            }
        });
    }

    /** Writes the letter, if there is somebody to read it. */
    void send(LinkPurpose purpose, String email, Device from) {
        if (!lettersTo.take(purpose + " " + Accounts.keyOf(email)).allowed()) {
            return;
        }
        books.database().acrossTenants("a person is found before any store is known", worker -> {
            UUID id = worker.select(ACCOUNT.ID).from(ACCOUNT).where(ACCOUNT.EMAIL_KEY.eq(Accounts.keyOf(email))).fetchOne(ACCOUNT.ID);
            Standing standing = id == null ? null : accounts.standing(id);
            if (standing != null) {
                write(worker, purpose, standing, from);
            }
            return true;
        });
    }

    private void write(DSLContext worker, LinkPurpose purpose, Standing standing, Device from) {
        // Before the address is confirmed only the link that confirms it is worth anything.
        LinkPurpose useful = standing.verified() || purpose == LinkPurpose.RESET_PASSWORD ? purpose : LinkPurpose.CONFIRM_ADDRESS;
        String token = books.links().make(worker, useful, standing.id(), null);
        switch (useful) {
            case SIGN_IN -> books.letters().signIn(worker, standing.email(), token);
            case RESET_PASSWORD -> books.letters().resetPassword(worker, standing.email(), token);
            default -> books.letters().confirmAddress(worker, standing.email(), token);
        }
        books.log().write(worker, standing.id(), useful.wireName() + "_link_sent", from);
    }
}
