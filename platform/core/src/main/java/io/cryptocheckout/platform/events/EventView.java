package io.cryptocheckout.platform.events;

import java.util.UUID;

/**
 * An event.
 *
 * @param body
 *            its envelope, exactly as it is delivered
 */
public record EventView(UUID id, String body) {}
