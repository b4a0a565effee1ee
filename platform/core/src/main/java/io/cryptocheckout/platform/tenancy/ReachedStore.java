package io.cryptocheckout.platform.tenancy;

import io.cryptocheckout.platform.authority.Permission;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A store as an organization sees it from above.
 *
 * @param suspended
 *            whether the operator of the platform lets it make nothing new
 * @param permissions
 *            what it may read there of how the store is doing, in the mode that was asked for
 * @param accessId
 *            the agency's access by which it reaches a client's store; null for a store of its own
 * @param accessEndsAt
 *            when that access ends by itself; null where it does not
 */
public record ReachedStore(UUID id, String name, Instant createdAt, boolean suspended, Set<Permission> permissions, @Nullable UUID accessId,
        @Nullable Instant accessEndsAt) {}
