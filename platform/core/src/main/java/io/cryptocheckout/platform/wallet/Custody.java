package io.cryptocheckout.platform.wallet;

import java.util.Locale;

/** What the server can do with a wallet. */
public enum Custody {
    /** It knows the account's public key: it can receive and never spend. */
    WATCH_ONLY,
    /** It also keeps the account's private key, sealed, for refunds and sweeps that the merchant orders. */
    SERVER_SIGNING;

    String stored() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Custody of(String stored) {
        return valueOf(stored.toUpperCase(Locale.ROOT));
    }
}
