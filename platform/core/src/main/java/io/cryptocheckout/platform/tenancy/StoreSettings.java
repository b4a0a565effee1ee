package io.cryptocheckout.platform.tenancy;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * How a store looks to its customers and what it gives its sessions.
 *
 * @param colour
 *            {@code #rrggbb} in lower case
 * @param checkoutVersion
 *            the version of the API the store is pinned to
 */
public record StoreSettings(String name, @Nullable String logoUrl, @Nullable String colour, LocalDate checkoutVersion,
        StoreRules rules) {}
