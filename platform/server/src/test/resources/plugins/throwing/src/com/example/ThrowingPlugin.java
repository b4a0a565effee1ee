package com.example;

import io.cryptocheckout.plugin.Filter;
import io.cryptocheckout.plugin.Hooks;
import io.cryptocheckout.plugin.Plugin;
import io.cryptocheckout.plugin.Slot;
import io.cryptocheckout.plugin.Store;

/** Does nothing right. */
public final class ThrowingPlugin implements Plugin {

    @Override
    public void register(Hooks hooks) {
        hooks.on("session.created", (event, store) -> fail(store)).on("session.paid", (event, store) -> fail(store))
                .filter(Filter.CHECKOUT_BLOCKS, (blocks, session, store) -> fail(store))
                .slot(Slot.SETTINGS_PAGE, (about, store) -> fail(store));
    }

    private static <T> T fail(Store store) {
        throw new IllegalStateException("Broken on purpose for " + store.name());
    }
}
