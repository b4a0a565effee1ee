package io.cryptocheckout.platform.chain;

import java.math.BigInteger;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Money that reached a watched address in one block. A reorganisation makes it non-canonical; the same transaction in
 * another block is a transfer of its own that keeps the first one's time.
 *
 * @param txHash
 *            null when only the balance showed the money (ETH sent by a contract)
 * @param logIndex
 *            the log's place in its block; {@link #VALUE} for a transaction's own value, {@link #BALANCE} for what only the
 *            balance showed
 * @param from
 *            who sent it; null when only the balance showed it
 * @param contract
 *            lower-case {@code 0x} hexadecimal of the ERC-20 contract (ANY contract, also one nobody configured); null for
 *            the network's native asset
 * @param amount
 *            smallest units, more than zero
 * @param canonical
 *            whether its block is on the chain as last scanned
 * @param firstSeenAt
 *            the timestamp of the first canonical block that ever held it
 */
public record Transfer(long chainId, Hash blockHash, long blockNumber, Instant blockTime, @Nullable Hash txHash,
        int logIndex, Address to, @Nullable Address from, @Nullable String contract, BigInteger amount,
        boolean canonical, Instant firstSeenAt) {

    /** The {@code logIndex} of a transaction's own value. */
    public static final int VALUE = -1;

    /** The {@code logIndex} of what only a balance showed. */
    public static final int BALANCE = -2;

    /** Confirmations on the chain as last scanned: 1 in the head block, 0 once orphaned. */
    public long confirmations(ChainView view) {
        return canonical ? Math.max(0, view.head() - blockNumber + 1) : 0;
    }

    public boolean isFinalized(ChainView view) {
        return canonical && blockNumber <= view.finalized();
    }
}
