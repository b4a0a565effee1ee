package io.cryptocheckout.platform.checkout;

import io.cryptocheckout.platform.money.Asset;
import io.cryptocheckout.platform.money.Fiat;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What anybody who holds a session's link may see: nothing of its metadata, reference or customer.
 *
 * @param status
 *            wire name, for example {@code pending}
 * @param exceptions
 *            wire names, for example {@code overpaid}
 * @param address
 *            where to pay, with the checksum of EIP-55
 * @param confirmations
 *            of the payment that has the fewest; 0 while there is none
 * @param confirmationsRequired
 *            a number, or {@code finalized}
 * @param version
 *            grows with every change
 */
public record PublicSession(UUID id, boolean livemode, Store store, String status, List<String> exceptions, Fiat fiat,
        String address, List<Option> options, int confirmations, String confirmationsRequired, Return back,
        Instant createdAt, Instant expiresAt, long version) {

    /**
     * How the store presents itself.
     *
     * @param logoUrl
     *            an https address, or null
     * @param colour
     *            {@code #rrggbb}, or null
     */
    public record Store(String name, @Nullable String logoUrl, @Nullable String colour) {
    }

    /**
     * One way to pay.
     *
     * @param network
     *            for people, for example {@code Ethereum}
     * @param amount
     *            the quoted amount in smallest units
     * @param due
     *            what is still to be paid in smallest units; zero when nothing is
     * @param paymentUri
     *            as the API gives it (EIP-681)
     */
    public record Option(Asset asset, String network, BigInteger amount, BigInteger due, String paymentUri) {
    }

    /** The ways back to the shop, with the session's id filled in; null where the shop gave none. */
    public record Return(@Nullable String successUrl, @Nullable String cancelUrl) {
    }
}
