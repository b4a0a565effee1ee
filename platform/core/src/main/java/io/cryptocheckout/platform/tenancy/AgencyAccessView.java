package io.cryptocheckout.platform.tenancy;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An agency's request or access, as the store's owner sees it.
 *
 * @param status
 *            {@code requested}, {@code active}, {@code expired}, {@code declined} or {@code ended}
 * @param askedBy
 *            the person who asked; null where the owner granted it unasked
 */
public record AgencyAccessView(UUID id, UUID agencyId, String agencyName, String status, AgencyGrant grant, @Nullable String askedBy,
        Instant createdAt) {

    public boolean isActive() {
        return "active".equals(status);
    }

    public boolean isRequested() {
        return "requested".equals(status);
    }
}
