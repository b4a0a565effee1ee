package io.cryptocheckout.platform.access;

import io.cryptocheckout.platform.authority.Permission;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An API key to be made.
 *
 * @param scopes
 *            what it may do; an empty set means nothing, never everything
 * @param allowedIps
 *            addresses and CIDR blocks it may be used from, empty for anywhere
 */
public record NewApiKey(String name, Set<Permission> scopes, List<String> allowedIps, @Nullable Instant expiresAt) {

    public NewApiKey {
        scopes = Set.copyOf(scopes);
        allowedIps = List.copyOf(allowedIps);
    }
}
