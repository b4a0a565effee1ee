package io.cryptocheckout.platform.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A plugin that is stopped again and again rests longer each time, whatever its owner does. */
class ResumingTest {
    private static final String ID = "plain";
    private PluginRoom room;
    private Caller owner;

    @BeforeEach
    void open() {
        Path folder = PluginRoom.folder();
        Jars.sound(ID).in(folder, "plain.jar");
        Jars.sound("other").in(folder, "other.jar");
        room = new PluginRoom(folder);
        owner = room.owner(false);
        room.enable(owner, ID, Map.of());
    }

    @AfterEach
    void close() {
        room.close();
    }

    @Test
    void it_goes_on_at_once_the_first_time_and_later_each_time_after() {
        stopped();
        assertThat(room.plugins().find(owner, ID).goesOnAt()).isEmpty();
        resumed();
        stopped();
        assertRests("1 Nov, 12:10 UTC", () -> room.plugins().resume(owner, ID));
        pass(Duration.ofMinutes(10));
        resumed();
        stopped();
        assertRests("1 Nov, 13:10 UTC", () -> room.plugins().resume(owner, ID));
        pass(Duration.ofHours(1));
        resumed();
        for (String until : new String[]{"1 Nov, 19:10 UTC", "2 Nov, 01:10 UTC", "2 Nov, 07:10 UTC"}) {
            stopped();
            assertRests(until, () -> room.plugins().resume(owner, ID));
            pass(Duration.ofHours(6));
            resumed();
        }
        pass(Duration.ofHours(24));
        stopped();
        resumed();
    }

    @Test
    void disabling_it_or_removing_its_data_shortens_nothing() {
        stopped();
        resumed();
        stopped();
        room.plugins().disable(owner, ID);
        assertRests("1 Nov, 12:10 UTC", () -> room.plugins().enable(owner, ID, Map.of()));
        room.plugins().forget(owner, ID);
        assertThat(room.plugins().find(owner, ID).state()).isEqualTo(PluginView.State.AVAILABLE);
        assertRests("1 Nov, 12:10 UTC", () -> room.plugins().enable(owner, ID, Map.of()));
        pass(Duration.ofMinutes(9));
        assertRests("1 Nov, 12:10 UTC", () -> room.plugins().enable(owner, ID, Map.of()));
        pass(Duration.ofMinutes(1));
        room.enable(owner, ID, Map.of());
        assertThat(room.plugins().find(owner, ID).goesOnAt()).isEmpty();
    }

    @Test
    void it_rests_in_this_store_and_mode_alone_and_no_other_plugin_does() {
        stopped();
        resumed();
        stopped();
        Caller live = new Caller(new Scope(owner.scope().storeId(), true), owner.permissions(), owner.principal());
        room.enable(live, ID, Map.of());
        room.enable(room.owner(false), ID, Map.of());
        room.enable(owner, "other", Map.of());
        room.plugins().configure(owner, ID, Map.of());
        assertRests("1 Nov, 12:10 UTC", () -> room.plugins().resume(owner, ID));
    }

    private void stopped() {
        PluginRoom.until(() -> room.bean(PluginRegistry.class).find(owner.scope(), ID) != null);
        for (int i = 0; i < FaultRule.PATIENCE; i++) {
            room.bean(Quarantine.class).refused(owner.scope(), ID, "It may not be used.");
        }
        PluginRoom.until(() -> room.plugins().find(owner, ID).state() == PluginView.State.QUARANTINED);
    }

    private void resumed() {
        room.plugins().resume(owner, ID);
        assertThat(room.plugins().find(owner, ID).state()).isEqualTo(PluginView.State.ENABLED);
    }

    private void pass(Duration time) {
        room.events.clock().advance(time);
    }

    private void assertRests(String until, ThrowingCallable act) {
        assertThatThrownBy(act).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.refusal()).isEqualTo(Refusal.PLUGIN_STOPPED);
            assertThat(refused.text()).contains("You can resume it from " + until + ".");
        });
        assertThat(room.plugins().find(owner, ID).goesOnAt()).isEqualTo(until);
    }
}
