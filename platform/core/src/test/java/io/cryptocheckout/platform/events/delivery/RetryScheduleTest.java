package io.cryptocheckout.platform.events.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptocheckout.platform.outbound.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryScheduleTest {
    private static final Instant NOW = Instant.parse("2026-11-02T12:00:00Z");

    @ParameterizedTest
    @CsvSource({"1, PT1M", "2, PT5M", "3, PT30M", "4, PT2H24M", "5, PT8H", "6, PT20H"})
    void each_retry_comes_after_its_delay_a_tenth_earlier_or_later(int tries, Duration delay) {
        assertThat(next(tries, 503, Map.of(), 0.5)).isEqualTo(NOW.plus(delay));
        assertThat(next(tries, 503, Map.of(), 0)).isEqualTo(NOW.plus(delay.multipliedBy(9).dividedBy(10)));
        assertThat(next(tries, 503, Map.of(), 1)).isEqualTo(NOW.plus(delay.multipliedBy(11).dividedBy(10)));
    }

    @Test
    void the_seventh_failure_is_the_last() {
        assertThat(next(7, 503, Map.of(), 0.5)).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"120 | 2026-11-02T12:02:00Z", "5 | 2026-11-02T12:01:00Z", "0 | 2026-11-02T12:01:00Z",
            "Mon, 02 Nov 2026 12:07:00 GMT | 2026-11-02T12:07:00Z", "Mon, 02 Nov 2026 11:00:00 GMT | 2026-11-02T12:01:00Z",
            "999999999 | 2026-11-03T12:00:00Z", "soon | 2026-11-02T12:01:00Z", "-5 | 2026-11-02T12:01:00Z",
            "99999999999999999999 | 2026-11-02T12:01:00Z"})
    void the_receiver_may_ask_for_more_time_but_not_for_less_and_for_a_day_at_most(String retryAfter, Instant expected) {
        assertThat(next(1, 429, Map.of("retry-after", retryAfter), 0.5)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"200, DELIVERED", "204, DELIVERED", "299, DELIVERED", "301, PENDING", "302, PENDING", "400, PENDING", "404, PENDING",
            "410, ABANDONED", "500, PENDING"})
    void only_a_2xx_is_a_success_and_410_ends_the_schedule(int status, Verdict.Status verdict) {
        assertThat(Verdict.of(outcome(status, Map.of()), 1, NOW, 0.5).status()).isEqualTo(verdict);
    }

    @Test
    void no_answer_is_a_failure_that_says_why() {
        Outcome timeout = new Outcome(0, Map.of(), "", Duration.ofSeconds(10), Outcome.Failure.TIMEOUT);
        Verdict verdict = Verdict.of(timeout, 1, NOW, 0.5);
        assertThat(verdict.status()).isEqualTo(Verdict.Status.PENDING);
        assertThat(verdict.error()).isEqualTo("There was no complete answer within 10 seconds.");
        assertThat(Verdict.of(timeout, 7, NOW, 0.5).status()).isEqualTo(Verdict.Status.ABANDONED);
    }

    private static Instant next(int tries, int status, Map<String, String> headers, double random) {
        return RetrySchedule.next(tries, outcome(status, headers), NOW, random);
    }

    private static Outcome outcome(int status, Map<String, String> headers) {
        return new Outcome(status, headers, "", Duration.ofMillis(5), null);
    }
}
