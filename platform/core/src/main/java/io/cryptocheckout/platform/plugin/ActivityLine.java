package io.cryptocheckout.platform.plugin;

import java.time.Instant;
import java.util.UUID;

/** Something that a plugin said, or that happened to it. */
public record ActivityLine(UUID id, Instant at, Kind kind, String line) {

    /** What sort of line it is. */
    public enum Kind {
        /** The plugin's own words, or the platform's about what is counted against nobody. */
        LOG,
        /** It did something wrong. */
        FAULT,
        /** The platform stopped it. */
        STOPPED,
        /** A person let it go on. */
        RESUMED
    }
}
