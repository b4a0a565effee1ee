package io.cryptocheckout.platform.plugin;

import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.plugin.process.PluginCall;
import io.cryptocheckout.platform.plugin.process.PluginFault;
import io.cryptocheckout.plugin.Facts;
import io.cryptocheckout.plugin.Filter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets plugins change values while somebody waits: each has a time budget, and where it fails, is late or returns what may not be used, the
 * value stays as it was.
 */
public final class PluginFilters {
    private static final Logger LOG = LoggerFactory.getLogger(PluginFilters.class);

    private final PluginRegistry registry;
    private final PluginHost host;
    private final Quarantine quarantine;
    private final FilterTime time;

    PluginFilters(PluginRegistry registry, PluginHost host, Quarantine quarantine, PluginsProperties properties) {
        this.registry = registry;
        this.host = host;
        this.quarantine = quarantine;
        this.time = new FilterTime(properties.budgets().filter());
    }

    /** Whether anybody changes this value for the store: one look-up for most stores. */
    public boolean wants(Scope scope, Filter<?> point) {
        for (EnabledPlugin plugin : registry.of(scope)) {
            if (plugin.manifest().filters().contains(point.name())) {
                return true;
            }
        }
        return false;
    }

    /**
     * The value after the store's plugins, one after the other.
     *
     * @param about
     *            what the value belongs to; asked for where a plugin wants to know
     * @param fits
     *            whether a plugin may make this of it; what does not fit counts against the plugin
     */
    public <V> Filtered<V> filter(Scope scope, Filter<V> point, V value, Supplier<Facts> about, Predicate<V> fits) {
        if (!wants(scope, point)) {
            return new Filtered<>(value, List.of());
        }
        V now = value;
        List<String> by = new ArrayList<>();
        Map<String, V> answers = answers(scope, point, () -> Discreet.of(about.get().values()), new Chain<>(value, fits));
        for (Map.Entry<String, V> answer : answers.entrySet()) {
            if (!answer.getValue().equals(now)) {
                now = answer.getValue();
                by.add(answer.getKey());
            }
        }
        return new Filtered<>(now, by);
    }

    /**
     * What stands in an event's payload under the ids of the store's plugins; empty where none adds anything.
     *
     * @param about
     *            the text of a JSON object
     */
    public Map<String, Map<String, Object>> extensions(Scope scope, Supplier<String> about) {
        if (!wants(scope, Filter.WEBHOOK_EXTENSIONS)) {
            return Map.of();
        }
        Map<String, Map<String, Object>> all = answers(scope, Filter.WEBHOOK_EXTENSIONS, () -> DiscreetJson.of(about.get()), new Apart());
        all.values().removeIf(Map::isEmpty);
        return all;
    }

    /** What each plugin is given, and whether what it makes of it will do. */
    private interface Course<V> {
        V next();

        boolean take(V answer);
    }

    /** Each is given what the one before made of it. */
    private static final class Chain<V> implements Course<V> {
        private final Predicate<V> fits;
        private V now;

        private Chain(V value, Predicate<V> fits) {
            this.now = value;
            this.fits = fits;
        }

        @Override
        public V next() {
            return now;
        }

        @Override
        public boolean take(V answer) {
            boolean taken = fits.test(answer);
            now = taken ? answer : now;
            return taken;
        }
    }

    /** Each begins with nothing. */
    private static final class Apart implements Course<Map<String, Object>> {
        @Override
        public Map<String, Object> next() {
            return Map.of();
        }

        @Override
        public boolean take(Map<String, Object> answer) {
            return ExtensionRule.fits(answer);
        }
    }

    private <V> Map<String, V> answers(Scope scope, Filter<V> point, Supplier<Object> about, Course<V> course) {
        Map<String, V> answers = new LinkedHashMap<>();
        Object facts;
        try {
            facts = about.get();
        } catch (RuntimeException unforeseen) {
            LOG.warn("No plugin was asked for {}", point, unforeseen);
            return answers;
        }
        for (EnabledPlugin plugin : registry.of(scope)) {
            if (plugin.manifest().filters().contains(point.name())) {
                askInTime(plugin, point, facts, course, answer -> answers.put(plugin.id(), answer));
            }
        }
        return answers;
    }

    private <V> void askInTime(EnabledPlugin plugin, Filter<V> point, Object about, Course<V> course, Consumer<V> keep) {
        long begun = System.nanoTime();
        if (time.begin(plugin.scope().storeId(), point, begun)) {
            try {
                ask(plugin, point, about, course, keep);
            } finally {
                time.end(plugin.scope().storeId(), point, System.nanoTime() - begun);
            }
        } else {
            quarantine.leftOut(plugin.scope(), plugin.id());
        }
    }

    private <V> void ask(EnabledPlugin plugin, Filter<V> point, Object about, Course<V> course, Consumer<V> keep) {
        try {
            PluginHost.Hook hook = new PluginHost.Hook(PluginCall.Hook.FILTER, point.name());
            Object plain = host.call(plugin, hook, point.toPlain(course.next()), about);
            quarantine.inTime(plugin.scope(), plugin.id());
            V answer = point.ofPlain(plain);
            if (course.take(answer)) {
                keep.accept(answer);
            } else {
                quarantine.refused(plugin.scope(), plugin.id(), "What it made of " + point + " may not be used.");
            }
        } catch (PluginFault fallback) {
            // Told to the quarantine where the plugin is to blame; the value stays as it was.
            return;
        } catch (IllegalArgumentException malformed) {
            quarantine.refused(plugin.scope(), plugin.id(), "What it returned for " + point + " is malformed: " + malformed.getMessage());
        } catch (RuntimeException unforeseen) {
            // Whatever it is that plugins cannot be called for, the payment goes on.
            LOG.warn("The plugin {} was not asked for {}", plugin.id(), point, unforeseen);
        }
    }
}
