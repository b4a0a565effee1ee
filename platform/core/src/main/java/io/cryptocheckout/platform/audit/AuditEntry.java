package io.cryptocheckout.platform.audit;

import io.cryptocheckout.platform.authority.Principal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One line of a store's log.
 *
 * @param sequence
 *            counts from 1 without a gap
 * @param livemode
 *            the mode it was done in
 * @param outcome
 *            {@code done} or {@code refused}
 */
public record AuditEntry(UUID storeId, long sequence, @Nullable Boolean livemode, Instant at, Principal actor, AuditAct act,
        String outcome) {}
