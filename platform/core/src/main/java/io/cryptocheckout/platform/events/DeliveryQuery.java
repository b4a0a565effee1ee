package io.cryptocheckout.platform.events;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which deliveries to list; null does not filter. */
public record DeliveryQuery(@Nullable UUID endpointId, @Nullable UUID eventId, @Nullable String state, @Nullable UUID startingAfter,
        int limit) {}
