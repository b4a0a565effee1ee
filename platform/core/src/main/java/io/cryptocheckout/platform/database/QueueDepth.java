package io.cryptocheckout.platform.database;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a queue of rows stands.
 *
 * @param waiting
 *            rows that wait for their turn, now or later
 * @param overdue
 *            those whose turn has come
 * @param oldest
 *            when the oldest of these was due; null where there is none
 */
public record QueueDepth(long waiting, long overdue, @Nullable Instant oldest) {}
