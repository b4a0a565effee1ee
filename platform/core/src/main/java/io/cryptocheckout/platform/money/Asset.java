package io.cryptocheckout.platform.money;

import org.jspecify.annotations.Nullable;

/**
 * Something that can be received on a network. Its identity is chain id and contract, never the symbol.
 *
 * @param symbol
 *            for people, for example {@code ETH}
 * @param chainId
 *            EIP-155 chain id
 * @param contract
 *            the ERC-20 contract as lower-case {@code 0x} hexadecimal; null for the network's native asset
 * @param decimals
 *            how many decimals the smallest unit has (18 for wei)
 */
public record Asset(String symbol, long chainId, @Nullable String contract, int decimals) {

    public boolean isNative() {
        return contract == null;
    }

    /** Whether the other asset is the same one on the same chain, whatever it is called. */
    public boolean sameAs(long otherChainId, @Nullable String otherContract) {
        return chainId == otherChainId
                && (contract == null ? otherContract == null : contract.equalsIgnoreCase(otherContract));
    }
}
