package io.cryptocheckout.platform.checkout.settlement;

import java.math.BigInteger;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A transfer to the session's address in one block, as the chain shows it now.
 *
 * @param blockHash
 *            the block that holds it; a transfer included again in another block is another observation
 * @param txHash
 *            null for ETH that only the balance shows
 * @param logIndex
 *            position of the log in its block; negative for native transfers
 * @param contract
 *            the token contract in lower case; null for the native asset
 * @param time
 *            timestamp of the first canonical block that held the transfer
 * @param canonical
 *            false once its block has left the chain
 * @param confirmedHere
 *            whether it already had its confirmations in this very block: a head that moves back while the block stays takes none away
 */
public record Observation(long chainId, String blockHash, long blockNumber, @Nullable String txHash, int logIndex,
        @Nullable String contract, BigInteger amount, Instant time, boolean canonical, boolean confirmedHere) {

    /** What stays the same when the transfer is included again in another block. */
    String likeness() {
        return chainId + "/" + (txHash == null ? "balance" : txHash) + "/" + (contract == null ? "native" : contract) + "/" + amount;
    }
}
