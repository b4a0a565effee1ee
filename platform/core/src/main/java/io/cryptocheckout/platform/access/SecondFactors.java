package io.cryptocheckout.platform.access;

import static io.cryptocheckout.jooq.access.Tables.AUTHENTICATOR;

import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import io.cryptocheckout.platform.sealing.Sealing;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/**
 * The codes of an authenticator app, and the recovery codes that stand in for it. A code works once; whoever guesses is
 * stopped by account and by network address.
 */
@Component
public class SecondFactors {
    private static final int SECRET_BYTES = 20;
    private static final int WRONG_ONES = 5;
    private static final int WRONG_ONES_FROM_ONE_PLACE = 50;
    private static final Duration WINDOW = Duration.ofMinutes(15);

    private final AccountBooks books;
    private final PasswordProof proof;
    private final RecoveryCodes recovery;
    private final Sealing sealing;
    private final TotpCodes codes = new TotpCodes();
    private final SecureRandom random = new SecureRandom();
    private final AllowedRate byAccount = new AllowedRate(WRONG_ONES, WINDOW);
    private final AllowedRate byAddress = new AllowedRate(WRONG_ONES_FROM_ONE_PLACE, WINDOW);

    SecondFactors(AccountBooks books, PasswordProof proof, RecoveryCodes recovery, Sealing sealing) {
        this.books = books;
        this.proof = proof;
        this.recovery = recovery;
        this.sealing = sealing;
    }

    /** What the person has set up. */
    public FactorView view(UUID accountId) {
        return across(worker -> new FactorView(isConfirmed(worker, accountId), recovery.left(worker, accountId)));
    }

    /** Makes a secret, which counts for nothing until {@link #confirm}. Asks for the password; refuses where an app is set up. */
    public void propose(SignedIn person, String password) {
        proof.demand(person.accountId(), "password", password);
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        byte[] sealed = sealing.sealGlobal(secret, purpose(person.accountId()));
        across(worker -> {
            worker.insertInto(AUTHENTICATOR).set(AUTHENTICATOR.ACCOUNT_ID, person.accountId()).set(AUTHENTICATOR.SECRET, sealed)
                    .set(AUTHENTICATOR.CREATED_AT, books.clock().instant()).onConflict(AUTHENTICATOR.ACCOUNT_ID).doUpdate()
                    .set(AUTHENTICATOR.SECRET, sealed).set(AUTHENTICATOR.CREATED_AT, books.clock().instant())
                    .where(AUTHENTICATOR.CONFIRMED_AT.isNull()).execute();
            return true;
        });
    }

    /** The secret that waits for its first code; refuses with {@code not_found} where none does. */
    public NewAuthenticator proposed(SignedIn person) {
        byte[] sealed = across(worker -> worker.select(AUTHENTICATOR.SECRET).from(AUTHENTICATOR)
                .where(AUTHENTICATOR.ACCOUNT_ID.eq(person.accountId()), AUTHENTICATOR.CONFIRMED_AT.isNull())
                .fetchOne(AUTHENTICATOR.SECRET));
        if (sealed == null) {
            throw Refused.notFound("authenticator app that waits for a code");
        }
        String secret = Base32.of(sealing.openGlobal(sealed, purpose(person.accountId())));
        String label = URLEncoder.encode("Crypto Checkout:" + person.email(), StandardCharsets.UTF_8).replace("+", "%20");
        return new NewAuthenticator(secret, "otpauth://totp/" + label + "?secret=" + secret + "&issuer=Crypto%20Checkout");
    }

    /** Turns the app on by its first code; from now on it is asked for. The recovery codes, which are shown this once. */
    public List<String> confirm(SignedIn person, String code, Device from) {
        UUID id = person.accountId();
        return guessed(id, from, worker -> {
            if (isConfirmed(worker, id) || !takesCode(worker, id, code)) {
                throw wrong();
            }
            worker.update(AUTHENTICATOR).set(AUTHENTICATOR.CONFIRMED_AT, books.clock().instant()).where(AUTHENTICATOR.ACCOUNT_ID.eq(id))
                    .execute();
            books.log().write(worker, id, "authenticator_added", from);
            books.letters().factorChanged(worker, person.email(), "An authenticator app was added to your account");
            return recovery.make(worker, id);
        });
    }

    /** Turns the app off and ends the recovery codes; wants a code of either kind. */
    public void remove(SignedIn person, String code, Device from) {
        UUID id = person.accountId();
        guessed(id, from, worker -> {
            take(worker, id, code);
            worker.deleteFrom(AUTHENTICATOR).where(AUTHENTICATOR.ACCOUNT_ID.eq(id)).execute();
            recovery.end(worker, id);
            books.log().write(worker, id, "authenticator_removed", from);
            books.letters().factorChanged(worker, person.email(), "The authenticator app was removed from your account");
            return true;
        });
    }

    /** Makes the recovery codes anew; wants a code of either kind. */
    public List<String> renewCodes(SignedIn person, String code, Device from) {
        UUID id = person.accountId();
        return guessed(id, from, worker -> {
            take(worker, id, code);
            books.log().write(worker, id, "recovery_codes_renewed", from);
            return recovery.make(worker, id);
        });
    }

    /**
     * Takes a code at sign-in, of the app or a recovery code.
     *
     * @return what it was: {@code code} or {@code recovery code}
     */
    public String check(UUID accountId, String code, Device from) {
        return guessed(accountId, from, worker -> take(worker, accountId, code));
    }

    private String take(DSLContext worker, UUID accountId, String code) {
        if (isConfirmed(worker, accountId) && takesCode(worker, accountId, code.replaceAll("\\s", ""))) {
            return "code";
        }
        if (recovery.use(worker, accountId, code)) {
            return "recovery code";
        }
        throw wrong();
    }

    /** Of two who show the same code at once, one gets in. */
    private boolean takesCode(DSLContext worker, UUID accountId, String code) {
        byte[] sealed = worker.select(AUTHENTICATOR.SECRET).from(AUTHENTICATOR).where(AUTHENTICATOR.ACCOUNT_ID.eq(accountId))
                .fetchOne(AUTHENTICATOR.SECRET);
        if (sealed == null) {
            return false;
        }
        long step = codes.stepOf(sealing.openGlobal(sealed, purpose(accountId)), code, books.clock().instant());
        return step > 0 && worker.update(AUTHENTICATOR).set(AUTHENTICATOR.LAST_STEP, step)
                .where(AUTHENTICATOR.ACCOUNT_ID.eq(accountId), AUTHENTICATOR.LAST_STEP.lt(step)).execute() == 1;
    }

    private static boolean isConfirmed(DSLContext worker, UUID accountId) {
        return worker.fetchExists(AUTHENTICATOR, AUTHENTICATOR.ACCOUNT_ID.eq(accountId).and(AUTHENTICATOR.CONFIRMED_AT.isNotNull()));
    }

    private <T> T guessed(UUID accountId, Device from, Function<DSLContext, T> work) {
        String place = String.valueOf(from.address());
        if (!byAddress.take(place).allowed() | !byAccount.take(accountId.toString()).allowed()) {
            throw new Refused(Refusal.RATE_LIMITED, "code",
                    "Too many wrong codes; wait a quarter of an hour and try again. For now nothing was changed.");
        }
        T done = across(work);
        byAddress.giveBack(place);
        byAccount.giveBack(accountId.toString());
        return done;
    }

    private <T> T across(Function<DSLContext, T> work) {
        return books.database().acrossTenants("a person belongs to no store", work);
    }

    private static Refused wrong() {
        return new Refused(Refusal.CODE_INVALID, "code", "This code is wrong, too old, or was used already. Wait for the next one.");
    }

    private static String purpose(UUID accountId) {
        return "access.authenticator:" + accountId;
    }
}
