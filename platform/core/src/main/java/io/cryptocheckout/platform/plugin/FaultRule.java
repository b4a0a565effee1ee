package io.cryptocheckout.platform.plugin;

import io.cryptocheckout.platform.plugin.process.PluginFault.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** When a plugin is stopped for a store: decided here alone, from what it did wrong there. Pure. */
final class FaultRule {
    /** What is older is forgotten. */
    static final Duration MEMORY = Duration.ofMinutes(10);
    static final int PATIENCE = 5;
    /** And more often late than not: the machine may be at fault as well, and who waited got the value as it was. */
    static final int PATIENCE_WITH_THE_LATE = 20;
    /** What takes the plugin away from every other store too, for a moment. */
    static final int PATIENCE_WITH_THE_GRAVE = 2;
    /** Who is late within so much of another store's is late because the machine is busy. */
    static final Duration TOGETHER = Duration.ofSeconds(1);
    private static final Set<Kind> GRAVE = EnumSet.of(Kind.DIED, Kind.MEMORY, Kind.THREADS, Kind.CPU, Kind.FLOODED);

    private FaultRule() {}

    /**
     * Something a plugin did wrong.
     *
     * @param killed
     *            whether its process ended with it
     */
    record Fault(Instant at, Kind kind, boolean killed, String message) {
        boolean isGrave() {
            return GRAVE.contains(kind) || kind == Kind.OVERRAN && killed;
        }

        boolean isLate() {
            return kind == Kind.OVERRAN && !killed;
        }
    }

    /**
     * Why the plugin must be stopped, in words for the merchant; null where it may go on.
     *
     * @param faults
     *            the oldest first
     * @param inTime
     *            how often it answered in time meanwhile
     */
    static @Nullable String verdict(List<Fault> faults, long inTime, Instant now) {
        List<Fault> recent = faults.stream().filter(fault -> fault.kind().isFault() && fault.at().isAfter(now.minus(MEMORY))).toList();
        long grave = recent.stream().filter(Fault::isGrave).count();
        long late = recent.stream().filter(Fault::isLate).count();
        String what = null;
        if (grave >= PATIENCE_WITH_THE_GRAVE) {
            what = "Its process had to be ended " + grave + " times";
        } else if (recent.size() - late >= PATIENCE) {
            what = "It failed " + (recent.size() - late) + " times";
        } else if (late >= PATIENCE_WITH_THE_LATE && late > inTime) {
            what = "It was late " + late + " times";
        }
        return what == null ? null : what + " within " + MEMORY.toMinutes() + " minutes. The last time: " + recent.getLast().message();
    }
}
