package io.cryptocheckout.platform.tenancy;

/** What happens to a transfer that arrives after the window, within the grace. */
public enum LatePolicy {
    /** It counts, and the session becomes {@code paid_late} with it. */
    COUNT,
    /** It goes to the funds inbox, where the merchant decides. */
    HOLD
}
