package io.cryptocheckout.platform.checkout;

import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.money.Asset;
import io.cryptocheckout.platform.money.Fiat;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What anybody who knows a session's id may see: the hosted page shows nothing else. Never metadata, reference or customer.
 *
 * @param scope
 *            for the platform's own work; the store's id is shown to nobody
 * @param status
 *            by its wire name
 * @param address
 *            with the checksum of EIP-55
 * @param options
 *            the default one first
 * @param confirmationsRequired
 *            a number, or {@code finalized}
 * @param version
 *            grows with every change
 */
public record PublicSession(UUID id, Scope scope, Store store, String status, List<String> exceptions, Fiat fiat, String address,
        List<Option> options, int confirmations, String confirmationsRequired, Return back, Instant createdAt, Instant expiresAt,
        long version) {

    public boolean livemode() {
        return scope.livemode();
    }

    /** How the store looks. */
    public record Store(String name, @Nullable String logoUrl, @Nullable String colour) {}

    /**
     * One way to pay.
     *
     * @param network
     *            the network's name
     * @param amount
     *            the full price in smallest units
     * @param due
     *            what is still missing, zero when nothing is
     * @param paymentUri
     *            what the QR code holds: an EIP-681 link for native assets, the plain address for tokens
     */
    public record Option(Asset asset, String network, BigInteger amount, BigInteger due, String paymentUri) {}

    /** The ways back to the shop, with the session's id filled in. */
    public record Return(@Nullable String successUrl, @Nullable String cancelUrl) {}
}
