package io.cryptocheckout.plugin.runner;

import io.cryptocheckout.plugin.Block;
import io.cryptocheckout.plugin.Event;
import io.cryptocheckout.plugin.Facts;
import io.cryptocheckout.plugin.Filter;
import io.cryptocheckout.plugin.Hooks;
import io.cryptocheckout.plugin.Notice;
import io.cryptocheckout.plugin.Rate;
import io.cryptocheckout.plugin.Slot;
import io.cryptocheckout.plugin.Store;
import io.cryptocheckout.plugin.wire.UnreadObject;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/** One call of a hook: plain values become those of the API, and what comes back becomes plain again. */
final class Invocation {
    private final Registration plugin;
    private final Map<?, ?> frame;
    private final Store store;

    Invocation(Registration plugin, Map<?, ?> frame, Store store) {
        this.plugin = plugin;
        this.frame = frame;
        this.store = store;
    }

    /** Runs the plugin's code; whatever it throws comes through. */
    Object run() throws Exception {
        String name = (String) frame.get("name");
        return switch (String.valueOf(frame.get("hook"))) {
            case "action" -> action(name);
            case "notice" -> notice();
            case "filter" -> filter(Filter.all().stream().filter(point -> point.name().equals(name)).findFirst().orElseThrow());
            case "price" -> price();
            case "task" -> task();
            case "slot" -> slot(Slot.of(name).orElseThrow());
            default -> throw new IllegalStateException("The platform calls what this version does not know: " + frame.get("hook"));
        };
    }

    private Object action(String type) throws Exception {
        // Where all events are declared, those that nothing is registered for are told too.
        Optional<Hooks.Action> action = plugin.action(type);
        if (action.isPresent()) {
            action.get().run(event((Map<?, ?>) frame.get("value")), store);
        }
        return null;
    }

    private Object notice() throws Exception {
        Map<?, ?> value = (Map<?, ?>) frame.get("value");
        plugin.notifier().orElseThrow().send(new Notice(event((Map<?, ?>) value.get("event")), (String) value.get("subject"),
                (String) value.get("text"), (String) value.get("link")), store);
        return null;
    }

    private <V> Object filter(Filter<V> point) throws Exception {
        Hooks.Change<V> change = plugin.change(point).orElseThrow();
        V changed = change.apply(point.ofPlain(frame.get("value")), facts(frame.get("about")), store);
        return plain(() -> point.toPlain(Objects.requireNonNull(changed)));
    }

    private Object price() throws Exception {
        Map<?, ?> value = (Map<?, ?>) frame.get("value");
        Optional<Rate> rate = plugin.prices().orElseThrow().read((String) value.get("asset"), (String) value.get("currency"), store);
        return plain(() -> rate.map(Filter.QUOTE_RATE::toPlain).orElse(null));
    }

    private Object slot(Slot place) throws Exception {
        List<Block> blocks = plugin.view(place).orElseThrow().show(facts(frame.get("about")), store);
        return plain(() -> Filter.CHECKOUT_BLOCKS.toPlain(blocks));
    }

    /** A plugin's lists are of classes of its own, and a null in them shows only when they are read. */
    private static Object plain(Supplier<Object> value) {
        try {
            return value.get();
        } catch (RuntimeException e) {
            throw new NotPlain(e);
        }
    }

    private Object task() throws Exception {
        plugin.task().orElseThrow().run(store);
        return null;
    }

    private static Event event(Map<?, ?> value) {
        return new Event((String) value.get("id"), (String) value.get("type"), Instant.parse((String) value.get("createdAt")),
                facts(value.get("data")));
    }

    /** A map, or the text of a JSON object. */
    private static Facts facts(Object plain) {
        if (plain instanceof String json) {
            return new Facts(new UnreadObject(json));
        }
        if (!(plain instanceof Map<?, ?> map)) {
            return Facts.NONE;
        }
        Map<String, Object> values = new LinkedHashMap<>();
        map.forEach((name, value) -> {
            if (value != null) {
                values.put((String) name, value);
            }
        });
        return new Facts(values);
    }
}
