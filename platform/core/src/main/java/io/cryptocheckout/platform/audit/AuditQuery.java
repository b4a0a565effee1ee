package io.cryptocheckout.platform.audit;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which entries to show; null means any.
 *
 * @param action
 *            the action, or its object followed by a dot, such as {@code api_key.}
 * @param agency
 *            true for the acts of agencies alone
 * @param before
 *            entries with a lower sequence, for the next page
 * @param mode
 *            the entries of this mode, true for live, and those about what belongs to the store in both
 */
public record AuditQuery(@Nullable String action, @Nullable UUID actorId, @Nullable String object, @Nullable Boolean agency,
        @Nullable Instant from, @Nullable Instant to, @Nullable Long before, int limit, @Nullable Boolean mode) {

    /** Of whatever mode. */
    public AuditQuery(@Nullable String action, @Nullable UUID actorId, @Nullable String object, @Nullable Boolean agency,
            @Nullable Instant from, @Nullable Instant to, @Nullable Long before, int limit) {
        this(action, actorId, object, agency, from, to, before, limit, null);
    }

    public static AuditQuery newest(int limit) {
        return new AuditQuery(null, null, null, null, null, null, null, limit);
    }

    AuditQuery page(@Nullable Long next, int size) {
        return new AuditQuery(action, actorId, object, agency, from, to, next, size, mode);
    }
}
