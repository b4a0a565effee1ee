package io.cryptocheckout.plugins;

import io.cryptocheckout.plugin.Hooks;
import io.cryptocheckout.plugin.Http;
import io.cryptocheckout.plugin.Json;
import io.cryptocheckout.plugin.Plugin;
import io.cryptocheckout.plugin.Rate;
import io.cryptocheckout.plugin.Settings;
import io.cryptocheckout.plugin.Store;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads one price of one pair out of a JSON answer. */
public final class JsonPriceSource implements Plugin {

    @Override
    public void register(Hooks hooks) {
        hooks.prices(JsonPriceSource::read);
    }

    private static Optional<Rate> read(String asset, String currency, Store store) throws IOException {
        Settings settings = store.settings();
        if (!asset.equalsIgnoreCase(settings.text("asset").orElseThrow())
                || !currency.equalsIgnoreCase(settings.text("currency").orElseThrow())) {
            return Optional.empty();
        }
        Http.Response answer = store.http().get(settings.text("url").orElseThrow());
        if (!answer.isSuccess()) {
            throw new IOException("The price source answered " + answer.status() + ".");
        }
        return Optional.of(new Rate(asset, currency, price(answer.body(), settings.text("path").orElseThrow()), store.now()));
    }

    /** What is no price is the source's fault, and said as such. */
    private static BigDecimal price(String body, String path) throws IOException {
        try {
            Object value = Json.read(body);
            for (String step : path.split("\\.", -1)) {
                value = inside(value, step);
            }
            BigDecimal price = new BigDecimal(String.valueOf(value));
            if (price.signum() > 0) {
                return price;
            }
        } catch (IllegalArgumentException e) {
            throw new IOException("The price source's answer has no price at " + path + ".", e);
        }
        throw new IOException("The price at " + path + " is not greater than zero.");
    }

    private static Object inside(Object value, String step) {
        return switch (value) {
            case Map<?, ?> map when map.containsKey(step) -> map.get(step);
            case List<?> list when step.matches("\\d{1,6}") && Integer.parseInt(step) < list.size() -> list.get(Integer.parseInt(step));
            case null, default -> throw new IllegalArgumentException("There is no " + step);
        };
    }
}
