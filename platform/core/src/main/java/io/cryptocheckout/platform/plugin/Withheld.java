package io.cryptocheckout.platform.plugin;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What no plugin is told, wherever it stands in what it is told: who the customer is. */
final class Withheld {
    private static final String CUSTOMER = "customer";

    private Withheld() {}

    /** The same plain value without it. */
    static @Nullable Object from(@Nullable Object plain) {
        return switch (plain) {
            case Map<?, ?> map -> from(map);
            case List<?> list -> list.stream().map(Withheld::from).toList();
            case null, default -> plain;
        };
    }

    private static Map<String, @Nullable Object> from(Map<?, ?> map) {
        Map<String, @Nullable Object> rest = new LinkedHashMap<>();
        map.forEach((name, value) -> {
            if (!CUSTOMER.equals(name)) {
                rest.put(String.valueOf(name), from(value));
            }
        });
        return rest;
    }
}
