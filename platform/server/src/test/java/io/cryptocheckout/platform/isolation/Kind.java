package io.cryptocheckout.platform.isolation;

import io.cryptocheckout.platform.id.IdKind;
import java.security.SecureRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What of a store can be named from outside. */
enum Kind {
    SESSION(IdKind.CHECKOUT_SESSION, true), UNDERPAID(IdKind.CHECKOUT_SESSION, false), ENDPOINT(IdKind.WEBHOOK_ENDPOINT, true),
    DELIVERY(IdKind.DELIVERY, true), EVENT(IdKind.EVENT, true), API_KEY(IdKind.API_KEY, true), WALLET(IdKind.WALLET, true),
    FUNDS(IdKind.FUNDS, false), STORE(IdKind.STORE, false), ORGANIZATION(IdKind.ORGANIZATION, false),
    /** What an app was granted. */
    GRANT(IdKind.GRANT, true),
    /** A key of the organization itself. */
    ORGANIZATION_KEY(IdKind.ORGANIZATION_KEY, true),
    /** The app of the organization whose own token the shop has, where it is connected and what it was told. */
    OWN_APP(IdKind.APP, false), INSTALL(IdKind.GRANT, false), APP_EVENT(IdKind.EVENT, false),
    /** An app of the organization, its client secret, and one of its secrets that another took over from. */
    APP(IdKind.APP, false), APP_SECRET(IdKind.APP_SECRET, false), ROLLED_SECRET(IdKind.APP_SECRET, false),
    /** The organization of the agency that works in the store. */
    AGENCY(IdKind.ORGANIZATION, false),
    /** An agency that does not work in the store yet. */
    NEW_AGENCY(IdKind.ORGANIZATION, false),
    /** A store of somebody else, which may be asked for access. */
    STRANGERS_STORE(IdKind.STORE, false), MEMBER(IdKind.ACCOUNT, false),
    /** A person of the organization. */
    SEAT(IdKind.ACCOUNT, false), ROLE(IdKind.ROLE, false), INVITATION(IdKind.INVITATION, false),
    ACCESS(IdKind.AGENCY_ACCESS, false), ASKED_ACCESS(IdKind.AGENCY_ACCESS, false),
    // Names that are no ids: an order number, a receiving address, a transaction, a browser, a passkey.
    REFERENCE(null, true), ADDRESS(null, true), TRANSACTION(null, false), BROWSER(null, false),
    PASSKEY(null, false);

    private static final SecureRandom RANDOM = new SecureRandom();

    private final @Nullable IdKind id;
    /** Whether test and live mode have each their own. */
    final boolean moded;

    Kind(@Nullable IdKind id, boolean moded) {
        this.id = id;
        this.moded = moded;
    }

    String format(UUID uuid) {
        if (id == null) {
            throw new IllegalArgumentException(this + " has no ids");
        }
        return id.format(uuid);
    }

    UUID parse(String text) {
        UUID parsed = id == null ? null : id.parse(text);
        if (parsed == null) {
            throw new IllegalArgumentException(text + " is no " + this);
        }
        return parsed;
    }

    /** A name of the same shape that nobody has. An id keeps its time, so that it stands at the same place of a list. */
    String like(String name) {
        if (id == null) {
            return name.codePoints().map(Kind::likeCharacter)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
        }
        UUID known = parse(name);
        long fixed = 0xC000_0000_0000_0000L;
        return id.format(new UUID(known.getMostSignificantBits(),
                known.getLeastSignificantBits() & fixed | RANDOM.nextLong() & ~fixed));
    }

    private static int likeCharacter(int character) {
        if (character >= '1' && character <= '9') {
            return '1' + RANDOM.nextInt(9);
        }
        return character >= 'a' && character <= 'f' ? 'a' + RANDOM.nextInt(6) : character;
    }
}
