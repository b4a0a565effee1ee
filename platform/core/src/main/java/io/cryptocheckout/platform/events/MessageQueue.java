package io.cryptocheckout.platform.events;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * Messages that another room keeps and that are delivered as events are: signed the same way, through the guarded client, on the same
 * schedule. Its rows are the promise; what was claimed may be lost at any moment and comes due again.
 */
public interface MessageQueue {

    /**
     * Claims what is due, the oldest first, and commits the claim before it answers.
     *
     * @param busyReceivers
     *            receivers that have enough waiting on this node already
     * @param leasedUntil
     *            when the claims end and any node may take the messages
     */
    List<DueMessage> claim(Collection<UUID> busyReceivers, int most, Instant leasedUntil);

    /** Writes what came of claims. A success counts even where the lease had run out meanwhile; anything else only by the latest claim. */
    void settle(List<MessageOutcome> outcomes);

    /** Wakes the loop of this node; for hints after a commit. */
    DueSignal signal();
}
