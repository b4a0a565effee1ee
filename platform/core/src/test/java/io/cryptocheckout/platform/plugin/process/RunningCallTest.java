package io.cryptocheckout.platform.plugin.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptocheckout.platform.plugin.process.PluginCall.Hook;
import io.cryptocheckout.platform.plugin.process.PluginFault.Kind;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a call is counted for while it runs and after it. */
class RunningCallTest {
    private static final PluginFault LATE = new PluginFault(Kind.OVERRAN, "late");

    @Test
    void a_call_that_is_over_is_done_once_nothing_is_worked_on_for_it() {
        RunningCall running = running(Duration.ofHours(1));
        assertThat(running.works("storage.put")).isTrue();
        assertThat(running.works("http.get")).isTrue();
        assertThat(running.worked("storage.put")).as("the call goes on").isFalse();
        assertThat(running.works("log")).isTrue();

        assertThat(running.isDone()).isFalse();
        assertThat(running.works("log")).as("of a call that is over nothing begins").isFalse();
        assertThat(running.worked("log")).isFalse();
        assertThat(running.worked("http.get")).as("the last").isTrue();
        assertThat(running(Duration.ofHours(1)).isDone()).isTrue();
    }

    @Test
    void nothing_begins_for_a_call_whose_time_is_over() {
        RunningCall running = running(Duration.ZERO);
        running.overrun(LATE);

        assertThat(running.works("storage.get")).isFalse();
    }

    @Test
    void being_late_is_told_once() {
        RunningCall byItself = running(Duration.ZERO);
        byItself.overrun(LATE);
        assertThat(byItself.lateness()).isSameAs(LATE);
        assertThat(byItself.lateness()).isNull();

        RunningCall inTime = running(Duration.ofHours(1));
        inTime.overrun(LATE);
        assertThat(inTime.lateness()).as("the plugin's own time was within the budget").isNull();
    }

    private static RunningCall running(Duration budget) {
        RunningCall running = new RunningCall(new PluginCall(Rig.STORE, Hook.ACTION, "", Rig.store(Rig.STORE), null, null));
        running.begin(budget);
        return running;
    }
}
