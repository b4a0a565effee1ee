package io.cryptocheckout.platform.access;

import static io.cryptocheckout.jooq.access.Tables.PASSKEY;

import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialCreationOptions;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialRequestOptions;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialUserEntity;
import org.springframework.stereotype.Component;

/**
 * Passkeys (WebAuthn Level 3): a key that stays in the person's device and signs only for this site, after the device has
 * checked who holds it. One therefore counts for the password and the second step together.
 */
@Component
public class Passkeys {
    private static final Logger LOG = LoggerFactory.getLogger(Passkeys.class);
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int LONGEST_NAME = 60;
    private static final int AT_MOST = 20;
    private static final int WRONG_ONES_FROM_ONE_PLACE = 50;

    private final AccountBooks books;
    private final PasswordProof proof;
    private final Ceremonies ceremonies;
    private final AllowedRate byAddress = new AllowedRate(WRONG_ONES_FROM_ONE_PLACE, Duration.ofMinutes(15));

    Passkeys(AccountBooks books, PasswordProof proof, Ceremonies ceremonies) {
        this.books = books;
        this.proof = proof;
        this.ceremonies = ceremonies;
    }

    /**
     * A challenge that a device is to sign, as the browser's session keeps it until the answer.
     *
     * @param name
     *            of the passkey to be made; null at sign-in
     * @param options
     *            what the browser is asked for
     */
    public record Challenge(Instant at, @Nullable String name, Serializable options) implements Serializable {}

    /** What the browser is asked for, as JSON. */
    public String json(Challenge challenge) {
        return ceremonies.json(challenge.options());
    }

    /** The page's own address, without which a passkey neither is made nor signs: browsers make none for a bare network address. */
    public String origin() {
        return ceremonies.origin();
    }

    /** Asks for a new passkey of this name. Wants the password: an open session alone must not give somebody a key for later. */
    public Challenge create(SignedIn person, String password, String name) {
        String kept = name(name);
        proof.demand(person.accountId(), "password", password);
        if (of(person).size() >= AT_MOST) {
            throw new Refused(Refusal.FIELD_INVALID, "name", "An account has at most 20 passkeys; remove one first.");
        }
        return new Challenge(books.clock().instant(), kept, ceremonies.creation(person));
    }

    /** Keeps the passkey that a device made; refuses with {@code passkey_invalid} what does not answer the challenge. */
    public void register(SignedIn person, @Nullable Challenge challenge, String answer, Device from) {
        Challenge asked = fresh(challenge);
        String name = asked.name();
        if (name == null || !(asked.options() instanceof PublicKeyCredentialCreationOptions options)
                || !options.getUser().getId().equals(PasskeyRows.handle(person.accountId()))) {
            throw invalid();
        }
        checked(() -> {
            ceremonies.register(options, answer, name);
            return true;
        });
        books.database().acrossTenants("a person belongs to no store", worker -> {
            books.log().write(worker, person.accountId(), "passkey_added", from, name);
            books.letters().factorChanged(worker, person.email(), "A passkey was added to your account");
            return true;
        });
    }

    /** Asks any passkey of this site to sign; only the person's own where it is known who signs in. */
    public Challenge ask(@Nullable Person person) {
        return new Challenge(books.clock().instant(), null, ceremonies.request(person));
    }

    /** Whose passkey signed the challenge; refuses with {@code passkey_invalid} any other answer. */
    public UUID signIn(@Nullable Challenge challenge, String answer, Device from) {
        String place = String.valueOf(from.address());
        if (!byAddress.take(place).allowed()) {
            throw new Refused(Refusal.RATE_LIMITED, null, "Too many attempts. Please wait a quarter of an hour.");
        }
        if (!(fresh(challenge).options() instanceof PublicKeyCredentialRequestOptions options)) {
            throw invalid();
        }
        PublicKeyCredentialUserEntity signer = checked(() -> ceremonies.authenticate(options, answer));
        UUID account = PasskeyRows.account(signer.getId());
        if (account == null) {
            throw invalid();
        }
        byAddress.giveBack(place);
        return account;
    }

    /** The person's passkeys, oldest first. */
    public List<PasskeyView> of(SignedIn person) {
        return books.database().acrossTenants("a person belongs to no store",
                worker -> worker.selectFrom(PASSKEY).where(PASSKEY.ACCOUNT_ID.eq(person.accountId())).orderBy(PASSKEY.CREATED_AT)
                        .fetch(row -> new PasskeyView(Base64.getUrlEncoder().withoutPadding().encodeToString(row.getCredentialId()),
                                row.getName(), row.getCreatedAt(), row.getLastUsedAt())));
    }

    /** Refuses with {@code not_found} what is not the person's. */
    public void rename(SignedIn person, String id, String name) {
        String kept = name(name);
        byte[] credential = credential(id);
        int changed = books.database().acrossTenants("a person belongs to no store", worker -> worker.update(PASSKEY)
                .set(PASSKEY.NAME, kept).where(PASSKEY.ACCOUNT_ID.eq(person.accountId()), PASSKEY.CREDENTIAL_ID.eq(credential)).execute());
        if (changed == 0) {
            throw Refused.notFound("passkey");
        }
    }

    /** Removes one; refuses with {@code not_found} what is not the person's. */
    public void remove(SignedIn person, String id, String password, Device from) {
        byte[] credential = credential(id);
        proof.demand(person.accountId(), "password", password);
        books.database().acrossTenants("a person belongs to no store", worker -> {
            String name = worker.deleteFrom(PASSKEY)
                    .where(PASSKEY.ACCOUNT_ID.eq(person.accountId()), PASSKEY.CREDENTIAL_ID.eq(credential)).returningResult(PASSKEY.NAME)
                    .fetchOne(PASSKEY.NAME);
            if (name == null) {
                throw Refused.notFound("passkey");
            }
            books.log().write(worker, person.accountId(), "passkey_removed", from, name);
            books.letters().factorChanged(worker, person.email(), "A passkey was removed from your account");
            return true;
        });
    }

    private Challenge fresh(@Nullable Challenge challenge) {
        if (challenge == null || challenge.at().plus(PATIENCE).isBefore(books.clock().instant())) {
            throw new Refused(Refusal.PASSKEY_INVALID, null, "That took too long, or was sent twice. Please try again.");
        }
        return challenge;
    }

    /** Whatever a hostile answer breaks in the library is one refusal; a refusal of our own stays as it is. */
    private static <T> T checked(Supplier<T> ceremony) {
        try {
            return ceremony.get();
        } catch (Refused refused) {
            throw refused;
        } catch (RuntimeException wrong) {
            LOG.debug("A passkey's answer was refused", wrong);
            throw invalid();
        }
    }

    /** What every answer gets that is no good, whatever is wrong with it. */
    public static Refused invalid() {
        return new Refused(Refusal.PASSKEY_INVALID, null,
                "This passkey was not accepted. Nothing was changed; try again or sign in otherwise.");
    }

    private static String name(String typed) {
        String name = typed.strip();
        if (name.isEmpty() || name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
            throw new Refused(Refusal.FIELD_INVALID, "name", "A passkey's name has 1 to 60 characters.");
        }
        return name;
    }

    private static byte[] credential(String id) {
        try {
            return Base64.getUrlDecoder().decode(id);
        } catch (IllegalArgumentException malformed) {
            throw Refused.notFound("passkey");
        }
    }
}
