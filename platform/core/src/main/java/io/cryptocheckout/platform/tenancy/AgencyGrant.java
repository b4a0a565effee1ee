package io.cryptocheckout.platform.tenancy;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an agency may do in a store.
 *
 * @param expiresAt
 *            when it ends by itself; null for until the owner ends it
 */
public record AgencyGrant(Rights rights, @Nullable Instant expiresAt) {}
