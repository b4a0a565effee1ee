package io.cryptocheckout.platform.tenancy;

import io.cryptocheckout.platform.authority.Permission;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A store as one of its people sees it.
 *
 * @param role
 *            {@code owner}, {@code admin}, {@code developer}, {@code support}, {@code accountant}, the name of one of the store's own
 *            roles, or {@code agency}
 * @param accessId
 *            the agency's access by which the person is here; null for the store's own people
 * @param suspension
 *            why the store may make nothing new; null where it is not suspended
 */
public record StoreView(UUID id, UUID organizationId, String name, Instant createdAt, String role, Rights rights, @Nullable UUID accessId,
        @Nullable String suspension) {

    public Set<Permission> permissions(boolean livemode) {
        return rights.in(livemode);
    }
}
