package io.cryptocheckout.platform.events.delivery;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The deliveries of stores' events to their endpoints. */
@Component
final class StoreDeliveries implements Work {
    private final DueDeliveries due;
    private final Outcomes outcomes;

    StoreDeliveries(DueDeliveries due, Outcomes outcomes) {
        this.due = due;
        this.outcomes = outcomes;
    }

    @Override
    public List<DueDelivery> claim(Collection<UUID> busyReceivers) {
        return due.claim(busyReceivers);
    }

    @Override
    public void write(List<Attempt> attempts) {
        outcomes.write(attempts);
    }
}
