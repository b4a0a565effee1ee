package io.cryptocheckout.platform.admin;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a browser says it is, in the few words by which its owner knows it. */
final class BrowserName {
    /** In this order: most browsers name others, too. */
    private static final List<Map.Entry<String, String>> BROWSERS = List.of(Map.entry("Edg", "Edge"), Map.entry("OPR/", "Opera"),
            Map.entry("Firefox/", "Firefox"), Map.entry("Chrome/", "Chrome"), Map.entry("Safari/", "Safari"));
    private static final List<Map.Entry<String, String>> SYSTEMS = List.of(Map.entry("Android", "Android"), Map.entry("iPhone", "iPhone"),
            Map.entry("iPad", "iPad"), Map.entry("Windows", "Windows"), Map.entry("Mac OS X", "macOS"), Map.entry("Linux", "Linux"));

    private BrowserName() {}

    static String of(@Nullable String agent) {
        String words = agent == null ? "" : agent;
        return first(BROWSERS, words, "Unknown browser") + first(SYSTEMS, words, "");
    }

    private static String first(List<Map.Entry<String, String>> known, String words, String otherwise) {
        return known.stream().filter(one -> words.contains(one.getKey())).map(Map.Entry::getValue).findFirst()
                .map(name -> known == SYSTEMS ? " on " + name : name).orElse(otherwise);
    }
}
