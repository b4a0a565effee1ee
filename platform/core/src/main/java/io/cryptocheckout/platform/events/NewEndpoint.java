package io.cryptocheckout.platform.events;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint to be made.
 *
 * @param types
 *            which events it wants; {@link EventTypes#ALL} for all of them
 */
public record NewEndpoint(String url, @Nullable String description, List<String> types) {}
