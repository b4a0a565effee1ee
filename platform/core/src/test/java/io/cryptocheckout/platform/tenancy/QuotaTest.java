package io.cryptocheckout.platform.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptocheckout.platform.refusal.Refused;
import java.time.Instant;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuotaTest {

    @ParameterizedTest
    @CsvSource(nullValues = "none", value = {
            // limit, used, one more?
            "none, 0, true",
            "none, 9223372036854775807, true",
            "0, 0, false",
            "1, 0, true",
            "1, 1, false",
            "1, 2, false",
            "1000, 999, true",
            "1000, 1000, false"})
    void one_more_is_within_the_limit(@Nullable Long limit, long used, boolean allowed) {
        assertThat(Quota.allows(limit, used)).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({
            "2030-01-01T00:00:00Z,     2030-01",
            "2030-01-31T23:59:59.999Z, 2030-01",
            "2030-02-01T00:00:00Z,     2030-02",
            "2028-02-29T12:00:00Z,     2028-02",
            "2030-12-31T23:59:59.999Z, 2030-12",
            "2031-01-01T00:00:00Z,     2031-01"})
    void a_moment_belongs_to_its_month_in_utc(Instant at, YearMonth month) {
        assertThat(Quota.month(at)).isEqualTo(month);
        assertThat(Quota.start(month)).isBeforeOrEqualTo(at);
        assertThat(Quota.start(month.plusMonths(1))).isAfter(at);
    }

    @Test
    void a_refusal_says_the_limit_when_it_ends_and_what_to_do() {
        assertThat(refusal(() -> Quota.requireSession(1_000L, 1_000, YearMonth.of(2030, 12)))).isEqualTo(
                "This store may open 1,000 live sessions a month, and has opened that many in 2030-12. The next month begins on 2031-01-01 at "
                        + "00:00 UTC. Ask the operator of the platform for another plan.");
        assertThat(refusal(() -> Quota.requireKey(1, 1))).startsWith("This store may have 1 working API key in each mode")
                .contains("Revoke");
        assertThat(refusal(() -> Quota.requireStore(2, 3))).startsWith("You may have 2 stores in all your organizations together");
    }

    private static String refusal(Runnable tried) {
        try {
            tried.run();
        } catch (Refused refused) {
            return refused.refusal().code().equals("quota_exceeded") ? refused.text() : refused.refusal().code();
        }
        throw new AssertionError("nothing was refused");
    }
}
