package io.cryptocheckout.platform.id;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The kinds of object that carry a public identifier, each with its prefix. The public form is the prefix, an
 * underscore and the 128 bits as a ULID (26 characters of Crockford's base 32, most significant first).
 */
public enum IdKind {
    STORE("store"), ORGANIZATION("org"), ACCOUNT("acct"), API_KEY("key"), CHECKOUT_SESSION("cs"), EVENT(
            "evt"),
    WEBHOOK_ENDPOINT("we"), DELIVERY("whd"), FUNDS("fund"), WALLET("wal"), REQUEST("req"), ROLE("role"), INVITATION("inv"),
    AGENCY_ACCESS("acc"), PLAN("plan"), ORGANIZATION_KEY("okey"), APP("app"), GRANT("grant"), APP_SECRET("aps");

    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int ULID_LENGTH = 26;

    private final String prefix;

    IdKind(String prefix) {
        this.prefix = prefix;
    }

    public String prefix() {
        return prefix;
    }

    /** The public form, for example {@code cs_01HZ…}. */
    public String format(UUID id) {
        char[] ulid = new char[ULID_LENGTH];
        long high = id.getMostSignificantBits();
        long low = id.getLeastSignificantBits();
        for (int i = ULID_LENGTH - 1; i >= 0; i--) {
            ulid[i] = ALPHABET.charAt((int) (low & 31));
            low = (low >>> 5) | (high << 59);
            high >>>= 5;
        }
        return prefix + "_" + new String(ulid);
    }

    /** The identifier behind its public form; null where the text is not one of this kind. */
    public @Nullable UUID parse(String text) {
        int start = prefix.length() + 1;
        if (text.length() != start + ULID_LENGTH || !text.startsWith(prefix + "_") || text.charAt(start) > '7') {
            return null;
        }
        long high = 0;
        long low = 0;
        for (int i = start; i < text.length(); i++) {
            int digit = ALPHABET.indexOf(text.charAt(i));
            if (digit < 0) {
                return null;
            }
            high = (high << 5) | (low >>> 59);
            low = (low << 5) | digit;
        }
        return new UUID(high, low);
    }
}
