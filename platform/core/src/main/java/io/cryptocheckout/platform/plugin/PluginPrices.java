package io.cryptocheckout.platform.plugin;

import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.plugin.process.PluginCall;
import io.cryptocheckout.platform.plugin.process.PluginFault;
import io.cryptocheckout.plugin.Filter;
import io.cryptocheckout.plugin.Rate;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Prices that plugins give for the stores that enabled them, asked for in the background and only of pairs that the store was lately asked
 * about; whoever quotes reads them from memory. Each store is asked apart: a source that takes its time makes nobody else's prices old.
 */
public final class PluginPrices {
    /** Begins the name of a source that is a plugin. */
    public static final String SOURCE = "plugin:";
    private static final Logger LOG = LoggerFactory.getLogger(PluginPrices.class);
    /** Pairs nobody asks about are not asked for. */
    private static final Duration INTEREST = Duration.ofHours(1);
    private static final int MOST_PAIRS = 40;
    /** As many as the process of one plugin has room for; a store waits for one price at a time. */
    private static final int AT_ONCE = 16;
    /** As of every other source. */
    private static final int LONGEST_NUMBER = 40;

    private final PluginRegistry registry;
    private final PluginHost host;
    private final Quarantine quarantine;
    private final Clock clock;
    private final Map<Scope, Map<Pair, Instant>> asked = new ConcurrentHashMap<>();
    /** As with every source, a question that failed leaves the price before it, which then grows too old. */
    private final Map<Scope, Map<Said, SeenPrice>> seen = new ConcurrentHashMap<>();
    private final Set<Scope> busy = ConcurrentHashMap.newKeySet();
    /** First come, first served, price by price: nobody's forty pairs stand before another's one. */
    private final Semaphore room = new Semaphore(AT_ONCE, true);

    private record Pair(String asset, String currency) {}

    private record Said(String pluginId, Pair pair) {}

    PluginPrices(PluginRegistry registry, PluginHost host, Quarantine quarantine, Clock clock) {
        this.registry = registry;
        this.host = host;
        this.quarantine = quarantine;
        this.clock = clock;
    }

    /** What the store's plugins said lately of a pair; it is asked for again and again from now on. */
    public List<SeenPrice> of(Scope scope, String asset, String currency) {
        List<EnabledPlugin> givers = givers(scope);
        if (givers.isEmpty()) {
            return List.of();
        }
        Pair pair = new Pair(asset, currency);
        Map<Pair, Instant> pairs = asked.computeIfAbsent(scope, any -> new ConcurrentHashMap<>());
        if (pairs.size() < MOST_PAIRS || pairs.containsKey(pair)) {
            pairs.put(pair, clock.instant());
        }
        Map<Said, SeenPrice> prices = seen.getOrDefault(scope, Map.of());
        return givers.stream().flatMap(plugin -> Stream.ofNullable(prices.get(new Said(plugin.id(), pair)))).toList();
    }

    /** Begins a round: every pair that is of interest is asked for, in the background; a store that is still being asked is left alone. */
    void refresh() {
        Instant now = clock.instant();
        asked.values().forEach(pairs -> pairs.values().removeIf(at -> at.isBefore(now.minus(INTEREST))));
        asked.keySet().removeIf(scope -> givers(scope).isEmpty());
        asked.values().removeIf(Map::isEmpty);
        seen.keySet().retainAll(asked.keySet());
        seen.forEach((scope, prices) -> prices.keySet().removeIf(said -> !asked.getOrDefault(scope, Map.of()).containsKey(said.pair())));
        for (Scope scope : asked.keySet()) {
            if (busy.add(scope)) {
                Thread.ofVirtual().name("price-of-plugins").start(() -> ask(scope));
            }
        }
    }

    private void ask(Scope scope) {
        try {
            for (Pair pair : asked.getOrDefault(scope, Map.of()).keySet()) {
                for (EnabledPlugin plugin : givers(scope)) {
                    room.acquire();
                    try {
                        ask(plugin, pair);
                    } finally {
                        room.release();
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException unforeseen) {
            LOG.warn("The plugins of {} were not asked for prices", scope, unforeseen);
        } finally {
            busy.remove(scope);
        }
    }

    private List<EnabledPlugin> givers(Scope scope) {
        return registry.of(scope).stream().filter(plugin -> plugin.manifest().prices()).toList();
    }

    private void ask(EnabledPlugin plugin, Pair pair) {
        try {
            Object answer = host.call(plugin, new PluginHost.Hook(PluginCall.Hook.PRICE, ""),
                    Map.of("asset", pair.asset(), "currency", pair.currency()), null);
            Map<Said, SeenPrice> prices = seen.computeIfAbsent(plugin.scope(), any -> new ConcurrentHashMap<>());
            Said said = new Said(plugin.id(), pair);
            if (answer == null) {
                prices.remove(said);
            } else {
                prices.put(said, price(plugin, pair, Filter.QUOTE_RATE.ofPlain(answer)));
            }
        } catch (PluginFault e) {
            // Told to the quarantine where the plugin is to blame.
            LOG.debug("The plugin {} gave no price for {}: {}", plugin.id(), plugin.scope(), e.getMessage());
        } catch (IllegalArgumentException malformed) {
            quarantine.refused(plugin.scope(), plugin.id(), "The price it gave for " + pair.asset() + " cannot be used: "
                    + malformed.getMessage());
        }
    }

    private SeenPrice price(EnabledPlugin plugin, Pair pair, Rate rate) {
        BigDecimal value = rate.value();
        if (!rate.asset().equals(pair.asset()) || !rate.currency().equals(pair.currency())) {
            throw new IllegalArgumentException("it is of " + rate.asset() + " in " + rate.currency());
        }
        if (value.precision() > LONGEST_NUMBER || Math.abs(value.scale()) > LONGEST_NUMBER) {
            throw new IllegalArgumentException("it has more than " + LONGEST_NUMBER + " digits");
        }
        Instant now = clock.instant();
        return new SeenPrice(SOURCE + plugin.id(), pair.asset(), pair.currency(), value, rate.at().isAfter(now) ? now : rate.at());
    }
}
