package io.cryptocheckout.platform.checkout;

import java.util.Locale;

/** What is unusual about a session's payments. Exceptions combine, and none of them is a status. */
public enum SessionException {
    UNDERPAID, OVERPAID, LATE, WRONG_ASSET, WRONG_NETWORK, REVERTED;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
