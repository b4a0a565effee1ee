package com.example.plugins;

import io.cryptocheckout.plugin.Block;
import io.cryptocheckout.plugin.Filter;
import io.cryptocheckout.plugin.Hooks;
import io.cryptocheckout.plugin.Http;
import io.cryptocheckout.plugin.Plugin;
import io.cryptocheckout.plugin.Rate;
import io.cryptocheckout.plugin.Slot;
import io.cryptocheckout.plugin.Store;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A plugin that uses everything there is, as it is meant. */
public final class Good implements Plugin {
    public static final String MANIFEST = """
            id=good
            version=1.0.0
            api=1.0
            main=com.example.plugins.Good
            name=Good
            description=Uses everything there is
            events=session.paid
            notices=session.paid
            filters=quote.rate webhook.extensions
            slots=session.panel
            hosts=hooks.example.com
            prices=true
            schedule=PT15M
            mail=customer
            """;

    @Override
    public void register(Hooks hooks) {
        hooks.on("session.paid", (event, store) -> {
            store.storage().put("seen/" + event.id(), event.data().text("price.currency").orElse("none"));
            store.log("Saw " + event.type());
        });
        hooks.filter(Filter.QUOTE_RATE, (rate, about, store) -> rate.with(rate.value().multiply(new BigDecimal("1.001"))));
        hooks.filter(Filter.WEBHOOK_EXTENSIONS, (value, about, store) -> Map.of("store", store.name(), "greeting",
                store.settings().text("greeting").orElse(""), "live", store.livemode(), "now", store.now().toString()));
        hooks.notices((notice, store) -> {
            Http.Response answer = store.http().post("https://hooks.example.com/in", Map.of("X-A", "b"), notice.subject());
            store.storage().put("status", String.valueOf(answer.status()));
        });
        hooks.prices((asset, currency, store) -> asset.equals("ETH")
                ? Optional.of(new Rate(asset, currency, new BigDecimal("2000.5"), store.now()))
                : Optional.empty());
        hooks.scheduled(Good::task);
        hooks.slot(Slot.SESSION_PANEL, (about, store) -> List.of(Block.line("Reference", about.text("reference").orElse(""))));
    }

    private static void task(Store store) throws Exception {
        if (store.storage().putIfAbsent("lock", "1") && store.storage().keys("se").equals(List.of("seen/evt_1"))) {
            store.mail().toCustomer("cs_1", "Hello", store.http().get("https://hooks.example.com/").body());
            store.storage().delete("lock");
        }
    }
}
