package io.cryptocheckout.platform.plugin;

import io.cryptocheckout.plugin.Manifest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A plugin as a store sees it; never its secrets.
 *
 * @param manifest
 *            null where the store has it and the operator took it away
 * @param signed
 *            whether one of the operator's signers vouches for it
 * @param own
 *            what the store has of it; null where it never enabled it, or forgot it
 * @param restsUntil
 *            until when it can be neither enabled nor let go on, as it was stopped too often lately; null where it can, and in lists
 */
public record PluginView(String id, @Nullable Manifest manifest, boolean signed, @Nullable Own own, @Nullable Instant restsUntil) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("d MMM, HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** How a plugin stands in a store. */
    public enum State {
        /** It is installed and was never enabled here. */
        AVAILABLE,
        /** It works. */
        ENABLED,
        /** It is switched off, and its settings and data are kept. */
        DISABLED,
        /** The platform stopped it here for what it did wrong. */
        QUARANTINED,
        /** The store enabled it and the operator took it away. */
        MISSING
    }

    /**
     * What a store has of a plugin.
     *
     * @param version
     *            of the plugin when it was last enabled or configured
     * @param settings
     *            what was filled in, without the secrets
     * @param secrets
     *            names of the secrets that were filled in
     * @param endpointId
     *            under which its deliveries are listed; null where it wants no events
     * @param quarantinedAt
     *            null while it is not stopped
     * @param storedBytes
     *            what it keeps for the store
     */
    public record Own(String version, boolean enabled, Map<String, String> settings, Set<String> secrets, @Nullable UUID endpointId,
            Instant enabledAt, @Nullable Instant quarantinedAt, @Nullable String quarantineReason, long storedBytes) {}

    PluginView resting(@Nullable Instant until) {
        return new PluginView(id, manifest, signed, own, until);
    }

    /** From when on it can go on, in words; the empty text where it can now. */
    public String goesOnAt() {
        return restsUntil == null ? "" : time(restsUntil);
    }

    static String time(Instant at) {
        return TIME.format(at);
    }

    public State state() {
        if (own == null) {
            return State.AVAILABLE;
        }
        if (manifest == null) {
            return State.MISSING;
        }
        if (!own.enabled()) {
            return State.DISABLED;
        }
        return own.quarantinedAt() == null ? State.ENABLED : State.QUARANTINED;
    }
}
