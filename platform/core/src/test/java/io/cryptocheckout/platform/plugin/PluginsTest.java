package io.cryptocheckout.platform.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.authority.Permission;
import io.cryptocheckout.platform.events.WebhookEndpoints;
import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PluginsTest {
    private static final String FIELDS = """
            events=session.paid
            settings=token,hook,label,points,loud,tone
            settings.token.type=secret
            settings.token.label=Token
            settings.token.required=true
            settings.hook.type=secret_url
            settings.hook.label=Hook
            settings.label.type=text
            settings.label.label=Label
            settings.label.default=Points
            settings.points.type=number
            settings.points.label=Points
            settings.loud.type=switch
            settings.loud.label=Loud
            settings.tone.type=choice
            settings.tone.label=Tone
            settings.tone.choices=soft hard""";
    private static PluginRoom room;
    private static Plugins plugins;

    private final Caller owner = room.owner(false);

    @BeforeAll
    static void open() {
        Path folder = PluginRoom.folder();
        Jars.sound("full", FIELDS).in(folder, "full.jar");
        Jars.sound("plain").in(folder, "plain.jar");
        Jars.sound("odd", "events=session.sneezed").in(folder, "odd.jar");
        Jars.write(folder, "broken.jar", new byte[]{1});
        room = new PluginRoom(folder);
        plugins = room.plugins();
    }

    @AfterAll
    static void close() {
        room.close();
    }

    @Test
    void what_is_installed_can_be_looked_at_by_every_store() {
        assertThat(plugins.list(owner)).extracting(PluginView::id).containsExactly("full", "odd", "plain");
        assertThat(plugins.list(owner)).extracting(PluginView::state).containsOnly(PluginView.State.AVAILABLE);
        assertThat(plugins.find(owner, "nothing")).isNull();
        assertThat(plugins.refused()).extracting(RefusedPlugin::file).containsExactly("broken.jar");
    }

    @Test
    void a_plugin_is_enabled_for_one_store_and_mode() {
        PluginView view = plugins.enable(owner, "full", Map.of("token", "t0p-s3cret", "label", " Stars ", "loud", "true"));
        assertThat(view.state()).isEqualTo(PluginView.State.ENABLED);
        assertThat(view.own().settings()).isEqualTo(Map.of("label", "Stars", "loud", "true"));
        assertThat(view.own().secrets()).containsExactly("token");
        assertThat(view.toString() + plugins.list(owner)).doesNotContain("t0p-s3cret");
        assertThat(plugins.find(room.owner(false), "full").state()).isEqualTo(PluginView.State.AVAILABLE);
        byte[] sealed = room.events.superuser().fetchSingle("select sealed from plugin.installation where store_id = ?",
                owner.scope().storeId()).get(0, byte[].class);
        assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("t0p-s3cret");
        assertThat(room.bean(WebhookEndpoints.class).list(owner)).isEmpty();
    }

    @Test
    void a_secret_that_is_left_empty_stays_and_everything_else_is_replaced() {
        plugins.enable(owner, "full", Map.of("token", "one", "hook", "https://hooks.example.com/x", "points", "1.5"));
        PluginView view = plugins.configure(owner, "full", Map.of("token", "", "tone", "soft"));
        assertThat(view.own().settings()).isEqualTo(Map.of("tone", "soft"));
        assertThat(view.own().secrets()).containsExactlyInAnyOrder("token", "hook");
        PluginRoom.until(() -> "soft".equals(filledIn("tone")));
        assertThat(filledIn("token")).isEqualTo("one");
        assertThat(filledIn("label")).as("the manifest's own").isEqualTo("Points");
        plugins.configure(owner, "full", Map.of("token", "two"));
        PluginRoom.until(() -> "two".equals(filledIn("token")));
    }

    private String filledIn(String name) {
        EnabledPlugin plugin = room.bean(PluginRegistry.class).find(owner.scope(), "full");
        return plugin == null ? null : plugin.settings().text(name).orElse(null);
    }

    @ParameterizedTest
    @CsvSource({"points, twelve, must be a number", "points, 1e9, must be a number", "loud, yes, must be true or false",
            "tone, shrill, 'must be one of soft, hard'", "hook, ftp://hooks.example.com/, must be a full address",
            "hook, http://10.0.0.1/x, must name a host", "hook, https://user:pw@hooks.example.com/, must be a full address"})
    void a_setting_that_does_not_fit_is_refused_by_its_name_and_nothing_is_stored(String name, String value, String why) {
        assertThatThrownBy(() -> plugins.enable(owner, "full", Map.of("token", "x", name, value)))
                .isInstanceOfSatisfying(Refused.class, refused -> {
                    assertThat(refused.refusal()).isEqualTo(Refusal.FIELD_INVALID);
                    assertThat(refused.param()).isEqualTo("settings." + name);
                    assertThat(refused.text()).contains(why).doesNotContain("pw@");
                });
        assertThat(plugins.find(owner, "full").state()).isEqualTo(PluginView.State.AVAILABLE);
    }

    @Test
    void all_that_is_wrong_is_said_at_once() {
        assertThatThrownBy(() -> plugins.enable(owner, "full", Map.of("points", "x", "loud", "x")))
                .isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.errors()).extracting(Refused.FieldError::path)
                        .containsExactly("settings.token", "settings.points", "settings.loud"));
        assertRefused(Refusal.FIELD_UNKNOWN, () -> plugins.enable(owner, "full", Map.of("token", "x", "colour", "red")));
        assertRefused(Refusal.FIELD_INVALID, () -> plugins.enable(owner, "full", Map.of("token", "x", "label", "y".repeat(501))));
        assertRefused(Refusal.FIELD_INVALID, () -> plugins.enable(owner, "full", Map.of("token", "x", "label", "two\nlines")));
    }

    @Test
    void live_mode_takes_public_addresses_by_https_alone() {
        Caller live = room.owner(true);
        assertRefused(Refusal.FIELD_INVALID, () -> plugins.enable(live, "full", Map.of("token", "x", "hook", "http://hooks.example.com/")));
        plugins.enable(owner, "full", Map.of("token", "x", "hook", "http://hooks.example.com/"));
    }

    @Test
    void an_event_that_does_not_exist_is_said_when_it_is_enabled() {
        assertThatThrownBy(() -> plugins.enable(owner, "odd", Map.of())).isInstanceOf(Refused.class)
                .hasMessageContaining("session.sneezed");
        assertThat(plugins.find(owner, "odd").state()).isEqualTo(PluginView.State.AVAILABLE);
    }

    @Test
    void disabled_keeps_and_forgotten_loses_what_was_filled_in() {
        plugins.enable(owner, "full", Map.of("token", "x", "tone", "hard"));
        plugins.disable(owner, "full");
        plugins.disable(owner, "full");
        assertThat(plugins.find(owner, "full").state()).isEqualTo(PluginView.State.DISABLED);
        PluginRoom.until(() -> room.bean(PluginRegistry.class).of(owner.scope()).isEmpty());
        assertThat(plugins.configure(owner, "full", Map.of("tone", "soft")).state()).isEqualTo(PluginView.State.DISABLED);
        assertThat(plugins.enable(owner, "full", Map.of("tone", "soft")).own().secrets()).containsExactly("token");

        plugins.forget(owner, "full");
        assertThat(plugins.find(owner, "full").state()).isEqualTo(PluginView.State.AVAILABLE);
        assertRefused(Refusal.NOT_FOUND, () -> plugins.forget(owner, "full"));
        assertRefused(Refusal.NOT_FOUND, () -> plugins.disable(owner, "full"));
        assertRefused(Refusal.NOT_FOUND, () -> plugins.resume(owner, "full"));
        assertRefused(Refusal.NOT_FOUND, () -> plugins.configure(owner, "full", Map.of()));
        assertRefused(Refusal.NOT_FOUND, () -> plugins.enable(owner, "nothing", Map.of()));
        assertRefused(Refusal.FIELD_INVALID, () -> plugins.enable(owner, "full", Map.of()));
    }

    @Test
    void another_version_of_the_operators_gets_other_events_without_anybody_doing_anything() {
        plugins.enable(owner, "full", Map.of("token", "x"));
        UUID endpoint = plugins.find(owner, "full").own().endpointId();
        room.events.superuser().execute("update plugin.installation set version = '0.9.0' where store_id = ?", owner.scope().storeId());
        room.events.superuser().execute("update events.webhook_endpoint set event_types = '{session.failed}' where id = ?", endpoint);
        room.bean(PluginRegistry.class).reload(owner.scope());
        assertThat(plugins.find(owner, "full").own().version()).isEqualTo("1.0.0");
        assertThat(room.events.superuser().fetchSingle("select event_types from events.webhook_endpoint where id = ?", endpoint).get(0,
                String[].class)).containsExactly("session.paid");
    }

    @Test
    void reading_and_changing_need_their_permissions() {
        Caller nobody = PluginRoom.with(owner);
        Caller reader = PluginRoom.with(owner, Permission.STORE_READ);
        assertThat(plugins.list(reader)).hasSize(3);
        List<ThrowingCallable> refused = List.of(() -> plugins.list(nobody), () -> plugins.find(nobody, "full"),
                () -> plugins.activity(nobody, "full", null, 10), () -> plugins.stored(nobody, "full", "key"),
                () -> plugins.activity(reader, "full", null, 10), () -> plugins.stored(reader, "full", "key"),
                () -> plugins.enable(reader, "plain", Map.of()), () -> plugins.configure(reader, "plain", Map.of()),
                () -> plugins.disable(reader, "plain"), () -> plugins.resume(reader, "plain"), () -> plugins.forget(reader, "plain"));
        refused.forEach(act -> assertRefused(Refusal.PERMISSION_MISSING, act));
    }

    @Test
    void what_people_do_is_written_down_without_secrets() {
        plugins.enable(owner, "full", Map.of("token", "t0p-s3cret"));
        plugins.configure(owner, "full", Map.of("tone", "soft"));
        plugins.disable(owner, "full");
        plugins.forget(owner, "full");
        List<String> log = room.events.superuser().fetch("select action || ' ' || object || ' ' || details from audit.entry"
                + " where store_id = ? and action like 'plugin.%' order by sequence", owner.scope().storeId())
                .map(row -> row.get(0, String.class));
        assertThat(log).extracting(line -> line.split(" ")[0]).containsExactly("plugin.enabled", "plugin.configured", "plugin.disabled",
                "plugin.forgotten");
        assertThat(log.toString()).doesNotContain("t0p-s3cret");
    }

    private static void assertRefused(Refusal refusal, ThrowingCallable act) {
        assertThatThrownBy(act).isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.refusal()).isEqualTo(refusal));
    }
}
