package io.cryptocheckout.platform.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.plugin.process.PluginFault.Kind;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FaultCountTest {
    private static final Instant NOW = Instant.parse("2030-01-01T12:00:00Z");
    private static final Scope SLOW = new Scope(new UUID(0, 1), true);
    private static final Scope GOOD = new Scope(new UUID(0, 2), true);

    private final FaultCount count = new FaultCount();

    @Test
    void whoever_is_late_when_another_store_is_late_too_is_excused() {
        int stopped = 0;
        for (int i = 0; i < 100; i++) {
            Instant at = NOW.plusMillis(i * 250L);
            stopped += late(SLOW, at).verdict() == null ? 0 : 1;
            FaultCount.Outcome good = i % 3 == 0 ? late(GOOD, at.plusMillis(50)) : new FaultCount.Outcome(false, null);
            assertThat(good.isNews()).isFalse();
            assertThat(good.verdict()).isNull();
        }

        assertThat(stopped).as("the one that is late by itself").isPositive();
    }

    @Test
    void answers_in_time_speak_for_a_plugin_for_as_long_as_its_faults_against_it() {
        late(GOOD, NOW);
        for (int i = 0; i < 50; i++) {
            count.inTime(GOOD, "plugin", NOW.plusSeconds(1));
        }
        for (int i = 0; i < 40; i++) {
            FaultCount.Outcome outcome = late(GOOD, NOW.plusSeconds(2));
            assertThat(outcome.verdict()).isNull();
            assertThat(outcome.isNews()).as("what is of no consequence is not written down for ever").isEqualTo(i < 19);
        }
        Instant later = NOW.plusSeconds(700);
        String verdict = null;
        for (int i = 0; i < FaultRule.PATIENCE_WITH_THE_LATE; i++) {
            assertThat(verdict).isNull();
            verdict = late(GOOD, later).verdict();
        }

        assertThat(verdict).contains("was late 20 times");
    }

    @Test
    void who_was_stopped_begins_anew_and_one_stores_faults_are_not_anothers() {
        for (int i = 1; i < FaultRule.PATIENCE; i++) {
            assertThat(thrown(SLOW).verdict()).isNull();
        }
        assertThat(thrown(GOOD).verdict()).isNull();
        assertThat(thrown(SLOW).verdict()).contains("failed 5 times");
        assertThat(thrown(SLOW)).isEqualTo(new FaultCount.Outcome(true, null));
    }

    @Test
    void what_is_long_over_is_not_kept() {
        AtomicLong nanos = new AtomicLong();
        FaultCount bounded = new FaultCount(nanos::get);
        for (int i = 0; i < 1_000; i++) {
            bounded.add(new Scope(new UUID(1, i), true), "plugin", new FaultRule.Fault(NOW, Kind.THREW, false, "thrown"));
        }
        nanos.addAndGet(FaultRule.MEMORY.toNanos() - 1);
        bounded.add(SLOW, "plugin", new FaultRule.Fault(NOW, Kind.THREW, false, "thrown"));
        assertThat(bounded.size()).isEqualTo(1_001);
        nanos.addAndGet(1);
        assertThat(bounded.size()).isEqualTo(1);
    }

    private FaultCount.Outcome late(Scope scope, Instant at) {
        return count.add(scope, "plugin", new FaultRule.Fault(at, Kind.OVERRAN, false, "late"));
    }

    private FaultCount.Outcome thrown(Scope scope) {
        return count.add(scope, "plugin", new FaultRule.Fault(NOW, Kind.THREW, false, "thrown"));
    }
}
