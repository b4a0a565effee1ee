package io.cryptocheckout.platform.local;

import fr.acinq.bitcoin.DeterministicWallet;
import fr.acinq.bitcoin.MnemonicCode;
import java.util.List;

/** The demo merchant's own wallet: the platform is shown the account's public key alone, as a real merchant would. */
final class DemoWallet {

    private static final int ENTROPY_BYTES = 16;
    private static final long TEST_COIN = 1;

    private DemoWallet() {}

    /** Twelve words (BIP-39) for the first 16 bytes of the secret. */
    static String mnemonic(byte[] secret) {
        return String.join(" ", MnemonicCode.toMnemonics(java.util.Arrays.copyOf(secret, ENTROPY_BYTES)));
    }

    /** The extended public key of {@code m/44'/1'/0'} (BIP-32, BIP-44: the account of test networks). */
    static String testAccountXpub(String mnemonic) {
        var master = DeterministicWallet.generate(MnemonicCode.toSeed(mnemonic, ""));
        var account = DeterministicWallet.derivePrivateKey(master, List.of(DeterministicWallet.hardened(44),
                DeterministicWallet.hardened(TEST_COIN), DeterministicWallet.hardened(0)));
        return DeterministicWallet.encode(DeterministicWallet.publicKey(account), DeterministicWallet.xpub);
    }
}
