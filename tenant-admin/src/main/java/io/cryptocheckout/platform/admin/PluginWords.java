package io.cryptocheckout.platform.admin;

import io.cryptocheckout.plugin.Manifest;
import io.cryptocheckout.plugin.Slot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a plugin is able to do, by its manifest, in words for whoever decides about it. */
final class PluginWords {
    private static final Map<String, String> FILTERS = Map.of("quote.rate", "Change the price of a quote, by 1 % at most",
            "payment.options", "Put the ways to pay in another order", "checkout.blocks", "Add text to the checkout page",
            "receipt.lines", "Add lines to the receipt", "webhook.extensions", "Add data of its own to webhooks");
    private static final Map<Slot, String> SLOTS = Map.of(Slot.SESSION_PANEL, "Show something beside a payment", Slot.DASHBOARD_TILE,
            "Show something on the first page", Slot.SETTINGS_PAGE, "Show something on its own page");

    private PluginWords() {}

    static List<String> abilities(Manifest manifest) {
        List<String> words = new ArrayList<>();
        if (!manifest.events().isEmpty()) {
            words.add("See payments: " + sorted(manifest.events()));
        }
        if (!manifest.notices().isEmpty()) {
            words.add("Pass on notices of payments");
        }
        manifest.filters().stream().sorted().map(FILTERS::get).forEach(words::add);
        if (manifest.prices()) {
            words.add("Be a source of prices");
        }
        manifest.slots().stream().sorted().map(SLOTS::get).forEach(words::add);
        if (manifest.mail()) {
            words.add("Write to your customers, without seeing their addresses");
        }
        manifest.hosts().stream().sorted().map(host -> host(manifest, host)).forEach(words::add);
        manifest.schedule().map(PluginWords::every).ifPresent(words::add);
        return words;
    }

    private static String host(Manifest manifest, String host) {
        return manifest.setting(host.replaceFirst("^setting:", ""))
                .map(setting -> "Call the address you fill in as “" + setting.label() + "”")
                .orElse("Call " + host);
    }

    private static String every(Duration interval) {
        return interval.toHours() >= 1 && interval.toMinutesPart() == 0
                ? interval.toHours() == 1 ? "Work by itself every hour" : "Work by itself every " + interval.toHours() + " hours"
                : "Work by itself every " + interval.toMinutes() + " minutes";
    }

    private static String sorted(Set<String> types) {
        return types.contains("*") ? "everything that happens" : String.join(", ", types.stream().sorted().toList());
    }
}
