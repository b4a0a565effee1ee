package io.cryptocheckout.platform.checkout.settlement;

import java.math.BigInteger;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A transaction to the session's address that a node shows but no block holds yet.
 *
 * @param contract
 *            the token contract in lower case; null for the native asset
 * @param seenAt
 *            when it was first shown: it is looked upon as worth what was asked then, until a block says its time
 */
public record PendingPayment(long chainId, String txHash, @Nullable String contract, BigInteger amount, Instant seenAt) {}
