package io.cryptocheckout.platform.events.delivery;

import io.cryptocheckout.platform.events.EventsProperties;
import io.cryptocheckout.platform.events.MessageQueue;
import java.time.Clock;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Delivers what other rooms queued, each queue by a loop of its own, so that none of them holds up the events of stores. */
@Component
public final class MessageLoops implements SmartLifecycle {
    private final List<DeliveryLoop> loops;
    private volatile boolean running;

    MessageLoops(ObjectProvider<MessageQueue> queues, Sender sender, EventsProperties properties, Clock clock) {
        loops = queues.orderedStream()
                .map(queue -> new DeliveryLoop(new QueuedMessages(queue, properties, clock), sender, queue.signal(), properties)).toList();
    }

    @Override
    public void start() {
        loops.forEach(DeliveryLoop::start);
        running = true;
    }

    @Override
    public void stop() {
        loops.forEach(DeliveryLoop::stop);
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
