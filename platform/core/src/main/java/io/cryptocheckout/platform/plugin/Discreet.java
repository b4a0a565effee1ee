package io.cryptocheckout.platform.plugin;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What plugins are told of an object: all of it but who the customer is. */
final class Discreet {
    static final String CUSTOMER = "customer";
    private static final String EXTENSIONS = "extensions";

    private Discreet() {}

    static Map<String, Object> of(Map<?, ?> object) {
        Map<String, Object> told = new LinkedHashMap<>();
        object.forEach((name, value) -> {
            if (!CUSTOMER.equals(name) && value != null) {
                told.put(String.valueOf(name), plain(value));
            }
        });
        return told;
    }

    /** An event without what plugins added to it, which is for the receivers of webhooks: no plugin is shown another's. */
    static Map<String, Object> ofEvent(Map<?, ?> event) {
        Map<String, Object> told = of(event);
        told.remove(EXTENSIONS);
        return told;
    }

    private static Object plain(Object value) {
        return switch (value) {
            case Map<?, ?> map -> of(map);
            case List<?> list -> list.stream().filter(each -> each != null).map(Discreet::plain).toList();
            default -> value;
        };
    }
}
