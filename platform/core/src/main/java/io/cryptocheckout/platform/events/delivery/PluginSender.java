package io.cryptocheckout.platform.events.delivery;

import io.cryptocheckout.platform.id.Ids;
import io.cryptocheckout.platform.outbound.Outcome;
import io.cryptocheckout.platform.plugin.Pauses;
import io.cryptocheckout.platform.plugin.PluginActions;
import io.cryptocheckout.platform.plugin.PluginFailed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes one attempt at a delivery to a plugin: it is called where others are posted to. */
@Component
final class PluginSender {
    /** What was called answers no HTTP. */
    static final int NO_STATUS = 0;
    /** How long it is nobody's fault that a plugin cannot be called; after that each time is an attempt. */
    static final Duration GRACE = Duration.ofHours(1);

    private final PluginActions plugins;
    private final Clock clock;

    PluginSender(PluginActions plugins, Clock clock) {
        this.plugins = plugins;
        this.clock = clock;
    }

    Attempt send(DueDelivery delivery, String pluginId, Instant begun) {
        long started = System.nanoTime();
        try {
            plugins.run(delivery.scope(), pluginId, delivery.body());
            return attempt(delivery, begun, new Verdict(Verdict.Status.DELIVERED, null, null), started);
        } catch (PluginFailed e) {
            Instant made = Ids.madeAt(delivery.eventId());
            Instant now = clock.instant();
            if (e.again() == PluginFailed.Again.SOON && now.isBefore(made.plus(GRACE))) {
                Instant soon = Pauses.OF_EVENTS.next(made, now, ThreadLocalRandom.current().nextDouble());
                return new Attempt(delivery, new Verdict(Verdict.Status.PENDING, soon, e.words()), null);
            }
            Instant next = e.again() == PluginFailed.Again.NEVER ? null : later(delivery, outcome(started));
            return attempt(delivery, begun,
                    new Verdict(next == null ? Verdict.Status.ABANDONED : Verdict.Status.PENDING, next, e.words()), started);
        }
    }

    private @Nullable Instant later(DueDelivery delivery, Outcome nothing) {
        return RetrySchedule.next(delivery.tries() + 1, nothing, clock.instant(), ThreadLocalRandom.current().nextDouble());
    }

    /** How long {@link #send} takes at most. */
    Duration longest() {
        return plugins.longest();
    }

    private static Attempt attempt(DueDelivery delivery, Instant begun, Verdict verdict, long started) {
        return new Attempt(delivery, verdict, new Attempt.Sent(begun, Map.of(), outcome(started)));
    }

    private static Outcome outcome(long started) {
        return new Outcome(NO_STATUS, Map.of(), "", Duration.ofNanos(System.nanoTime() - started), null);
    }
}
