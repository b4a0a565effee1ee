package io.cryptocheckout.platform.wallet;

import io.cryptocheckout.platform.chain.Address;
import java.util.UUID;

/**
 * An address that was handed out to one session and will never be handed out again.
 *
 * @param walletId
 *            the wallet it belongs to
 * @param index
 *            i of the path {@code 0/i} below the wallet's account
 */
public record PooledAddress(UUID walletId, int index, Address address) {}
