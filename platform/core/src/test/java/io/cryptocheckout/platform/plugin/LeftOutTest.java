package io.cryptocheckout.platform.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.plugin.FaultCount.Key;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LeftOutTest {
    private static final Instant NOW = Instant.parse("2030-01-01T12:00:00Z");
    private static final Key ONE = new Key(new Scope(new UUID(0, 1), true), "plugin");
    private static final Key OTHER = new Key(new Scope(new UUID(0, 1), false), "plugin");

    private final LeftOut count = new LeftOut();

    @Test
    void it_is_said_soon_after_the_first_time_and_then_once_an_hour() {
        times(ONE, 3, NOW);
        times(OTHER, 1, NOW.plusSeconds(30));
        assertThat(count.due(NOW.plusSeconds(59))).isEmpty();
        assertThat(count.due(NOW.plusSeconds(60))).containsExactly(new LeftOut.Said(ONE, 3));
        assertThat(count.due(NOW.plusSeconds(90))).containsExactly(new LeftOut.Said(OTHER, 1));
        Instant said = NOW.plusSeconds(60);
        for (int minute = 1; minute < 60; minute++) {
            times(ONE, 10, said.plus(Duration.ofMinutes(minute)));
            assertThat(count.due(said.plus(Duration.ofMinutes(minute)))).isEmpty();
        }
        assertThat(count.due(said.plus(LeftOut.PAUSE))).containsExactly(new LeftOut.Said(ONE, 590));
    }

    @Test
    void after_a_quiet_hour_it_begins_anew_and_nothing_is_kept_of_who_is_quiet() {
        times(ONE, 3, NOW);
        assertThat(count.due(NOW.plusSeconds(60))).hasSize(1);
        times(ONE, 1, NOW.plusSeconds(60).plus(LeftOut.PAUSE).minusSeconds(1));
        assertThat(count.due(NOW.plusSeconds(60).plus(LeftOut.PAUSE))).as("with those that follow at once").isEmpty();
        assertThat(count.due(NOW.plusSeconds(120).plus(LeftOut.PAUSE))).containsExactly(new LeftOut.Said(ONE, 1));
        assertThat(count.due(NOW.plus(Duration.ofHours(3)))).isEmpty();
        assertThat(count.size()).isZero();
    }

    private void times(Key key, int times, Instant at) {
        for (int i = 0; i < times; i++) {
            count.add(key, at);
        }
    }
}
