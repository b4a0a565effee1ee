package io.cryptocheckout.platform.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {

    /** The test cases of EIP-55. */
    @ParameterizedTest
    @ValueSource(strings = {"0x52908400098527886E0F7030069857D2E4169EE7", "0x8617E340B3D01FA5F11F306F4090FD50E238070D",
            "0xde709f2102306220921060314715629080e2fb77", "0x27b1fdb04752bbc536007a920d24acb045561c26",
            "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
            "0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB", "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb"})
    void is_shown_with_the_checksum_of_eip_55(String checksummed) {
        assertThat(Address.parse(checksummed)).hasToString(checksummed);
        assertThat(Address.parse(checksummed.toLowerCase(Locale.ROOT))).hasToString(checksummed);
        assertThat(Address.parse(checksummed).hex()).isEqualTo(checksummed.toLowerCase(Locale.ROOT));
    }

    @Test
    void a_mistyped_character_is_refused() {
        assertThatThrownBy(() -> Address.parse("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAee"))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("mistyped");
        assertThatThrownBy(() -> Address.parse("0x5aaeb6053F3E94C9b9A09f33669435E7Ef1BeAed"))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("mistyped");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0x", "5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAe",
            "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed0", "0xzzAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"})
    void anything_else_is_refused(String text) {
        assertThatThrownBy(() -> Address.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void equals_by_value_and_survives_its_bytes() {
        Address address = Address.parse("0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb");
        assertThat(Address.of(address.bytes())).isEqualTo(address).hasSameHashCodeAs(address);
    }

    @Test
    void a_hash_survives_its_bytes_and_its_text() {
        Hash hash = Hash.parse("0x2995a03a5a4e3b9d37cdc120e370476d8833356fed67eb6de1f01be89498f96b");
        assertThat(Hash.of(hash.bytes())).isEqualTo(hash);
        assertThat(Hash.parse(hash.toString())).isEqualTo(hash);
        assertThatThrownBy(() -> Hash.parse("0x29")).isInstanceOf(IllegalArgumentException.class);
    }
}
