package io.cryptocheckout.platform.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PausesTest {
    private static final Instant NOW = Instant.parse("2026-01-02T12:00:00Z");

    @ParameterizedTest
    @CsvSource({"-5, 15, 30", "0, 15, 30", "30, 15, 30", "60, 30, 60", "300, 150, 300", "600, 300, 600", "3600, 300, 600"})
    void what_waits_longer_is_tried_again_later(long age, long earliest, long latest) {
        Instant since = NOW.minusSeconds(age);

        assertThat(Pauses.OF_EVENTS.next(since, NOW, 0)).isEqualTo(NOW.plusSeconds(earliest));
        assertThat(Pauses.OF_EVENTS.next(since, NOW, 1)).isEqualTo(NOW.plusSeconds(latest));
    }

    @Test
    void scheduled_work_is_tried_again_after_a_minute_at_the_earliest() {
        assertThat(Pauses.OF_WORK.next(NOW, NOW, 0)).isEqualTo(NOW.plusSeconds(60));
        assertThat(Pauses.OF_WORK.next(NOW.minus(Duration.ofHours(20)), NOW, 1)).isEqualTo(NOW.plus(Duration.ofMinutes(10)));
    }

    @Test
    void an_event_is_asked_for_a_dozen_times_in_an_hour_and_not_a_hundred() {
        int times = 0;
        for (Instant now = NOW; now.isBefore(NOW.plus(Duration.ofHours(1))); now = Pauses.OF_EVENTS.next(NOW, now, 0.5)) {
            times++;
        }

        assertThat(times).isBetween(10, 15);
    }
}
