package io.cryptocheckout.platform.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TotpCodesTest {
    private static final byte[] SECRET = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);
    private static final Instant NOW = Instant.ofEpochSecond(1_111_111_111);

    private final TotpCodes codes = new TotpCodes();

    /** The vectors of RFC 6238, appendix B, in their last six digits. */
    @ParameterizedTest
    @CsvSource({"59,287082", "1111111109,081804", "1111111111,050471", "1234567890,005924", "2000000000,279037", "20000000000,353130"})
    void the_standards_own_vectors(long seconds, String code) {
        assertThat(codes.code(SECRET, seconds / 30)).isEqualTo(code);
        assertThat(codes.stepOf(SECRET, code, Instant.ofEpochSecond(seconds))).isEqualTo(seconds / 30);
    }

    @ParameterizedTest
    @CsvSource({"-60,false", "-30,true", "0,true", "30,true", "60,false"})
    void a_code_is_good_for_its_half_minute_and_its_neighbours(long offset, boolean good) {
        long step = NOW.getEpochSecond() / 30;
        assertThat(codes.stepOf(SECRET, codes.code(SECRET, step), NOW.plusSeconds(offset))).isEqualTo(good ? step : 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "05047", "0504710", "05047a", "\u0660\u0665\u0660\u0664\u0667\u0661", " 050471", "-50471"})
    void what_is_not_six_digits_is_no_code(String typed) {
        assertThat(codes.stepOf(SECRET, typed, NOW)).isZero();
    }

    /** RFC 4648, section 10. */
    @Test
    void base_32_as_the_standard_has_it() {
        assertThat(Base32.of("foobar".getBytes(StandardCharsets.US_ASCII))).isEqualTo("MZXW6YTBOI");
        assertThat(Base32.of("foob".getBytes(StandardCharsets.US_ASCII))).isEqualTo("MZXW6YQ");
        assertThat(Base32.of(SECRET)).isEqualTo("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        assertThat(Base32.of(new byte[0])).isEmpty();
    }
}
