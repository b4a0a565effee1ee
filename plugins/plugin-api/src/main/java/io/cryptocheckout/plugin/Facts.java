package io.cryptocheckout.plugin;

import io.cryptocheckout.plugin.wire.UnreadObject;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An object of the platform's REST API, with the same names. Values are text, {@link Long}, {@link BigDecimal}, {@link Boolean}, lists and
 * maps; what is null there is missing here.
 */
public record Facts(Map<String, Object> values) {
    public static final Facts NONE = new Facts(Map.of());

    public Facts {
        values = values instanceof UnreadObject ? values : Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** The text at a path such as {@code price.currency}; numbers are written out. */
    public Optional<String> text(String path) {
        return at(path).filter(value -> value instanceof String || value instanceof Number).map(String::valueOf);
    }

    /** The number at a path, written as one or as text. */
    public Optional<BigDecimal> decimal(String path) {
        try {
            return text(path).map(BigDecimal::new);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** The objects in the list at a path; empty where there is none. */
    public List<Facts> list(String path) {
        return at(path).filter(List.class::isInstance).map(List.class::cast).map(Facts::objects).orElse(List.of());
    }

    private static List<Facts> objects(List<?> list) {
        return list.stream().filter(Map.class::isInstance).map(Map.class::cast).map(Facts::of).toList();
    }

    /** The object in a map whose keys are text. */
    public static Facts of(Map<?, ?> map) {
        Map<String, Object> values = new LinkedHashMap<>();
        map.forEach((name, value) -> values.put(String.valueOf(name), value));
        return new Facts(values);
    }

    private Optional<Object> at(String path) {
        Object value = values;
        for (String name : path.split("\\.", -1)) {
            value = value instanceof Map<?, ?> map ? map.get(name) : null;
        }
        return Optional.ofNullable(value);
    }
}
