package io.cryptocheckout.platform.checkout.settlement;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One asset a session may be paid in, with the amounts asked for it over time.
 *
 * @param chainId
 *            EIP-155 chain id
 * @param contract
 *            the token contract in lower case; null for the network's native asset
 * @param decimals
 *            decimals of the smallest unit
 * @param pegged
 *            whether its quote holds for the session's whole life, because the asset is taken at par
 * @param quotes
 *            in the order in which they came into force, at least one
 */
public record Offer(long chainId, @Nullable String contract, int decimals, boolean pegged, List<Quoted> quotes) {

    /**
     * The full price in this asset from a moment on, until the next quote.
     *
     * @param units
     *            smallest units, more than zero
     */
    public record Quoted(BigInteger units, Instant from) {}

    public Offer {
        if (quotes.isEmpty()) {
            throw new IllegalArgumentException("an offer needs a quote");
        }
        quotes = quotes.stream().sorted(Comparator.comparing(Quoted::from)).toList();
    }

    /** The full price for a transfer of that time; a transfer older than the session counts at its first quote. */
    public BigInteger priceAt(Instant time) {
        BigInteger units = quotes.getFirst().units();
        for (Quoted quote : quotes) {
            if (!quote.from().isAfter(time)) {
                units = quote.units();
            }
        }
        return units;
    }

    /** The full price that is asked now. */
    public BigInteger price() {
        return quotes.getLast().units();
    }

    /** When the lock of the quote that is asked now ends; null where it never does. */
    @Nullable
    Instant lockEnds() {
        return pegged ? null : quotes.getLast().from().plus(RateLock.LONGEST);
    }

    boolean takes(long otherChainId, @Nullable String otherContract) {
        return chainId == otherChainId && (contract == null ? otherContract == null : contract.equals(otherContract));
    }
}
