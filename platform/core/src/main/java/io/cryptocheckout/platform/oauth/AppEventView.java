package io.cryptocheckout.platform.oauth;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One line of an app's log of events.
 *
 * @param type
 *            {@code app.connected} or {@code app.disconnected}
 * @param state
 *            {@code pending}, {@code delivered}, {@code abandoned} or {@code unsent}, which is the state of one that went nowhere because the
 *            app had no webhook URL
 * @param lastStatus
 *            the HTTP status of the last answer; null where there was none
 * @param lastError
 *            why the last attempt failed, in words; null where it did not
 * @param nextAttemptAt
 *            null where no attempt is due, or one is under way
 * @param body
 *            what is sent, byte for byte
 */
public record AppEventView(UUID id, String type, UUID grantId, UUID storeId, boolean livemode, String state, int attempts,
        @Nullable Integer lastStatus, @Nullable String lastError, @Nullable Instant nextAttemptAt, @Nullable Instant deliveredAt,
        Instant createdAt, String body) {}
