package io.cryptocheckout.platform.wallet;

import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.sealing.Sealing;
import io.cryptocheckout.platform.wallet.keys.AccountPrivateKey;
import io.cryptocheckout.platform.wallet.keys.AccountPublicKey;
import java.nio.charset.StandardCharsets;

/** Account keys on their way into and out of the database: always sealed there, for this store and mode alone. */
final class SealedKeys {

    private static final String XPUB = "wallet.xpub";
    private static final String ACCOUNT_KEY = "wallet.account_key";

    private final Sealing sealing;

    SealedKeys(Sealing sealing) {
        this.sealing = sealing;
    }

    byte[] seal(AccountPublicKey key, Scope scope) {
        return sealing.seal(key.bytes(), scope, XPUB);
    }

    byte[] seal(AccountPrivateKey key, Scope scope) {
        return sealing.seal(key.bytes(), scope, ACCOUNT_KEY);
    }

    AccountPublicKey openXpub(byte[] sealed, Scope scope) {
        return AccountPublicKey.parse(new String(sealing.open(sealed, scope, XPUB), StandardCharsets.US_ASCII));
    }

    AccountPrivateKey openAccountKey(byte[] sealed, Scope scope) {
        return AccountPrivateKey.parse(new String(sealing.open(sealed, scope, ACCOUNT_KEY), StandardCharsets.US_ASCII));
    }
}
