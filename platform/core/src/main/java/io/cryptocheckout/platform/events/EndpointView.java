package io.cryptocheckout.platform.events;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A webhook endpoint as its store sees it; never its secret.
 *
 * @param disabledReason
 *            {@code merchant}, {@code gone}, {@code failing} or {@code disconnected}; null while it is enabled
 * @param previousSecretEndsAt
 *            until when the secret before the current one signs as well, null when none does
 * @param failingSince
 *            the first failure since the last success, null while all is well
 * @param accessId
 *            the agency's access under which it was made, or led elsewhere; null for the store's own, and once the owner adopted it
 * @param grantId
 *            what the app was granted that made it and alone sees it beside the store; null for the store's own
 */
public record EndpointView(UUID id, boolean livemode, String url, @Nullable String description, List<String> types, boolean enabled,
        @Nullable String disabledReason, String apiVersion, @Nullable Instant previousSecretEndsAt, @Nullable Instant failingSince,
        Instant createdAt, @Nullable UUID accessId, @Nullable UUID grantId) {

    static final String DISCONNECTED = "disconnected";

    /** Whether it fails, or was switched off because it did; one that its owner switched off rests. */
    public boolean needsCare() {
        return failingSince != null || !enabled && !"merchant".equals(disabledReason) && !DISCONNECTED.equals(disabledReason);
    }
}
