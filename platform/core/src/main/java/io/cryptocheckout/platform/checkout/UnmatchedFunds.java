package io.cryptocheckout.platform.checkout;

import io.cryptocheckout.platform.chain.Address;
import io.cryptocheckout.platform.chain.Hash;
import io.cryptocheckout.platform.money.Rounding;
import java.math.BigInteger;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Money in the funds inbox.
 *
 * @param reason
 *            {@code late}, {@code canceled}, {@code wrong_asset}, {@code wrong_network}, {@code dust} or {@code no_session}
 * @param sessionId
 *            the session whose address it is; null where there never was one
 * @param at
 *            the time of the first canonical block that held it
 */
public record UnmatchedFunds(UUID id, boolean livemode, String reason, @Nullable UUID sessionId, Address address, Sum sum, Place place,
        Instant at, Instant createdAt) {

    /**
     * @param contract
     *            lower-case hexadecimal; null for the native asset
     * @param symbol
     *            null where nobody configured the asset
     * @param decimals
     *            null where that is not known
     * @param amount
     *            smallest units
     */
    public record Sum(long chainId, @Nullable String contract, @Nullable String symbol, @Nullable Integer decimals, BigInteger amount) {

        /** In whole units where the decimals are known, in smallest units otherwise. */
        public String text() {
            return Rounding.decimal(amount, decimals == null ? 0 : decimals);
        }
    }

    /**
     * @param txHash
     *            null where only the balance shows it
     * @param logIndex
     *            negative for native transfers
     */
    public record Place(@Nullable Hash txHash, Hash blockHash, long blockNumber, int logIndex) {}
}
