package io.cryptocheckout.platform.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DemoWalletTest {

    @Test
    void the_words_are_those_of_the_published_vector() {
        // github.com/trezor/python-mnemonic, vectors.json, the first one
        assertThat(DemoWallet.mnemonic(new byte[32]))
                .isEqualTo("abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about");
    }

    @Test
    void the_account_key_is_a_public_one_of_depth_three() {
        assertThat(DemoWallet.testAccountXpub(DemoWallet.mnemonic(new byte[32]))).startsWith("xpub6").hasSize(111);
    }
}
