package io.cryptocheckout.platform.access;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What may be shown of an organization's key after it was made.
 *
 * @param prefix
 *            its first characters, for example {@code ok_test_aB3d}
 * @param rolledFrom
 *            the key it took over from; null where it took over from none
 */
public record OrganizationKeyView(UUID id, String name, String prefix, String lastFour, List<String> allowedIps, Instant createdAt,
        @Nullable Instant expiresAt, @Nullable Instant revokedAt, @Nullable Instant lastUsedAt, @Nullable UUID rolledFrom) {}
