package io.cryptocheckout.platform.chain;

import java.math.BigInteger;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A transaction that a node has shown and no block holds yet. It may vanish or fail; it is for the page and for
 * {@code detected}, never for money.
 *
 * @param contract
 *            lower-case {@code 0x} hexadecimal of the token's contract; null for the native asset
 * @param amount
 *            smallest units
 */
public record PendingTransfer(long chainId, Hash txHash, Address to, @Nullable Address from, @Nullable String contract,
        BigInteger amount, Instant seenAt) {}
