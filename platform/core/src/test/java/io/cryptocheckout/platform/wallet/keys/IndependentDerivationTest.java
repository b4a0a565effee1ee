package io.cryptocheckout.platform.wallet.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptocheckout.platform.chain.Address;
import io.cryptocheckout.platform.chain.Keccak;
import java.security.SecureRandom;
import java.util.Arrays;
import org.bitcoinj.base.BitcoinNetwork;
import org.bitcoinj.crypto.ChildNumber;
import org.bitcoinj.crypto.DeterministicKey;
import org.bitcoinj.crypto.HDKeyDerivation;
import org.junit.jupiter.api.Test;

/** The addresses agree with bitcoinj, which shares no code with the library that derives them here. */
class IndependentDerivationTest {

    private static final int ADDRESSES = Integer.getInteger("checkout.test.addresses", 1000);

    @Test
    void twoImplementationsDeriveTheSameAddresses() {
        AccountPublicKey ours = Mnemonic.random(new SecureRandom()).account(AccountPath.standard(true)).publicKey();
        DeterministicKey account = DeterministicKey.deserializeB58(ours.encode(), BitcoinNetwork.MAINNET);
        DeterministicKey receiving = HDKeyDerivation.deriveChildKey(account, new ChildNumber(0, false));
        for (int i = 0; i < ADDRESSES; i++) {
            byte[] point = HDKeyDerivation.deriveChildKey(receiving, new ChildNumber(i, false)).getPubKeyPoint().getEncoded(false);
            byte[] hash = Keccak.hash(Arrays.copyOfRange(point, 1, point.length));
            assertThat(ours.address(i)).as("0/%d of %s", i, ours.encode()).isEqualTo(Address.of(Arrays.copyOfRange(hash, 12, 32)));
        }
    }
}
