package io.cryptocheckout.platform.events;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What to change about an endpoint; null leaves a field as it is, an empty description removes it. */
public record EndpointChange(@Nullable String url, @Nullable String description, @Nullable List<String> types,
        @Nullable Boolean enabled) {}
