package io.cryptocheckout.platform.authority;

import java.util.Locale;
import java.util.UUID;

/**
 * Who is calling, for idempotency and records.
 *
 * @param label
 *            how people know it: a key's name, an account's e-mail address, an app's name
 * @param origin
 *            where the request came from, and by whose access
 */
public record Principal(Kind kind, UUID id, String label, Origin origin) {

    /** One of whom no more is known. */
    public Principal(Kind kind, UUID id, String label) {
        this(kind, id, label, Origin.UNKNOWN);
    }

    /** What sort of credential was shown. */
    public enum Kind {
        API_KEY, ACCOUNT, SYSTEM, OPERATOR,
        /** A connected app; the id is that of its grant. */
        APP
    }

    /**
     * The idempotency principal: all API keys of a store share one, so that a rolled key can repeat a request of the old
     * one; a person has one of his own, and so has what an app was granted, whichever of its tokens it shows.
     */
    public String idempotencyName() {
        return switch (kind) {
            case API_KEY -> "api_keys";
            case APP -> "grant:" + id;
            case ACCOUNT, SYSTEM, OPERATOR -> kind.name().toLowerCase(Locale.ROOT) + ":" + id;
        };
    }
}
