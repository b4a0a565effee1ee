package io.cryptocheckout.platform.events.delivery;

import io.cryptocheckout.platform.events.DueMessage;
import io.cryptocheckout.platform.events.EventsProperties;
import io.cryptocheckout.platform.events.MessageOutcome;
import io.cryptocheckout.platform.events.MessageQueue;
import io.cryptocheckout.platform.events.signature.WebhookSecret;
import io.cryptocheckout.platform.outbound.Outcome;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The messages of another room, as a delivery loop takes them. */
final class QueuedMessages implements Work {
    private final MessageQueue queue;
    private final EventsProperties properties;
    private final Clock clock;

    QueuedMessages(MessageQueue queue, EventsProperties properties, Clock clock) {
        this.queue = queue;
        this.properties = properties;
        this.clock = clock;
    }

    @Override
    public List<DueDelivery> claim(Collection<UUID> busyReceivers) {
        Instant leasedUntil = clock.instant().plus(properties.lease());
        return queue.claim(busyReceivers, properties.batch(), leasedUntil).stream().map(message -> delivery(message, leasedUntil)).toList();
    }

    @Override
    public void write(List<Attempt> attempts) {
        queue.settle(attempts.stream().map(QueuedMessages::outcome).toList());
    }

    private static DueDelivery delivery(DueMessage message, Instant leasedUntil) {
        DueMessage.Receiver to = message.receiver();
        DueDelivery.Target target = new DueDelivery.Target(to.id(), to.name(), to.url(), null, to.publicOnly(), to.silence(), false,
                to.secrets().stream().map(WebhookSecret::new).toList());
        return new DueDelivery(message.scope(), message.eventId(), message.claim(), message.tries(), leasedUntil, message.eventId(), false,
                message.body(), target, message);
    }

    private static MessageOutcome outcome(Attempt attempt) {
        Attempt.Sent sent = attempt.sent();
        return new MessageOutcome(Objects.requireNonNull(attempt.delivery().message()), attempt.verdict().status().wireName(),
                attempt.verdict().dueAt(), sent == null ? null : sent.at(), sent == null ? null : status(sent.outcome()),
                attempt.verdict().error());
    }

    private static @Nullable Integer status(Outcome outcome) {
        return outcome.error() == null ? outcome.status() : null;
    }
}
