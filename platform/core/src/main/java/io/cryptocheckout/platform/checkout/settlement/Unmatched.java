package io.cryptocheckout.platform.checkout.settlement;

import java.util.Locale;

/**
 * A transfer that matches no rule of the session and belongs in the funds inbox.
 *
 * @param key
 *            names the transfer for good, whichever block holds it
 */
public record Unmatched(String key, Observation transfer, Reason reason) {

    /** Why funds lie in the inbox. */
    public enum Reason {
        LATE, CANCELED, WRONG_ASSET, WRONG_NETWORK, DUST, NO_SESSION;

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
