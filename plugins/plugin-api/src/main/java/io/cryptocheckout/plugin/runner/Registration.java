package io.cryptocheckout.plugin.runner;

import io.cryptocheckout.plugin.Filter;
import io.cryptocheckout.plugin.Hooks;
import io.cryptocheckout.plugin.Manifest;
import io.cryptocheckout.plugin.Plugin;
import io.cryptocheckout.plugin.Slot;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What a plugin registered, held against its manifest: nothing that is not declared, and all that is. */
public final class Registration implements Hooks {
    private static final String ANY = "*";

    private final Manifest manifest;
    private final Map<String, Action> actions = new HashMap<>();
    private final Map<Filter<?>, Change<?>> changes = new HashMap<>();
    private final Map<Slot, View> views = new HashMap<>();
    private Optional<Notifier> notifier = Optional.empty();
    private Optional<PriceSource> prices = Optional.empty();
    private Optional<Task> task = Optional.empty();

    private Registration(Manifest manifest) {
        this.manifest = manifest;
    }

    /**
     * Lets the plugin register.
     *
     * @throws IllegalArgumentException
     *             where it registers what its manifest does not declare, or leaves out what it does
     */
    public static Registration of(Plugin plugin, Manifest manifest) {
        Registration registration = new Registration(manifest);
        plugin.register(registration);
        registration.requireAll();
        return registration;
    }

    @Override
    public Hooks on(String type, Action action) {
        declared("event " + type, manifest.events().contains(type) || manifest.events().contains(ANY));
        once("event " + type, actions.put(type, Objects.requireNonNull(action)) == null);
        return this;
    }

    @Override
    public <V> Hooks filter(Filter<V> point, Change<V> change) {
        declared("filter " + point, manifest.filters().contains(point.name()));
        once("filter " + point, changes.put(point, Objects.requireNonNull(change)) == null);
        return this;
    }

    @Override
    public Hooks notices(Notifier notices) {
        declared("notices", !manifest.notices().isEmpty());
        once("notices", notifier.isEmpty());
        notifier = Optional.of(notices);
        return this;
    }

    @Override
    public Hooks prices(PriceSource source) {
        declared("prices", manifest.prices());
        once("prices", prices.isEmpty());
        prices = Optional.of(source);
        return this;
    }

    @Override
    public Hooks scheduled(Task work) {
        declared("schedule", manifest.schedule().isPresent());
        once("schedule", task.isEmpty());
        task = Optional.of(work);
        return this;
    }

    @Override
    public Hooks slot(Slot place, View view) {
        declared("slot " + place.wireName(), manifest.slots().contains(place));
        once("slot " + place.wireName(), views.put(place, Objects.requireNonNull(view)) == null);
        return this;
    }

    /** What to do about an event of this type. */
    public Optional<Action> action(String type) {
        return Optional.ofNullable(actions.getOrDefault(type, actions.get(ANY)));
    }

    /** How the value is changed; the type follows from the filter, because {@link #filter} alone puts it in. */
    @SuppressWarnings("unchecked")
    public <V> Optional<Change<V>> change(Filter<V> point) {
        return Optional.ofNullable((Change<V>) changes.get(point));
    }

    public Optional<View> view(Slot place) {
        return Optional.ofNullable(views.get(place));
    }

    public Optional<Notifier> notifier() {
        return notifier;
    }

    public Optional<PriceSource> prices() {
        return prices;
    }

    public Optional<Task> task() {
        return task;
    }

    private void requireAll() {
        manifest.events().forEach(type -> kept("event " + type, action(type).isPresent() || type.equals(ANY) && !actions.isEmpty()));
        manifest.filters().forEach(name -> kept("filter " + name, changes.keySet().stream().anyMatch(point -> point.name().equals(name))));
        manifest.slots().forEach(place -> kept("slot " + place.wireName(), views.containsKey(place)));
        kept("notices", manifest.notices().isEmpty() || notifier.isPresent());
        kept("prices", !manifest.prices() || prices.isPresent());
        kept("schedule", manifest.schedule().isEmpty() || task.isPresent());
    }

    private static void declared(String what, boolean is) {
        if (!is) {
            throw new IllegalArgumentException("The plugin registers what its manifest does not declare: " + what);
        }
    }

    private static void once(String what, boolean is) {
        if (!is) {
            throw new IllegalArgumentException("The plugin registers twice: " + what);
        }
    }

    private static void kept(String what, boolean is) {
        if (!is) {
            throw new IllegalArgumentException("The manifest declares what the plugin does not register: " + what);
        }
    }
}
