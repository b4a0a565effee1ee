package io.cryptocheckout.platform.events;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What to change about an endpoint; null leaves a field as it is, an empty description removes it. */
public record EndpointChange(@Nullable String url, @Nullable String description, @Nullable List<String> types,
        @Nullable Boolean enabled) {

    /** The fields that change and their new values. */
    Map<String, String> inWords() {
        Map<String, String> words = new TreeMap<>();
        if (url != null) {
            words.put("url", url);
        }
        if (description != null) {
            words.put("description", description);
        }
        if (types != null) {
            words.put("events", String.join(" ", types));
        }
        if (enabled != null) {
            words.put("enabled", enabled.toString());
        }
        return words;
    }
}
