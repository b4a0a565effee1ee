package io.cryptocheckout.platform.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.events.DeliveryView;
import io.cryptocheckout.platform.events.EventQuery;
import io.cryptocheckout.platform.events.Events;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one plugin adds to an event keeps it from nobody else. */
class ExtensionsTest {
    private static final String ID = HelperPlugin.ID;
    private static PluginRoom room;

    private final Caller owner = room.owner(false);

    @BeforeAll
    static void open() {
        Path folder = PluginRoom.folder();
        HelperPlugin.in(folder);
        room = new PluginRoom(folder);
    }

    @AfterAll
    static void close() {
        room.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"deep", "many", "endless"})
    void what_fits_by_its_length_alone_is_left_out_and_the_event_is_delivered_to_plugins(String mood) {
        room.enable(owner, ID, Map.of("mood", mood));
        PluginRoom.until(() -> {
            assertThat(event("session.failed")).doesNotContain("extensions");
            return room.lines(owner, ID).stream().anyMatch(line -> line.contains("webhook.extensions"));
        });
        event("session.paid");
        PluginRoom.until(() -> deliveries().stream().allMatch(each -> each.state().equals("delivered")));
        assertThat(deliveries()).hasSize(1);
    }

    @Test
    void an_event_that_cannot_be_read_is_told_to_no_plugin_ever() {
        room.enable(owner, ID, Map.of());
        PluginActions actions = room.bean(PluginActions.class);
        for (String body : List.of("{", "[]", "", "{\"type\":" + "[".repeat(200),
                "{\"type\":\"session.paid\",\"n\":1" + "0".repeat(120) + "}")) {
            assertThatThrownBy(() -> actions.run(owner.scope(), ID, body)).isInstanceOfSatisfying(PluginFailed.class, failed -> {
                assertThat(failed.again()).isEqualTo(PluginFailed.Again.NEVER);
                assertThat(failed.words()).startsWith("The event cannot be read: ");
            });
        }
    }

    private String event(String type) {
        room.events.append(owner, type);
        return room.bean(Events.class).list(owner, new EventQuery(List.of(), false, null, 1)).data().getFirst().body();
    }

    private List<DeliveryView> deliveries() {
        return room.events.deliveries(owner);
    }
}
