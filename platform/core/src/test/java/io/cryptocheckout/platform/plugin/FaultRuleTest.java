package io.cryptocheckout.platform.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptocheckout.platform.plugin.process.PluginFault.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultRuleTest {
    private static final Instant NOW = Instant.parse("2030-01-01T12:00:00Z");

    /** Each fault is how often, its kind, with {@code !} where the process ended, and how many seconds ago it was. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', value = {"'' | goes on", "THREW 1 | goes on", "THREW 9, THREW 8, THREW 7, THREW 6 | goes on",
            "THREW 9, THREW 8, THREW 7, THREW 6, THREW 5 | failed 5 times", "THREW 601, THREW 8, THREW 7, THREW 6, THREW 5 | goes on",
            "THREW 600, THREW 8, THREW 7, THREW 6, THREW 5 | goes on", "THREW 599, THREW 8, THREW 7, THREW 6, THREW 5 | failed 5 times",
            "THREW 4, THREW 3, MALFORMED 2, BROKEN 1 | goes on", "THREW 5, MALFORMED 4, MALFORMED 3, BROKEN 2, THREW 1 | failed 5 times",
            "OVERRAN 6, THREW 5, THREW 4, THREW 3, THREW 2, OVERRAN 1 | goes on", "19 * OVERRAN 1 | goes on",
            "20 * OVERRAN 1 | was late 20 times", "19 * OVERRAN 1, OVERRAN 600 | goes on",
            "DIED! 1 | goes on", "DIED! 2, DIED! 1 | had to be ended 2 times", "MEMORY! 2, CPU! 1 | had to be ended 2 times",
            "FLOODED! 2, THREADS! 1 | had to be ended 2 times", "OVERRAN! 2, OVERRAN! 1 | had to be ended 2 times",
            "OVERRAN! 2, OVERRAN 1 | goes on", "DIED! 700, DIED! 1 | goes on",
            "OUTSIDE 5, OUTSIDE 4, OUTSIDE 3, OUTSIDE 2, OUTSIDE 1 | goes on", "STARTING 5, BUSY 4, STARTING 3, BUSY 2, BUSY 1 | goes on"})
    void a_plugin_is_stopped_for_what_it_did_lately_where_it_answered_19_times_in_time(String faults, String verdict) {
        List<FaultRule.Fault> all = new ArrayList<>();
        for (String each : faults.split(", ", -1)) {
            if (!each.isEmpty()) {
                int times = each.contains(" * ") ? Integer.parseInt(each.substring(0, each.indexOf(' '))) : 1;
                String[] parts = each.substring(each.indexOf("* ") < 0 ? 0 : each.indexOf("* ") + 2).split(" ");
                all.addAll(Collections.nCopies(times, new FaultRule.Fault(NOW.minusSeconds(Long.parseLong(parts[1])),
                        Kind.valueOf(parts[0].replace("!", "")), parts[0].endsWith("!"), "the last thing")));
            }
        }
        String said = FaultRule.verdict(all, 19, NOW);
        if (verdict.equals("goes on")) {
            assertThat(said).isNull();
        } else {
            assertThat(said).contains(verdict, "the last thing");
        }
    }

    @Test
    void one_that_is_in_time_as_often_as_it_is_late_goes_on() {
        List<FaultRule.Fault> late = Collections.nCopies(30, new FaultRule.Fault(NOW, Kind.OVERRAN, false, "late"));

        assertThat(FaultRule.verdict(late, 30, NOW)).isNull();
        assertThat(FaultRule.verdict(late, 29, NOW)).contains("was late 30 times");
    }
}
