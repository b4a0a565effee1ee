package io.cryptocheckout.platform.checkout.settlement;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * A transaction to the session's address that a node shows but no block holds yet.
 *
 * @param contract
 *            the token contract in lower case; null for the native asset
 */
public record PendingPayment(long chainId, String txHash, @Nullable String contract, BigInteger amount) {}
