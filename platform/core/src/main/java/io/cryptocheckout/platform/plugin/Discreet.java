package io.cryptocheckout.platform.plugin;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What plugins are told of an object: all of it but who the customer is. */
final class Discreet {
    static final String CUSTOMER = "customer";

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

    private static Object plain(Object value) {
        return switch (value) {
            case Map<?, ?> map -> of(map);
            case List<?> list -> list.stream().filter(each -> each != null).map(Discreet::plain).toList();
            default -> value;
        };
    }
}
