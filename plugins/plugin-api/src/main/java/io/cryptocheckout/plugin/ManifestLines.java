package io.cryptocheckout.plugin;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;

/** The lines of a manifest, each of which is used once. */
final class ManifestLines {
    private static final Set<String> FILTERS = Filter.all().stream().map(Filter::name).collect(Collectors.toUnmodifiableSet());
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final int MOST_SETTINGS = 30;

    private final Properties lines;
    private final Set<String> unused;

    ManifestLines(Properties lines) {
        this.lines = lines;
        this.unused = new HashSet<>(lines.stringPropertyNames());
    }

    Manifest manifest() {
        List<Setting> settings = settings();
        Manifest manifest = new Manifest(matching("id", "[a-z][a-z0-9-]{1,38}[a-z0-9]"),
                matching("version", "\\d{1,6}(\\.\\d{1,6}){0,2}(-[A-Za-z0-9.]{1,20})?"),
                ApiVersion.of(required("api")), matching("main", "[A-Za-z_$][\\w$]*(\\.[A-Za-z_$][\\w$]*)+"), limited("name", 60),
                limited("description", 500), words("events", "\\*|[a-z_]+\\.[a-z_]+"), words("notices", "[a-z_]+\\.[a-z_]+"), filters(),
                slots(), hosts(settings), flag("prices", "true"), schedule(), flag("mail", "customer"), settings);
        if (!unused.isEmpty()) {
            throw new IllegalArgumentException("The manifest has lines that mean nothing: " + String.join(", ", unused.stream().sorted()
                    .toList()));
        }
        return manifest;
    }

    private Set<String> filters() {
        Set<String> filters = words("filters", "[a-z]+\\.[a-z]+");
        for (String filter : filters) {
            if (!FILTERS.contains(filter)) {
                throw new IllegalArgumentException("filters: there is no filter " + filter);
            }
        }
        return filters;
    }

    private Set<Slot> slots() {
        return words("slots", "[a-z.]+").stream()
                .map(name -> Slot.of(name).orElseThrow(() -> new IllegalArgumentException("slots: there is no slot " + name)))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private Set<String> hosts(List<Setting> settings) {
        Set<String> hosts = words("hosts", "setting:\\w+|([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]");
        for (String host : hosts) {
            if (host.startsWith(Manifest.SETTING) && settings.stream().noneMatch(
                    setting -> setting.name().equals(host.substring(Manifest.SETTING.length())) && setting.type().isUrl())) {
                throw new IllegalArgumentException("hosts: " + host + " names no setting that is a URL");
            }
        }
        return hosts;
    }

    private Optional<Duration> schedule() {
        String text = optional("schedule");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            Duration interval = Duration.parse(text);
            if (interval.compareTo(MINUTE) < 0 || interval.compareTo(DAY) > 0 || DAY.toMillis() % interval.toMillis() != 0) {
                throw new IllegalArgumentException("schedule: " + text + " must be from PT1M to P1D, and a day a multiple of it");
            }
            return Optional.of(interval);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("schedule: " + text + " is no ISO-8601 duration, such as PT15M", e);
        }
    }

    private List<Setting> settings() {
        List<Setting> settings = new ArrayList<>();
        for (String name : words("settings", "\\w{1,40}")) {
            String at = "settings." + name + ".";
            Setting.Type type = type(at);
            List<String> choices = type == Setting.Type.CHOICE ? List.copyOf(words(at + "choices", "\\S{1,60}")) : List.of();
            if (type == Setting.Type.CHOICE && choices.isEmpty()) {
                throw new IllegalArgumentException(at + "choices: a choice needs something to choose");
            }
            settings.add(new Setting(name, type, limited(at + "label", 80), optional(at + "help"), flag(at + "required", "true"), choices,
                    optional(at + "default")));
        }
        if (settings.size() > MOST_SETTINGS) {
            throw new IllegalArgumentException("settings: there are more than " + MOST_SETTINGS);
        }
        return settings;
    }

    private Setting.Type type(String at) {
        String text = required(at + "type");
        return Arrays.stream(Setting.Type.values()).filter(type -> type.name().toLowerCase(Locale.ROOT).equals(text)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException(at + "type: there is no type " + text));
    }

    private Set<String> words(String name, String form) {
        Set<String> words = new LinkedHashSet<>();
        for (String word : optional(name).split("[\\s,]+", -1)) {
            if (!word.isEmpty() && !word.matches(form)) {
                throw new IllegalArgumentException(name + ": \"" + word + "\" is malformed");
            }
            if (!word.isEmpty()) {
                words.add(word);
            }
        }
        return words;
    }

    private boolean flag(String name, String yes) {
        String text = optional(name);
        if (!text.isEmpty() && !text.equals(yes)) {
            throw new IllegalArgumentException(name + ": only \"" + yes + "\" means something here");
        }
        return !text.isEmpty();
    }

    private String matching(String name, String form) {
        String text = required(name);
        if (!text.matches(form)) {
            throw new IllegalArgumentException(name + ": \"" + text + "\" is malformed");
        }
        return text;
    }

    private String limited(String name, int most) {
        String text = required(name);
        if (text.length() > most) {
            throw new IllegalArgumentException(name + ": longer than " + most + " characters");
        }
        return text;
    }

    private String required(String name) {
        String text = optional(name);
        if (text.isEmpty()) {
            throw new IllegalArgumentException(name + " is missing in the manifest");
        }
        return text;
    }

    private String optional(String name) {
        unused.remove(name);
        return lines.getProperty(name, "").strip();
    }
}
