package io.cryptocheckout.platform.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptocheckout.platform.authority.Caller;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Stops of plugins while the table that says so cannot be written to. */
class QuarantineTest {
    private static final String ID = "plain";
    private static final String WRONG = "It may not be used.";
    private static PluginRoom room;
    private static Quarantine quarantine;

    private final Caller owner = room.owner(false);

    @BeforeAll
    static void open() {
        Path folder = PluginRoom.folder();
        Jars.sound(ID).in(folder, "plain.jar");
        room = new PluginRoom(folder);
        quarantine = room.bean(Quarantine.class);
    }

    @AfterAll
    static void close() {
        room.close();
    }

    @Test
    void a_stop_is_never_lost_and_written_once_however_often_it_is_tried() throws SQLException {
        room.enable(owner, ID, Map.of());
        try (Connection somebody = room.events.rows().superuser().getConnection()) {
            somebody.setAutoCommit(false);
            DSL.using(somebody, SQLDialect.POSTGRES).fetch("select 1 from plugin.installation where store_id = ? for no key update",
                    owner.scope().storeId());
            failed();
            PluginRoom.until(() -> room.events.superuser().fetchSingle("select count(*) from pg_locks where not granted")
                    .get(0, Long.class) > 0);
            for (int i = 0; i < 100; i++) {
                assertThat(quarantine.again()).as("it is being written, and is not yet").isTrue();
            }
            somebody.rollback();
        }
        PluginRoom.until(() -> !quarantine.again());
        assertThat(room.plugins().find(owner, ID).state()).isEqualTo(PluginView.State.QUARANTINED);
        assertThat(room.lines(owner, ID)).filteredOn(WRONG::equals).hasSize(FaultRule.PATIENCE);
        assertThat(stops()).isEqualTo(1);
        failed();
        PluginRoom.until(() -> !quarantine.again());
        assertThat(stops()).as("it is stopped already").isEqualTo(1);
    }

    @Test
    void saving_settings_meanwhile_keeps_no_plugin_from_being_stopped() {
        room.enable(owner, ID, Map.of());
        row("settings = '[]'");
        failed();
        Instant later = room.events.clock().instant().plusSeconds(1);
        row("settings = '{}', changed_at = '" + later + "'");
        PluginRoom.until(() -> !quarantine.again());
        assertThat(room.plugins().find(owner, ID).state()).isEqualTo(PluginView.State.QUARANTINED);
        assertThat(stops()).isEqualTo(1);
    }

    @Test
    void what_somebody_let_go_on_since_is_not_stopped_for_what_it_did_before() {
        room.enable(owner, ID, Map.of());
        // A row that cannot be read stands for a table that cannot be written to.
        row("settings = '[]'");
        failed();
        assertThat(quarantine.again()).isTrue();
        Instant later = room.events.clock().instant().plusSeconds(1);
        row("settings = '{}', enabled_at = '" + later + "'");
        PluginRoom.until(() -> !quarantine.again());
        assertThat(room.plugins().find(owner, ID).state()).isEqualTo(PluginView.State.ENABLED);
        assertThat(room.bean(PluginRegistry.class).find(owner.scope(), ID)).as("it is called again").isNotNull();
        assertThat(shown()).isZero();
        assertThat(counted()).as("but it counts, or whoever is quicker would never have to rest").isEqualTo(1);
        room.events.clock().advance(Duration.ofSeconds(2));
        failed();
        PluginRoom.until(() -> room.plugins().find(owner, ID).state() == PluginView.State.QUARANTINED);
    }

    private void failed() {
        for (int i = 0; i < FaultRule.PATIENCE; i++) {
            quarantine.refused(owner.scope(), ID, WRONG);
        }
    }

    private void row(String assignments) {
        room.events.superuser().execute("update plugin.installation set " + assignments + " where store_id = ?", owner.scope().storeId());
    }

    /** As its owner reads them, which the audit log agrees with. */
    private long stops() {
        assertThat(counted()).isEqualTo(shown());
        return shown();
    }

    private long shown() {
        return room.lines(owner, ID).stream().filter(line -> line.startsWith("The platform stopped the plugin")).count();
    }

    private long counted() {
        return room.events.superuser().fetchSingle("select count(*) from audit.entry where store_id = ? and action = ?",
                owner.scope().storeId(), Quarantine.STOPPED).get(0, Long.class);
    }
}
