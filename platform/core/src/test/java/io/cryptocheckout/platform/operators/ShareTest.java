package io.cryptocheckout.platform.operators;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShareTest {

    @ParameterizedTest
    @CsvSource({"0, 10, 0", "1, 10, 10", "999, 1000, 99", "1000, 1000, 100", "1001, 1000, 100", "0, 0, 100", "799, 1000, 79",
            "1000000000000, 1000000000000, 100"})
    void a_share_is_rounded_down_and_never_more_than_all(long used, long limit, int percent) {
        assertThat(Share.of(used, limit)).isEqualTo(percent);
    }
}
