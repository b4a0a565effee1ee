package io.cryptocheckout.platform.wallet.keys;

import fr.acinq.bitcoin.ByteVector;
import fr.acinq.bitcoin.ByteVector32;
import fr.acinq.bitcoin.DeterministicWallet;
import fr.acinq.bitcoin.DeterministicWallet.ExtendedPublicKey;
import fr.acinq.bitcoin.KeyPath;
import fr.acinq.secp256k1.Secp256k1;
import fr.acinq.secp256k1.Secp256k1Exception;
import io.cryptocheckout.platform.chain.Address;
import io.cryptocheckout.platform.chain.Keccak;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;

/**
 * An account's extended public key (BIP-32, depth 3): the source of a store's receiving addresses {@code 0/i}. Thread-safe. It is a secret
 * of the store: with any one child's private key it gives the account's private key.
 */
public final class AccountPublicKey {

    private final ExtendedPublicKey account;
    private final ExtendedPublicKey receiving;

    AccountPublicKey(ExtendedPublicKey account) {
        this.account = account;
        this.receiving = account.derivePublicKey(0);
    }

    /**
     * Reads an xpub (or tpub).
     *
     * @throws KeyRefused
     *             naming what is wrong: an xprv above all, a wrong depth, a broken checksum
     */
    public static AccountPublicKey parse(String text) {
        ExtendedKey key = ExtendedKey.parse(text.strip());
        if (key.isPrivate()) {
            throw new KeyRefused(KeyRefused.Reason.PRIVATE, "This is an extended PRIVATE key (xprv), not a public one (xpub)."
                    + " It was not stored; since it has left its place, treat the funds it controls as seen by others.");
        }
        key.requireAccount();
        refuseOffCurve(key.key());
        return new AccountPublicKey(new ExtendedPublicKey(new ByteVector(key.key()), new ByteVector32(key.chainCode()), key.depth(),
                accountPath(key), 0L));
    }

    /** The address of child {@code 0/index}. */
    public Address address(int index) {
        byte[] compressed = receiving.derivePublicKey(index).publickeybytes.toByteArray();
        return addressOf(Secp256k1.get().pubkeyParse(compressed));
    }

    /** SHA-256 of the compressed public key: tells accounts apart without giving the key away. */
    public byte[] id() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(account.publickeybytes.toByteArray());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The number of the account as the key says it: the last step of its path, without the hardening. */
    public long accountNumber() {
        return account.path.getLastChildNumber() - ExtendedKey.HARDENED;
    }

    /** BIP-32 text form, always with the xpub prefix. */
    public String encode() {
        return account.encode(DeterministicWallet.xpub);
    }

    /** UTF-8 bytes of {@link #encode()}, for sealing. */
    public byte[] bytes() {
        return encode().getBytes(StandardCharsets.US_ASCII);
    }

    /** @param uncompressed 65 bytes, 0x04 first */
    static Address addressOf(byte[] uncompressed) {
        byte[] hash = Keccak.hash(Arrays.copyOfRange(uncompressed, 1, uncompressed.length));
        return Address.of(Arrays.copyOfRange(hash, hash.length - Address.BYTES, hash.length));
    }

    static KeyPath accountPath(ExtendedKey key) {
        return new KeyPath(List.of(key.childNumber()));
    }

    private static void refuseOffCurve(byte[] compressed) {
        try {
            Secp256k1.get().pubkeyParse(compressed);
        } catch (Secp256k1Exception offCurve) {
            throw new KeyRefused(KeyRefused.Reason.OFF_CURVE, "The extended key holds no valid public key.");
        }
    }

    @Override
    public String toString() {
        return "AccountPublicKey[first=" + address(0) + "]";
    }
}
