package io.cryptocheckout.platform.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangeTest {

    @ParameterizedTest(name = "{0} contains {1}: {2}")
    @CsvSource(textBlock = """
            203.0.113.7,      203.0.113.7,         true
            203.0.113.7,      203.0.113.8,         false
            203.0.113.0/24,   203.0.113.255,       true
            203.0.113.0/24,   203.0.114.0,         false
            203.0.113.128/25, 203.0.113.127,       false
            0.0.0.0/0,        198.51.100.1,        true
            0.0.0.0/0,        2001:db8::1,         false
            2001:db8::/32,    2001:db8:ffff::1,    true
            2001:db8::/32,    2001:db9::1,         false
            ::1,              0:0:0:0:0:0:0:1,     true
            203.0.113.7,      ::ffff:203.0.113.7,  true
            203.0.113.7,      not-an-address,      false
            """)
    void a_range_holds_its_addresses_alone(String range, String address, boolean contained) {
        assertThat(AddressRange.parse(range).contains(address)).isEqualTo(contained);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "localhost", "example.com", "1", "127.1", "203.0.113.0/33", "203.0.113.0/", "203.0.113.0/-1", "256.0.0.1",
            "2001:db8::/129", "203.0.113.0/24/8", "fe80::1%eth0"})
    void what_is_no_literal_is_no_range(String text) {
        assertThat(AddressRange.parse(text)).isNull();
    }
}
