package io.cryptocheckout.platform.oauth;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What may be shown of a client secret after it was made.
 *
 * @param expiresAt
 *            when it ends because another took over; null for the newest one
 */
public record AppSecretView(UUID id, String lastFour, Instant createdAt, @Nullable Instant expiresAt) {}
