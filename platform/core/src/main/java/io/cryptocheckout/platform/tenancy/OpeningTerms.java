package io.cryptocheckout.platform.tenancy;

import org.jspecify.annotations.Nullable;

/**
 * What holds for a session that is opened now.
 *
 * @param sessionsPerMonth
 *            how many the store may open in a month; null where it may open any number
 */
public record OpeningTerms(StoreRules rules, @Nullable Long sessionsPerMonth) {}
