package io.cryptocheckout.platform.operators;

import io.cryptocheckout.platform.chain.NetworkHealth;
import io.cryptocheckout.platform.database.QueueDepth;
import io.cryptocheckout.platform.events.DeliveryFigures;
import io.cryptocheckout.platform.mail.MailFigures;
import io.cryptocheckout.platform.pricing.PriceHealth;
import io.cryptocheckout.platform.wallet.PoolFigures;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the platform is doing at one moment.
 *
 * @param payments
 *            the sessions that the payment loop has to look at
 */
public record PlatformHealth(Instant at, QueueDepth payments, DeliveryFigures deliveries, MailFigures mail, PoolFigures pools,
        List<NetworkHealth> networks, PriceHealth prices) {
    /** A loop that keeps up is never this far behind. */
    private static final Duration LATE = Duration.ofMinutes(1);

    /** Whether a queue's oldest row waits longer than its loop takes when all is well. */
    public boolean late(QueueDepth queue) {
        return age(queue.oldest()).compareTo(LATE) > 0;
    }

    /** How long ago something was; nothing where it never was, or lies ahead. */
    public Duration age(@Nullable Instant then) {
        return then == null || then.isAfter(at) ? Duration.ZERO : Duration.between(then, at);
    }

    /** Whether everything that the platform can mend by itself, or its operator for it, is well. */
    public boolean well() {
        return prices.up() && networks.stream().allMatch(NetworkHealth::healthy)
                && List.of(payments, deliveries.queue(), mail.queue(), pools.queue()).stream().noneMatch(this::late);
    }
}
