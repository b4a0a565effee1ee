package io.cryptocheckout.platform.events;

import java.util.List;

/**
 * A delivery with everything that was sent and answered.
 *
 * @param body
 *            the raw body, the same on every attempt
 * @param attempts
 *            oldest first
 */
public record DeliveryWithAttempts(DeliveryView delivery, String body, List<AttemptView> attempts) {}
