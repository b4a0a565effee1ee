package io.cryptocheckout.platform.checkout;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which sessions to list, newest first. All that is given must hold.
 *
 * @param statuses
 *            empty for all
 * @param createdFrom
 *            inclusive
 * @param createdTo
 *            exclusive
 * @param search
 *            a session id, a reference, an address or a transaction hash, matched exactly
 * @param page
 *            how many, and after which
 */
public record SessionQuery(Set<SessionStatus> statuses, @Nullable String reference, @Nullable Instant createdFrom,
        @Nullable Instant createdTo, @Nullable String search, Page page) {

    /**
     * @param limit
     *            1 to 100
     * @param startingAfter
     *            the last session of the page before; null for the first page
     */
    public record Page(int limit, @Nullable UUID startingAfter) {}

    public SessionQuery {
        statuses = Set.copyOf(statuses);
    }

    /** The newest sessions, whatever they are. */
    public static SessionQuery newest(int limit) {
        return new SessionQuery(Set.of(), null, null, null, null, new Page(limit, null));
    }
}
