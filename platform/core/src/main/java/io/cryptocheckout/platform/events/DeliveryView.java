package io.cryptocheckout.platform.events;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One event on its way to one endpoint.
 *
 * @param state
 *            {@code pending}, {@code delivered} or {@code abandoned}
 * @param sample
 *            whether it carries a made-up object, sent by the test button
 * @param nextAttemptAt
 *            null when no attempt is due, or one is under way
 */
public record DeliveryView(UUID id, boolean livemode, UUID endpointId, UUID eventId, String eventType, boolean sample, String url,
        String state, int attempts, @Nullable Integer lastStatus, @Nullable String lastError, @Nullable Instant nextAttemptAt,
        @Nullable Instant deliveredAt, Instant createdAt) {}
