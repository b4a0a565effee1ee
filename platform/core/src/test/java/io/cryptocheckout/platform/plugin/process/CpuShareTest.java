package io.cryptocheckout.platform.plugin.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.plugin.process.CallTimes.Spent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose calls kept a processor busy. */
class CpuShareTest {
    private static final long SECOND = 1_000_000_000;

    @ParameterizedTest
    @CsvSource({"5000, 0, STORE, false", "2501, 2499, STORE, false", "2500, 2500, , false", "2000, 3000, OTHER, false",
            "1251, 1249, , false", "5000, 10000, , false", "1250, 1249, , true", "0, 0, , true", "60000, 100, STORE, false"})
    void guilty_is_who_alone_cannot_be_left_out_where_the_calls_were_half_of_the_processors_time(long store, long other, String guilty,
            boolean byItself) {
        CpuShare share = new CpuShare(Map.of(Rig.STORE, Duration.ofMillis(store), Rig.OTHER, Duration.ofMillis(other)),
                Duration.ofSeconds(5), null);

        assertThat(share.guilty()).isEqualTo(guilty == null ? null : guilty.equals("STORE") ? Rig.STORE : Rig.OTHER);
        assertThat(share.isByItself()).isEqualTo(byItself);
    }

    @Test
    void what_is_busy_by_itself_is_the_only_stores_that_ever_called() {
        CpuShare share = new CpuShare(Map.of(Rig.STORE, Duration.ofMillis(20)), Duration.ofSeconds(5), Rig.STORE);

        assertThat(share.guilty()).isEqualTo(Rig.STORE);
        assertThat(new CpuShare(Map.of(), Duration.ofSeconds(5), null).guilty()).isNull();
    }

    @Test
    void a_call_counts_with_what_of_it_lies_in_the_window_and_was_the_plugins_own() {
        CallTimes times = new CallTimes(Duration.ofSeconds(10));
        times.add(new Spent(Rig.STORE, 0, 4 * SECOND, 4 * SECOND));
        times.add(new Spent(Rig.STORE, 2 * SECOND, 4 * SECOND, SECOND));
        List<Spent> open = List.of(new Spent(Rig.OTHER, SECOND, 5 * SECOND, 2 * SECOND));

        assertThat(times.at(5 * SECOND, open)).isEqualTo(seconds(Rig.STORE, 5, Rig.OTHER, 2));
        assertThat(times.at(12 * SECOND, List.of())).as("the first three seconds are out of the window")
                .isEqualTo(Map.of(Rig.STORE, Duration.ofMillis(1500)));
        times.add(new Spent(Rig.OTHER, 0, 20 * SECOND, 10 * SECOND));
        assertThat(times.at(20 * SECOND - 1, List.of())).as("a long call lies in it with its last part")
                .isEqualTo(Map.of(Rig.OTHER, Duration.ofMillis(4500)));
        assertThat(times.at(100 * SECOND, List.of())).isEmpty();
    }

    @Test
    void several_that_go_on_at_once_are_counted_once() {
        Going going = new Going();
        going.begins(5);
        going.begins(7);
        assertThat(going.until(9)).hasNanos(4);
        going.ends(10);
        assertThat(going.isOn()).isTrue();
        going.ends(15);
        assertThat(going.isOn()).isFalse();
        going.begins(100);

        assertThat(going.until(101)).hasNanos(11);
    }

    private static Map<Scope, Duration> seconds(Scope one, long first, Scope two, long second) {
        return Map.of(one, Duration.ofSeconds(first), two, Duration.ofSeconds(second));
    }
}
