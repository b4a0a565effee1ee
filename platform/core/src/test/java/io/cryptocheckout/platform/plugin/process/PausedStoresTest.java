package io.cryptocheckout.platform.plugin.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptocheckout.platform.authority.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Stores that wait for themselves alone. */
class PausedStoresTest {
    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

    @Test
    void each_end_doubles_the_pause_of_its_store_and_of_no_other() {
        List<Long> pauses = new ArrayList<>();
        PausedStores paused = PausedStores.NONE;
        Instant now = NOON;
        for (int i = 0; i < 11; i++) {
            paused = paused.ended(Rig.STORE, now, "end " + i);
            PausedStores.Pause pause = paused.of(Rig.STORE, now);
            pauses.add(Duration.between(now, pause.backoff().until()).toSeconds());
            assertThat(pause.why()).isEqualTo("end " + i);
            assertThat(paused.of(Rig.OTHER, now)).isNull();
            now = pause.backoff().until();
            assertThat(paused.of(Rig.STORE, now)).isNull();
        }

        assertThat(pauses).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 64L, 128L, 256L, 300L, 300L);
    }

    @ParameterizedTest
    @CsvSource({"1, 2", "60, 2", "61, 1", "3600, 1"})
    void who_kept_from_it_for_a_minute_begins_anew(long secondsAfter, long pause) {
        Instant second = NOON.plusSeconds(secondsAfter);
        PausedStores paused = PausedStores.NONE.ended(Rig.STORE, NOON, "").ended(Rig.STORE, second, "");

        assertThat(paused.of(Rig.STORE, second).backoff().until()).isEqualTo(second.plusSeconds(pause));
    }

    @Test
    void those_whose_pause_is_long_over_are_forgotten_and_so_is_what_is_too_much() {
        PausedStores paused = PausedStores.NONE;
        for (int i = 0; i < PausedStores.MOST; i++) {
            paused = paused.ended(store(i), NOON.plusMillis(i), "");
        }
        Instant later = NOON.plusMillis(PausedStores.MOST - 1);
        assertThat(paused.pauses()).hasSize(PausedStores.MOST);
        PausedStores more = paused.ended(Rig.STORE, later, "");
        assertThat(more.pauses()).hasSize(PausedStores.MOST).containsKey(Rig.STORE).doesNotContainKey(store(0));
        assertThat(paused.ended(store(7), later, "").pauses()).as("who is remembered already").hasSize(PausedStores.MOST);

        assertThat(more.ended(Rig.OTHER, NOON.plusSeconds(120), "").pauses()).containsOnlyKeys(Rig.OTHER);
    }

    private static Scope store(int number) {
        return new Scope(new UUID(9, number), true);
    }
}
