package io.cryptocheckout.platform.events.delivery;

import io.cryptocheckout.platform.events.EventsProperties;
import io.cryptocheckout.platform.events.signature.SigningKeys;
import io.cryptocheckout.platform.outbound.GuardedHttp;
import io.cryptocheckout.platform.outbound.OutboundPolicy;
import io.cryptocheckout.platform.outbound.Outcome;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Makes one attempt: signs the stored body, posts it, and judges the answer. */
@Component
final class Sender {
    private static final Logger LOG = LoggerFactory.getLogger(Sender.class);
    private static final int ANSWER_KEPT = 4096;

    private final GuardedHttp http;
    private final SigningKeys keys;
    private final PluginSender plugins;
    private final EventsProperties properties;
    private final Clock clock;

    Sender(GuardedHttp http, SigningKeys keys, PluginSender plugins, EventsProperties properties, Clock clock) {
        this.http = http;
        this.plugins = plugins;
        this.keys = keys;
        this.properties = properties;
        this.clock = clock;
    }

    Attempt send(DueDelivery delivery) {
        Instant begun = clock.instant();
        if (delivery.target().silence() != null) {
            return Attempt.unwanted(delivery);
        }
        if (delivery.target().pluginId() == null && delivery.target().secrets().isEmpty()) {
            return Attempt.unsigned(delivery);
        }
        String plugin = delivery.target().pluginId();
        // An attempt must end well within the lease, or another node would make it a second time.
        if (begun.plus(longest(plugin)).isAfter(delivery.leasedUntil())) {
            return giveBack(delivery);
        }
        try {
            return plugin == null ? attempt(delivery, begun) : plugins.send(delivery, plugin, begun);
        } catch (RuntimeException e) {
            // A fault of ours is no failure of the receiver's: the lease ends by itself, and the delivery comes due again.
            LOG.error("Delivery {} could not be attempted", delivery.id(), e);
            return new Attempt(delivery, new Verdict(Verdict.Status.PENDING, delivery.leasedUntil(), null), null);
        }
    }

    /** Where an operator gave plugins more time than a lease has, a delivery that was claimed just now is sent all the same. */
    private Duration longest(@Nullable String plugin) {
        Duration fresh = properties.lease().minus(properties.timeout());
        Duration longest = plugin == null ? properties.timeout().multipliedBy(2) : plugins.longest();
        return longest.compareTo(fresh) < 0 ? longest : fresh;
    }

    Attempt giveBack(DueDelivery delivery) {
        return Attempt.released(delivery, clock.instant());
    }

    private Attempt attempt(DueDelivery delivery, Instant begun) {
        byte[] body = delivery.body().getBytes(StandardCharsets.UTF_8);
        Map<String, String> headers = SignedRequest.headers(delivery, body, keys, begun);
        Outcome outcome = http.post(URI.create(delivery.target().url()), headers, body,
                new OutboundPolicy(delivery.target().publicOnly(), properties.timeout(), ANSWER_KEPT));
        // A sample is tried once: whoever pressed the button looks at the answer and presses again.
        int tries = delivery.sample() ? RetrySchedule.ATTEMPTS : delivery.tries() + 1;
        Verdict verdict = Verdict.of(outcome, tries, clock.instant(), ThreadLocalRandom.current().nextDouble());
        return new Attempt(delivery, verdict, new Attempt.Sent(begun, headers, outcome));
    }
}
