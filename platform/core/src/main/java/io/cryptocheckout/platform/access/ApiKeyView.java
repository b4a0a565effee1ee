package io.cryptocheckout.platform.access;

import io.cryptocheckout.platform.authority.Permission;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What may be shown of an API key after it was made.
 *
 * @param prefix
 *            its first characters, for example {@code ck_test_aB3d}
 * @param allowedIps
 *            addresses and CIDR blocks, empty for anywhere
 * @param accessId
 *            the agency's access under which it was made and on which it rests; null for the store's own, and once the owner adopted it
 */
public record ApiKeyView(UUID id, String name, String prefix, String lastFour, Set<Permission> scopes,
        List<String> allowedIps, Instant createdAt, @Nullable Instant expiresAt, @Nullable Instant revokedAt,
        @Nullable Instant lastUsedAt, @Nullable UUID rolledFrom, @Nullable UUID accessId) {}
