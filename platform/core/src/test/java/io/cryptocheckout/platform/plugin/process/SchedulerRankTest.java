package io.cryptocheckout.platform.plugin.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchedulerRankTest {
    private static final long LOOK = Duration.ofMillis(250).toNanos();

    /** Milliseconds of the processor's time between looks, a quarter of a second apart, and the priority after each. */
    @ParameterizedTest
    @CsvSource({"0 0 0, 10 10 10", "62 62 62, 10 10 10", "63 0 0, 19 19 19", "250 0 0 0 0, 19 19 19 10 10",
            "250 0 0 63 0 0 0, 19 19 19 19 19 19 10"})
    void a_child_that_uses_much_is_last_until_it_used_little_for_a_while(String used, String nice) {
        SchedulerRank rank = SchedulerRank.atStart(0, Duration.ofMillis(400));
        long total = 400;
        StringBuilder after = new StringBuilder();
        long now = 0;
        for (String each : used.split(" ")) {
            total += Long.parseLong(each);
            now += LOOK;
            rank = rank.at(now, Duration.ofMillis(total));
            after.append(after.isEmpty() ? "" : " ").append(rank.nice());
        }
        assertThat(after.toString()).isEqualTo(nice);
    }
}
