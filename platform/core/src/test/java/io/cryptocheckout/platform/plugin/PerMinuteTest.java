package io.cryptocheckout.platform.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class PerMinuteTest {
    private static final Instant NOW = Instant.parse("2030-01-01T12:00:00Z");

    private final PerMinute<Integer> calls = new PerMinute<>(2);

    @Test
    void each_key_has_its_own_number_in_each_minute() {
        assertThat(calls.take(1, NOW)).isTrue();
        assertThat(calls.take(1, NOW.plusSeconds(59))).isTrue();
        assertThat(calls.take(1, NOW.plusSeconds(59))).isFalse();
        assertThat(calls.take(2, NOW.plusSeconds(59))).isTrue();
        assertThat(calls.take(1, NOW.plusSeconds(60))).isTrue();
    }

    @Test
    void what_was_counted_in_other_minutes_is_not_kept() {
        for (int key = 0; key < 1_000; key++) {
            calls.take(key, NOW);
        }
        assertThat(calls.size()).isEqualTo(1_000);
        calls.take(7, NOW.plusSeconds(60));
        assertThat(calls.size()).isEqualTo(1);
    }
}
