package io.cryptocheckout.platform.checkout;

import io.cryptocheckout.platform.chain.Hash;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A session with what has come to it and the states it has been in.
 *
 * @param payments
 *            the transfers that count, oldest first
 * @param timeline
 *            oldest first, beginning with pending
 */
public record SessionHistory(CheckoutSession session, List<Payment> payments, List<Entry> timeline) {

    /**
     * A transfer that counts towards the session.
     *
     * @param key
     *            names the transfer for good, whichever block holds it
     * @param txHash
     *            null where only the balance shows it
     * @param logIndex
     *            negative for native transfers
     * @param contract
     *            lower-case hexadecimal; null for the native asset
     * @param at
     *            the time of the first canonical block that held it
     */
    public record Payment(String key, long chainId, Hash blockHash, long blockNumber, @Nullable Hash txHash, int logIndex,
            @Nullable String contract, BigInteger amount, Instant at, int confirmations, boolean confirmed) {}

    /** A state, since when, and why where the state does not say it all. */
    public record Entry(SessionStatus status, Instant at, @Nullable String reason) {}
}
