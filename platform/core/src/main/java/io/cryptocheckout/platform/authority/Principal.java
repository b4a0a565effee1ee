package io.cryptocheckout.platform.authority;

import java.util.UUID;

/**
 * Who is calling, for idempotency and records.
 *
 * @param label
 *            how people know it: a key's name, an account's e-mail address
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
        API_KEY, ACCOUNT, SYSTEM, OPERATOR
    }

    /**
     * The idempotency principal: all API keys of a store share one, so that a rolled key can repeat a request of the old
     * one; a person has one of his own.
     */
    public String idempotencyName() {
        return kind == Kind.API_KEY ? "api_keys" : kind.name().toLowerCase(java.util.Locale.ROOT) + ":" + id;
    }
}
