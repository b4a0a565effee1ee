package io.cryptocheckout.platform.checkout.settlement;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Set;

/** What a merchant decided about a session; recorded, never undone. */
public sealed interface Decision {

    /** The session takes no further payment from that moment on. */
    record Cancel(Instant at) implements Decision {}

    /**
     * What has arrived is accepted as payment.
     *
     * @param accepted
     *            the keys of the transfers the merchant saw; once one of them vanishes from the chain the decision stands on nothing
     */
    record Resolve(Set<String> accepted) implements Decision {
        public Resolve {
            accepted = Set.copyOf(accepted);
        }
    }

    /**
     * Funds of the inbox are credited to the session at a rate the merchant saw.
     *
     * @param transfer
     *            the key of the transfer
     * @param worth
     *            what it counts for, in the session's fiat currency
     */
    record Apply(String transfer, BigDecimal worth) implements Decision {}
}
