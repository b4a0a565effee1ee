package io.cryptocheckout.platform.checkout;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * Where a checkout session stands. {@link #next} is the published graph: what one step may lead to without a transfer vanishing from the
 * chain and without a merchant's decision.
 */
public enum SessionStatus {
    PENDING, DETECTED, UNDERPAID, PAID, PAID_LATE, EXPIRED, FAILED, CANCELED;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static SessionStatus of(String wireName) {
        return Arrays.stream(values()).filter(s -> s.wireName().equals(wireName)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no session status is called " + wireName));
    }

    /** Whether the merchant may hand over the goods. */
    public boolean isPaid() {
        return this == PAID || this == PAID_LATE;
    }

    /**
     * What may follow while transfers only arrive and get confirmed, a pending transaction may be dropped by the network, and time passes.
     * Anything else needs a reorganization of the chain or a recorded decision.
     */
    public Set<SessionStatus> next() {
        return switch (this) {
            // Failed comes with time, where something had vanished before.
            case PENDING -> EnumSet.of(DETECTED, UNDERPAID, EXPIRED, FAILED);
            case DETECTED -> EnumSet.of(PENDING, UNDERPAID, PAID, PAID_LATE, EXPIRED, FAILED);
            case UNDERPAID -> EnumSet.of(DETECTED);
            // A grace transfer leads on; so does a payment that was in flight when the session was cancelled.
            case EXPIRED, CANCELED -> EnumSet.of(DETECTED, UNDERPAID);
            case FAILED -> EnumSet.of(DETECTED, UNDERPAID);
            case PAID, PAID_LATE -> EnumSet.noneOf(SessionStatus.class);
        };
    }
}
