package io.cryptocheckout.plugin;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/**
 * What a plugin says about itself, in {@value #PATH} of its jar: a {@link Properties} file in UTF-8.
 *
 * @param id
 *            3 to 40 lower-case letters, digits and hyphens; the same in every version
 * @param version
 *            of the plugin, such as {@code 1.2.0}
 * @param api
 *            the version of this API it was made for
 * @param main
 *            the class that implements {@link Plugin}
 * @param events
 *            types of event it acts on, or {@code *}
 * @param notices
 *            types of event it carries notices of
 * @param hosts
 *            hosts it may call, such as {@code hooks.slack.com}; {@code setting:url} is the host in the store's own setting of that name
 * @param prices
 *            whether it is a source of prices
 * @param schedule
 *            how often scheduled work is run, in whole minutes, counted from midnight UTC; empty for never
 * @param mail
 *            whether it may write to a session's customer
 */
public record Manifest(String id, String version, ApiVersion api, String main, String name, String description, Set<String> events,
        Set<String> notices, Set<String> filters, Set<Slot> slots, Set<String> hosts, boolean prices, Optional<Duration> schedule,
        boolean mail, List<Setting> settings) {
    public static final String PATH = "META-INF/crypto-checkout-plugin.properties";
    /** Begins the name of a host that a store's own setting holds. */
    static final String SETTING = "setting:";
    /** A longer file is not read. */
    public static final int SIZE_LIMIT = 65_536;

    public Manifest {
        events = Set.copyOf(events);
        notices = Set.copyOf(notices);
        filters = Set.copyOf(filters);
        slots = Set.copyOf(slots);
        hosts = Set.copyOf(hosts);
        settings = List.copyOf(settings);
    }

    /**
     * Reads a manifest.
     *
     * @throws IllegalArgumentException
     *             where a line is missing, unknown or malformed; the message names it
     */
    public static Manifest read(InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(SIZE_LIMIT + 1);
        if (bytes.length > SIZE_LIMIT) {
            throw new IllegalArgumentException("The manifest is longer than " + SIZE_LIMIT + " bytes");
        }
        Properties lines = new Properties();
        lines.load(new InputStreamReader(new ByteArrayInputStream(bytes), StandardCharsets.UTF_8));
        return new ManifestLines(lines).manifest();
    }

    /** Whether a store's plugin may call the address: its host is declared, or is the host in a setting that is. */
    public boolean allows(URI address, Settings filledIn) {
        String host = address.getHost();
        return host != null && hosts.stream().anyMatch(declared -> declared.startsWith(SETTING)
                ? filledIn.text(declared.substring(SETTING.length())).map(URI::create).map(URI::getHost).filter(host::equalsIgnoreCase)
                        .isPresent()
                : declared.equalsIgnoreCase(host));
    }

    /** Everything filled in, with defaults for the rest, as a plugin gets it. */
    public Settings settings(Map<String, String> filledIn) {
        Map<String, String> values = new HashMap<>();
        settings.forEach(setting -> values.put(setting.name(), filledIn.getOrDefault(setting.name(), setting.initial())));
        return new Settings(values);
    }

    /** The field of this name. */
    public Optional<Setting> setting(String name) {
        return settings.stream().filter(setting -> setting.name().equals(name)).findFirst();
    }
}
