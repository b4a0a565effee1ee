package io.cryptocheckout.platform.wallet.keys;

import static org.assertj.core.api.Assertions.assertThat;

import fr.acinq.bitcoin.DeterministicWallet;
import fr.acinq.bitcoin.KeyPath;
import fr.acinq.bitcoin.MnemonicCode;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class PublishedVectorsTest {

    private final JsonNode vectors = AddressVectors.read();

    @Test
    void phrasesGiveTheSeedsOfBip39() {
        String passphrase = vectors.at("/bip39/passphrase").asString();
        assertThat(vectors.at("/bip39/vectors")).hasSize(24).allSatisfy(vector -> {
            String phrase = vector.get("mnemonic").asString();
            assertThat(Mnemonic.parse(phrase).phrase()).isEqualTo(phrase);
            assertThat(HexFormat.of().formatHex(MnemonicCode.toSeed(phrase, passphrase))).isEqualTo(vector.get("seed").asString());
        });
    }

    @Test
    void seedsGiveTheKeysOfBip32() {
        assertThat(vectors.at("/bip32/vectors")).hasSize(2).allSatisfy(vector -> {
            var master = DeterministicWallet.generate(HexFormat.of().parseHex(vector.get("seed").asString()));
            assertThat(vector.get("chains")).hasSize(6).allSatisfy(chain -> {
                var key = DeterministicWallet.derivePrivateKey(master, KeyPath.fromPath(chain.get("path").asString()));
                assertThat(key.encode(DeterministicWallet.xprv)).isEqualTo(chain.get("xprv").asString());
                assertThat(key.getExtendedPublicKey().encode(DeterministicWallet.xpub)).isEqualTo(chain.get("xpub").asString());
            });
        });
    }

    @Test
    void wellKnownPhrasesGiveTheirWellKnownAddressesFromThePublicKeyAlone() {
        assertThat(vectors.get("addresses")).hasSize(3).allSatisfy(vector -> {
            AccountPath path = AccountPath.parse(vector.get("account").asString());
            String xpub = Mnemonic.parse(vector.get("mnemonic").asString()).account(path).publicKey().encode();
            AccountPublicKey account = AccountPublicKey.parse(xpub);
            for (int i = 0; i < vector.get("addresses").size(); i++) {
                assertThat(account.address(i)).hasToString(vector.get("addresses").get(i).asString());
            }
        });
    }

    @Test
    void everyPublishedPhraseIsRecognised() {
        vectors.at("/bip39/vectors").forEach(vector -> assertThat(isPublished(vector.get("mnemonic").asString())).isTrue());
        vectors.get("addresses").forEach(vector -> assertThat(isPublished(vector.get("mnemonic").asString())).isTrue());
        assertThat(isPublished(Mnemonic.random(new SecureRandom()).phrase())).isFalse();
    }

    private static boolean isPublished(String phrase) {
        return PublishedMnemonics.include(Mnemonic.parse(phrase).account(new AccountPath(60, 0)).publicKey())
                && PublishedMnemonics.include(Mnemonic.parse(phrase).account(new AccountPath(1, 9)).publicKey());
    }
}
