package io.cryptocheckout.platform.oauth;

import io.cryptocheckout.platform.authority.Permission;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One connection of an app, as the app may know it: the store by its id and nothing that the store did not say itself.
 *
 * @param id
 *            of the grant
 * @param lastUsedAt
 *            when the app last called with it; null where it never did
 * @param endedAt
 *            null while it stands
 * @param endReason
 *            {@code disconnected}, {@code revoked} or {@code replayed}; null while it stands
 */
public record AppInstall(UUID id, UUID storeId, boolean livemode, Set<Permission> scopes, Instant connectedAt, @Nullable Instant lastUsedAt,
        @Nullable Instant endedAt, @Nullable String endReason) {

    public AppInstall {
        scopes = Set.copyOf(scopes);
    }
}
