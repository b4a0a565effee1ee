package io.cryptocheckout.platform.access;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A key of an organization to be made.
 *
 * @param allowedIps
 *            addresses and CIDR blocks it may be used from, empty for anywhere
 */
public record NewOrganizationKey(String name, List<String> allowedIps, @Nullable Instant expiresAt) {

    public NewOrganizationKey {
        allowedIps = List.copyOf(allowedIps);
    }
}
