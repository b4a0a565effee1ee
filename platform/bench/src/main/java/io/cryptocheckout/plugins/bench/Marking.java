package io.cryptocheckout.plugins.bench;

import io.cryptocheckout.plugin.Filter;
import io.cryptocheckout.plugin.Hooks;
import io.cryptocheckout.plugin.Plugin;
import java.util.Map;

/** Adds one value to the payload of every event: as little as a filter can do. */
public final class Marking implements Plugin {
    public static final String MANIFEST = """
            id=bench-marking
            version=1.0.0
            api=1.0
            main=io.cryptocheckout.plugins.bench.Marking
            name=Marking
            description=Adds one value to the payload of every event
            filters=webhook.extensions
            """;

    @Override
    public void register(Hooks hooks) {
        hooks.filter(Filter.WEBHOOK_EXTENSIONS, (value, event, store) -> Map.of("store", store.name()));
    }
}
