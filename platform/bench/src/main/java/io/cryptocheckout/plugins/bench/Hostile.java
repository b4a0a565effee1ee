package io.cryptocheckout.plugins.bench;

import io.cryptocheckout.plugin.Filter;
import io.cryptocheckout.plugin.Hooks;
import io.cryptocheckout.plugin.Plugin;
import io.cryptocheckout.plugin.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Does in every filter of a create what its setting {@code how} says. Its manifest lacks an id, as it is packed under several. */
public final class Hostile implements Plugin {
    public static final String MANIFEST = """
            version=1.0.0
            api=1.0
            main=io.cryptocheckout.plugins.bench.Hostile
            name=Hostile
            description=Does in every filter what its setting says
            filters=quote.rate payment.options webhook.extensions
            settings=how
            settings.how.type=text
            settings.how.label=How
            """;
    private static final List<byte[]> HELD = new ArrayList<>();
    private static volatile long spun;

    @Override
    public void register(Hooks hooks) {
        hooks.filter(Filter.QUOTE_RATE, (value, about, store) -> misbehave(value, store))
                .filter(Filter.PAYMENT_OPTIONS, (value, about, store) -> misbehave(value, store))
                .filter(Filter.WEBHOOK_EXTENSIONS, (value, about, store) -> misbehave(value, store));
    }

    private static <V> V misbehave(V value, Store store) throws InterruptedException {
        switch (store.settings().text("how").orElse("")) {
            // Never late, and so never a fault.
            case "slow" -> TimeUnit.MILLISECONDS.sleep(40);
            case "loop" -> spin(Long.MAX_VALUE);
            case "busy" -> spin(TimeUnit.MILLISECONDS.toNanos(40));
            case "allocate" -> allocate();
            case "flood" -> flood(store);
            case "throw" -> throw new IllegalStateException("as told");
            default -> {
            }
        }
        return value;
    }

    private static void spin(long nanos) {
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < nanos) {
            spun++;
        }
    }

    private static void allocate() {
        while (true) {
            HELD.add(new byte[1 << 20]);
        }
    }

    private static void flood(Store store) {
        while (true) {
            store.storage().put("flood", "x".repeat(60_000));
        }
    }
}
