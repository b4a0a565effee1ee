package io.cryptocheckout.platform.tenancy;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A person of a store.
 *
 * @param roleName
 *            the name of the role, for a store's own roles the one the store gave it
 * @param accessId
 *            the agency's access under which he was invited; null where the store's own people did, or the owner adopted him
 * @param works
 *            whether he may work here now: false while the agency that brought him in has no access
 */
public record MemberView(UUID accountId, Assignment assignment, String roleName, Instant since, @Nullable UUID accessId,
        boolean works) {}
