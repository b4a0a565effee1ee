package io.cryptocheckout.platform.tenancy;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A store as its own credentials see it.
 *
 * @param suspension
 *            why the store may make nothing new; null where it is not suspended
 */
public record StoreProfile(UUID id, StoreSettings settings, Instant createdAt, @Nullable String suspension) {}
