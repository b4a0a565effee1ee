package io.cryptocheckout.platform.tenancy;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An organization as the operator sees it.
 *
 * @param agency
 *            whether it works in the stores of others
 * @param plan
 *            the plan in force
 * @param given
 *            whether it was given this plan, or has the default one
 */
public record TenantView(UUID id, String name, boolean agency, Instant createdAt, PlanView plan, boolean given, List<Store> stores) {

    /**
     * A store of it.
     *
     * @param suspension
     *            why it may make nothing new; null where it may
     */
    public record Store(UUID id, String name, Instant createdAt, @Nullable Instant suspendedAt, @Nullable String suspension) {}
}
