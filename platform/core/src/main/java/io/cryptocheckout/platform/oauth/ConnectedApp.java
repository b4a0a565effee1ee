package io.cryptocheckout.platform.oauth;

import io.cryptocheckout.platform.authority.Permission;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An app that works in a store and mode, as the store's people see it.
 *
 * @param id
 *            of what it was granted
 * @param host
 *            of the site that it came back to when it was connected; null for the command line
 * @param verified
 *            whether the operator of the platform looked at it
 * @param accountId
 *            who connected it, or adopted it since
 * @param accessId
 *            the agency's access that it rests on; null for the store's own
 */
public record ConnectedApp(UUID id, String name, AppKind kind, @Nullable String host, boolean verified, Set<Permission> scopes,
        UUID accountId,
        @Nullable UUID accessId, Instant agreedAt, @Nullable Instant lastUsedAt) {

    public ConnectedApp {
        scopes = Set.copyOf(scopes);
    }
}
