package io.cryptocheckout.platform.wallet;

import io.cryptocheckout.platform.chain.Address;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A wallet that was imported and is not used yet: the merchant first compares its first address with what his own wallet shows.
 *
 * @param firstAddress
 *            the address {@code 0/0}
 * @param challenge
 *            the text that the first address' key must sign (EIP-191) before the wallet is used; null in test mode
 * @param expiresAt
 *            after this moment the import has to be started again
 * @param replacesLive
 *            whether a live wallet is in use, so that confirming needs the password again and takes effect only after the delay
 */
public record WalletProposal(UUID id, Address firstAddress, String path, Custody custody, @Nullable String challenge, Instant expiresAt,
        boolean replacesLive) {}
