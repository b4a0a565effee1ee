package io.cryptocheckout.platform.plugin;

import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.plugin.process.PluginCall;
import io.cryptocheckout.platform.plugin.process.PluginFault;
import io.cryptocheckout.plugin.Filter;
import io.cryptocheckout.plugin.Rate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Prices that plugins give for the stores that enabled them, asked for in the background and only of pairs that the store was lately asked
 * about; whoever quotes reads them from memory.
 */
public final class PluginPrices {
    /** Begins the name of a source that is a plugin. */
    public static final String SOURCE = "plugin:";
    /** Pairs nobody asks about are not asked for. */
    private static final Duration INTEREST = Duration.ofHours(1);
    private static final int MOST_PAIRS = 40;

    private final PluginRegistry registry;
    private final PluginHost host;
    private final Quarantine quarantine;
    private final Clock clock;
    private final Map<Scope, Map<Pair, Instant>> asked = new ConcurrentHashMap<>();
    private final Map<Scope, List<SeenPrice>> seen = new ConcurrentHashMap<>();

    private record Pair(String asset, String currency) {}

    PluginPrices(PluginRegistry registry, PluginHost host, Quarantine quarantine, Clock clock) {
        this.registry = registry;
        this.host = host;
        this.quarantine = quarantine;
        this.clock = clock;
    }

    /** What the store's plugins said lately of a pair; it is asked for again and again from now on. */
    public List<SeenPrice> of(Scope scope, String asset, String currency) {
        if (givers(scope).isEmpty()) {
            return List.of();
        }
        Map<Pair, Instant> pairs = asked.computeIfAbsent(scope, any -> new ConcurrentHashMap<>());
        if (pairs.size() < MOST_PAIRS || pairs.containsKey(new Pair(asset, currency))) {
            pairs.put(new Pair(asset, currency), clock.instant());
        }
        return seen.getOrDefault(scope, List.of()).stream()
                .filter(price -> price.asset().equals(asset) && price.currency().equals(currency))
                .toList();
    }

    /** One round: asks for every pair that is of interest. */
    void refresh() {
        Instant now = clock.instant();
        asked.values().forEach(pairs -> pairs.values().removeIf(at -> at.isBefore(now.minus(INTEREST))));
        asked.values().removeIf(Map::isEmpty);
        seen.keySet().retainAll(asked.keySet());
        asked.forEach((scope, pairs) -> {
            List<SeenPrice> prices = new ArrayList<>();
            for (EnabledPlugin plugin : givers(scope)) {
                for (Pair pair : pairs.keySet()) {
                    SeenPrice price = ask(plugin, pair);
                    if (price != null) {
                        prices.add(price);
                    }
                }
            }
            seen.put(scope, List.copyOf(prices));
        });
    }

    private List<EnabledPlugin> givers(Scope scope) {
        return registry.of(scope).stream().filter(plugin -> plugin.manifest().prices()).toList();
    }

    private @Nullable SeenPrice ask(EnabledPlugin plugin, Pair pair) {
        try {
            Object answer = host.call(plugin, new PluginHost.Hook(PluginCall.Hook.PRICE, ""),
                    Map.of("asset", pair.asset(), "currency", pair.currency()), null);
            if (answer == null) {
                return null;
            }
            Rate rate = Filter.QUOTE_RATE.ofPlain(answer);
            Instant now = clock.instant();
            if (!rate.asset().equals(pair.asset()) || !rate.currency().equals(pair.currency())) {
                throw new IllegalArgumentException("it is of " + rate.asset() + " in " + rate.currency());
            }
            return new SeenPrice(SOURCE + plugin.id(), pair.asset(), pair.currency(), rate.value(),
                    rate.at().isAfter(now) ? now : rate.at());
        } catch (PluginFault e) {
            return null;
        } catch (IllegalArgumentException malformed) {
            quarantine.refused(plugin.scope(), plugin.id(), "The price it gave for " + pair.asset() + " cannot be used: "
                    + malformed.getMessage());
            return null;
        }
    }
}
