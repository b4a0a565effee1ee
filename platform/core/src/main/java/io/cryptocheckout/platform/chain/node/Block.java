package io.cryptocheckout.platform.chain.node;

import io.cryptocheckout.platform.chain.Address;
import io.cryptocheckout.platform.chain.Hash;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A whole block as its header and receipts tell it: who called whom, and which tokens moved. */
public record Block(Header header, List<Receipt> receipts) {

    /** Where the block stands in the chain. */
    public record Header(long number, Hash hash, Hash parentHash, Instant time) {}

    /**
     * What one transaction did.
     *
     * @param index
     *            its place in the block
     * @param to
     *            null when it created a contract
     * @param succeeded
     *            false when it was reverted: it moved nothing, but paid its fee
     * @param fee
     *            in the smallest native unit, everything the sender paid beside the value
     */
    public record Receipt(Hash txHash, int index, Address from, @Nullable Address to, boolean succeeded, BigInteger fee,
            List<TokenTransfer> tokenTransfers) {}

    /** A {@code Transfer(address,address,uint256)} event of ERC-20, of any contract. */
    public record TokenTransfer(int logIndex, Address contract, Address from, Address to, BigInteger amount) {}
}
