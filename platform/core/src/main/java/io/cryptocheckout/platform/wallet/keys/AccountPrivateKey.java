package io.cryptocheckout.platform.wallet.keys;

import fr.acinq.bitcoin.ByteVector32;
import fr.acinq.bitcoin.DeterministicWallet;
import fr.acinq.bitcoin.DeterministicWallet.ExtendedPrivateKey;
import fr.acinq.secp256k1.Secp256k1;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * An account's extended private key (BIP-32, depth 3). It shows itself to nobody: it gives its public half, signs, and gives its bytes for
 * sealing.
 */
public final class AccountPrivateKey {

    private final ExtendedPrivateKey account;

    AccountPrivateKey(ExtendedPrivateKey account) {
        this.account = account;
    }

    /**
     * Reads an xprv (or tprv) of an account.
     *
     * @throws KeyRefused
     *             naming what is wrong, never repeating the key
     */
    public static AccountPrivateKey parse(String text) {
        ExtendedKey key = ExtendedKey.parse(text.strip());
        if (!key.isPrivate()) {
            throw new KeyRefused(KeyRefused.Reason.PUBLIC,
                    "This is a public key (xpub); letting the server sign needs the account's xprv.");
        }
        key.requireAccount();
        byte[] scalar = Arrays.copyOfRange(key.key(), 1, key.key().length);
        if (key.key()[0] != 0 || !Secp256k1.get().secKeyVerify(scalar)) {
            throw new KeyRefused(KeyRefused.Reason.OFF_CURVE, "The extended key holds no valid private key.");
        }
        return new AccountPrivateKey(new ExtendedPrivateKey(new ByteVector32(scalar), new ByteVector32(key.chainCode()), key.depth(),
                AccountPublicKey.accountPath(key), 0L));
    }

    public AccountPublicKey publicKey() {
        return new AccountPublicKey(account.getExtendedPublicKey());
    }

    /** EIP-191 {@code personal_sign} by the key of address {@code 0/index}: 65 bytes r, s, v. */
    public byte[] signPersonal(int index, String message) {
        return PersonalSignature.sign(account.derivePrivateKey(0).derivePrivateKey(index).secretkeybytes.toByteArray(), message);
    }

    /** The text form in ASCII, for sealing. */
    public byte[] bytes() {
        return account.encode(DeterministicWallet.xprv).getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public String toString() {
        return "AccountPrivateKey[]";
    }
}
