package io.cryptocheckout.platform.wallet;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The merchant's word that the first address is his.
 *
 * @param signature
 *            the proposal's challenge signed by the key of the first address, as 0x and 65 bytes in hexadecimal; needed in live mode
 * @param reauthenticatedAt
 *            when the owner last proved who he is in this browser session; needed to replace a live wallet
 */
public record WalletConfirmation(@Nullable String signature, @Nullable Instant reauthenticatedAt) {

    /** He compared the addresses; enough in test mode. */
    public static WalletConfirmation bySight() {
        return new WalletConfirmation(null, null);
    }

    /** He signed the challenge; enough for the first live wallet. */
    public static WalletConfirmation signed(String signature) {
        return new WalletConfirmation(signature, null);
    }
}
