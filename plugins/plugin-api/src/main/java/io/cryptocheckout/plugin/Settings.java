package io.cryptocheckout.plugin;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/** What the merchant filled in, checked against the manifest's schema, with its defaults. */
public record Settings(Map<String, String> values) {

    public Settings {
        values = Map.copyOf(values);
    }

    /** Empty where nothing was filled in. */
    public Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name)).filter(value -> !value.isEmpty());
    }

    public Optional<BigDecimal> number(String name) {
        return text(name).map(BigDecimal::new);
    }

    public boolean isOn(String name) {
        return "true".equals(values.get(name));
    }
}
