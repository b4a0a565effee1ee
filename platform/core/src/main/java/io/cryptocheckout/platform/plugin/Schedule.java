package io.cryptocheckout.platform.plugin;

import io.cryptocheckout.plugin.Manifest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** When scheduled work is due: at every interval, counted from midnight UTC. */
final class Schedule {

    private Schedule() {}

    /** The first time after now; null where the plugin has no scheduled work. */
    static @Nullable Instant next(Manifest manifest, Instant now) {
        return manifest.schedule().map(interval -> next(interval, now)).orElse(null);
    }

    static Instant next(Duration interval, Instant now) {
        return last(interval, now).plus(interval);
    }

    /** The last time that is not after now. */
    static Instant last(Duration interval, Instant now) {
        Instant midnight = now.atOffset(ZoneOffset.UTC).truncatedTo(ChronoUnit.DAYS).toInstant();
        long passed = Duration.between(midnight, now).toMillis() / interval.toMillis();
        return midnight.plusMillis(passed * interval.toMillis());
    }
}
