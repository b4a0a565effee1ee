package io.cryptocheckout.platform.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.database.Database;
import io.cryptocheckout.platform.database.Notifications;
import io.cryptocheckout.platform.tenancy.Stores;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What one node knows of the stores' plugins. */
class PluginRegistryTest {
    private static final int STORES = 6;

    @Test
    void a_store_that_cannot_be_read_stands_in_no_others_way() {
        Path folder = PluginRoom.folder();
        Jars.sound("plain").in(folder, "plain.jar");
        try (PluginRoom room = new PluginRoom(folder)) {
            List<Caller> bad = new ArrayList<>();
            List<Caller> good = new ArrayList<>();
            for (int i = 0; i < STORES; i++) {
                bad.add(enabled(room));
                good.add(enabled(room));
            }
            bad.forEach(caller -> settings(room, caller, "[]"));
            PluginRegistry node = new PluginRegistry(room.bean(Database.class), room.bean(PluginFolder.class),
                    room.bean(Plugins.Rows.class), room.bean(Stores.class), room.bean(Notifications.class));
            node.start();
            try {
                PluginRoom.until(() -> good.stream().allMatch(caller -> node.find(caller.scope(), "plain") != null));
                assertThat(bad).allMatch(caller -> node.find(caller.scope(), "plain") == null);

                Caller newest = enabled(room);
                PluginRoom.until(() -> node.find(newest.scope(), "plain") != null);
                settings(room, bad.getFirst(), "{}");
                room.plugins().configure(bad.getFirst(), "plain", Map.of());
                PluginRoom.until(() -> node.find(bad.getFirst().scope(), "plain") != null);
            } finally {
                node.stop();
            }
        }
    }

    private static Caller enabled(PluginRoom room) {
        Caller owner = room.owner(false);
        room.plugins().enable(owner, "plain", Map.of());
        return owner;
    }

    private static void settings(PluginRoom room, Caller owner, String json) {
        room.events.superuser().execute("update plugin.installation set settings = ?::jsonb where store_id = ?", json,
                owner.scope().storeId());
    }
}
