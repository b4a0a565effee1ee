package io.cryptocheckout.platform.tenancy;

import java.time.Instant;
import java.util.UUID;

/** A store as its people see it in a list. */
public record StoreView(UUID id, UUID organizationId, String name, Role role, Instant createdAt) {}
