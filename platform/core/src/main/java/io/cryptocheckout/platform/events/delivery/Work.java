package io.cryptocheckout.platform.events.delivery;

import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** Where a delivery loop takes its work from and gives the outcomes to: the deliveries of stores, or messages of another room. */
interface Work {

    /**
     * Claims what is due, a batch at most.
     *
     * @param busyReceivers
     *            receivers that have enough waiting on this node already
     */
    List<DueDelivery> claim(Collection<UUID> busyReceivers);

    /** Writes what came of claims in one transaction. */
    void write(List<Attempt> attempts);
}
