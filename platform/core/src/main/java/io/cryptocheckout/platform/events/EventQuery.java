package io.cryptocheckout.platform.events;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which events to list.
 *
 * @param types
 *            empty does not filter
 * @param ascending
 *            oldest first, for catching up; otherwise newest first
 */
public record EventQuery(List<String> types, boolean ascending, @Nullable UUID startingAfter, int limit) {}
