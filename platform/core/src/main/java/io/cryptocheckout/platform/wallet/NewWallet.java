package io.cryptocheckout.platform.wallet;

import org.jspecify.annotations.Nullable;

/**
 * What a merchant hands in: an account's extended key, public for a watch-only wallet, private where the server shall sign.
 *
 * @param accountKey
 *            xpub or xprv (BIP-32), depth 3
 * @param path
 *            the account's path such as {@code m/44'/60'/0'}; null for the mode's own (live m/44'/60'/0', test m/44'/1'/0')
 */
public record NewWallet(String accountKey, Custody custody, @Nullable String path) {

    /** Without the key, which may be private. */
    @Override
    public String toString() {
        return "NewWallet[custody=" + custody + ", path=" + path + "]";
    }
}
