package io.cryptocheckout.platform.audit;

import org.jspecify.annotations.Nullable;

/**
 * What reading a whole log again has shown.
 *
 * @param entries
 *            how many there are
 * @param brokenAt
 *            the first entry that does not follow from the one before it; null where all do
 */
public record AuditCheck(long entries, @Nullable Long brokenAt) {}
