package io.cryptocheckout.platform.events;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer.
 *
 * @param status
 *            null where no answer came; then {@code error} says why
 * @param responseBody
 *            its beginning; null where no answer came
 */
public record AttemptView(int number, Instant at, Duration took, String url, Map<String, String> requestHeaders, @Nullable Integer status,
        Map<String, String> responseHeaders, @Nullable String responseBody, @Nullable String error) {}
