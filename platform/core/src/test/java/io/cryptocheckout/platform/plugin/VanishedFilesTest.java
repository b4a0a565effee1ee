package io.cryptocheckout.platform.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptocheckout.platform.authority.Caller;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Plugins on a machine whose temporary files are cleaned away while the platform runs. */
class VanishedFilesTest {
    private static final String ID = HelperPlugin.ID;
    private final Path folder = PluginRoom.folder();
    private PluginRoom room;
    private Caller owner;

    @BeforeEach
    void open() {
        HelperPlugin.in(folder);
        room = new PluginRoom(folder);
        owner = room.owner(false);
        room.enable(owner, ID, Map.of());
    }

    @AfterEach
    void close() {
        room.close();
    }

    @Test
    void a_plugin_is_started_all_the_same() {
        clean();
        room.events.append(owner, "session.paid");
        PluginRoom.until(() -> "1".equals(room.plugins().stored(owner, ID, "times")));
    }

    @Test
    void of_a_file_that_has_changed_nothing_is_started_and_the_reason_is_said() {
        clean();
        Jars.sound(ID).in(folder, "helper.jar");
        room.events.append(owner, "session.paid");
        PluginRoom.until(() -> room.events.deliveries(owner).getFirst().lastError() != null);
        assertThat(room.events.deliveries(owner).getFirst().lastError()).contains(
                "The file helper.jar has changed since the platform started");
        assertThat(room.lines(owner, ID)).as("no store's fault").isEmpty();
    }

    private void clean() {
        Path copies = room.bean(PluginFolder.class).find(ID).jar().getParent();
        try (Stream<Path> files = Files.list(copies)) {
            for (Path each : files.toList()) {
                Files.delete(each);
            }
            Files.delete(copies);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
