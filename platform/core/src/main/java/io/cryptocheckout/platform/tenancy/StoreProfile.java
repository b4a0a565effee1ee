package io.cryptocheckout.platform.tenancy;

import java.time.Instant;
import java.util.UUID;

/** A store as its own credentials see it. */
public record StoreProfile(UUID id, StoreSettings settings, Instant createdAt) {}
