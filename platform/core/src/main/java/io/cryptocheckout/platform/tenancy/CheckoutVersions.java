package io.cryptocheckout.platform.tenancy;

import java.time.LocalDate;
import java.util.List;

/** The versions of the API that this platform speaks; a store is pinned to the one it was made with. */
public final class CheckoutVersions {
    /** What new stores are pinned to; the same date as {@code info.version} of the API specification. */
    public static final LocalDate CURRENT = LocalDate.of(2026, 11, 1);

    /** Every version that a request may name, oldest first. */
    public static final List<LocalDate> KNOWN = List.of(CURRENT);

    private CheckoutVersions() {}
}
