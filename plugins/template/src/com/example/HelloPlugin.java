package com.example;

import io.cryptocheckout.plugin.Block;
import io.cryptocheckout.plugin.Event;
import io.cryptocheckout.plugin.Facts;
import io.cryptocheckout.plugin.Filter;
import io.cryptocheckout.plugin.Hooks;
import io.cryptocheckout.plugin.Plugin;
import io.cryptocheckout.plugin.Slot;
import io.cryptocheckout.plugin.Store;
import java.util.ArrayList;
import java.util.List;

/** A filter, an action and a place in the dashboard: the three things most plugins are made of. */
public final class HelloPlugin implements Plugin {

    @Override
    public void register(Hooks hooks) {
        hooks.filter(Filter.CHECKOUT_BLOCKS, HelloPlugin::greet).on("session.paid", HelloPlugin::count).slot(Slot.SETTINGS_PAGE,
                HelloPlugin::show);
    }

    private static List<Block> greet(List<Block> blocks, Facts session, Store store) {
        List<Block> more = new ArrayList<>(blocks);
        more.add(Block.text(store.settings().text("greeting").orElseThrow(), "You are paying " + store.name() + "."));
        return more;
    }

    /** An event may come more than once; a value of its own for each makes the count right all the same. */
    private static void count(Event event, Store store) {
        store.storage().putIfAbsent("paid/" + event.id(), event.createdAt().toString());
    }

    private static List<Block> show(Facts none, Store store) {
        return List.of(Block.line("Paid orders", String.valueOf(store.storage().keys("paid/").size())));
    }
}
