package io.cryptocheckout.platform.chain;

import java.time.Duration;
import java.time.Instant;

/**
 * One chain as far as it has been scanned: everything up to {@code head} is in the transfers.
 *
 * @param head
 *            number of the last scanned canonical block; confirmations count from here. -1 when never scanned
 * @param headTime
 *            timestamp of that block
 * @param scannedThrough
 *            block time up to which logs, values and the balances of open addresses have all been read;
 *            {@link Instant#MIN} when never. A moment is closed only when this lies after it
 * @param finalized
 *            number of the last scanned block the node calls finalized; -1 when it names none
 * @param lag
 *            how far {@code scannedThrough} is behind the clock
 */
public record ChainView(long chainId, long head, Hash headHash, Instant headTime, Instant scannedThrough,
        long finalized, Duration lag) {

    private static final Hash NO_HASH = new Hash(0, 0, 0, 0);

    /** The view of a network no block of which was scanned: nothing is confirmed, no moment is closed. */
    public static ChainView neverScanned(long chainId) {
        return new ChainView(chainId, -1, NO_HASH, Instant.EPOCH, Instant.MIN, -1, Duration.ofDays(365_000));
    }
}
