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
    /** To read a longer one takes a server's word for how much work that is. */
    private static final int LONGEST_NUMBER = 40;

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
        String path = settings.text("path").orElseThrow();
        try {
            return Optional.of(new Rate(asset, currency, price(answer.body(), path), store.now()));
        } catch (IllegalArgumentException e) {
            throw new IOException("The price source's answer has no price at " + path + ".", e);
        }
    }

    /** What is no price is the source's fault, and said as such. */
    private static BigDecimal price(String body, String path) {
        Object value = Json.read(body);
        for (String step : path.split("\\.", -1)) {
            value = inside(value, step);
        }
        String number = String.valueOf(value);
        if (number.length() > LONGEST_NUMBER) {
            throw new IllegalArgumentException("A number of " + number.length() + " characters is no price");
        }
        return new BigDecimal(number);
    }

    private static Object inside(Object value, String step) {
        return switch (value) {
            case Map<?, ?> map when map.containsKey(step) -> map.get(step);
            case List<?> list when step.matches("\\d{1,6}") && Integer.parseInt(step) < list.size() -> list.get(Integer.parseInt(step));
            case null, default -> throw new IllegalArgumentException("There is no " + step);
        };
    }
}
