package io.cryptocheckout.platform.events;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What came of a claimed message.
 *
 * @param state
 *            {@code pending}, {@code delivered} or {@code abandoned}
 * @param dueAt
 *            when to try again; null unless pending
 * @param sentAt
 *            when the request was made; null where none was
 * @param responseStatus
 *            the HTTP status; null where no answer came
 * @param error
 *            why it failed, in words for people; null where it did not
 */
public record MessageOutcome(DueMessage message, String state, @Nullable Instant dueAt, @Nullable Instant sentAt,
        @Nullable Integer responseStatus, @Nullable String error) {}
