package io.cryptocheckout.platform.admin;

import io.cryptocheckout.platform.plugin.PluginView;
import io.cryptocheckout.plugin.Manifest;
import io.cryptocheckout.plugin.Setting;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A plugin's settings as a form, made from the schema in its manifest. */
public record PluginForm(List<Field> fields) {
    private static final String PREFIX = "settings.";

    /**
     * One field.
     *
     * @param name
     *            of the form's control, and of what is refused
     * @param kept
     *            whether a secret was filled in before, which stays where the field is left empty
     */
    public record Field(String name, Setting setting, String value, boolean kept) {

        /** The {@code type} of the control. */
        public String control() {
            return switch (setting.type()) {
                case SWITCH -> "checkbox";
                case CHOICE -> "select";
                case SECRET, SECRET_URL -> "password";
                case URL -> "url";
                case TEXT, NUMBER -> "text";
            };
        }

        /** Whether the browser asks for it: a secret that is kept may stay empty. */
        public boolean isNeeded() {
            return setting.required() && !kept;
        }

        public @Nullable String keyboard() {
            return setting.type() == Setting.Type.NUMBER ? "decimal" : null;
        }
    }

    /** What was filled in before, or the defaults. */
    static PluginForm of(PluginView plugin) {
        Map<String, String> filledIn = plugin.own() == null ? Map.of() : plugin.own().settings();
        return of(plugin, filledIn);
    }

    /** What was typed, where it was refused; secrets are typed anew. */
    static PluginForm of(PluginView plugin, Map<String, String> typed) {
        Manifest manifest = plugin.manifest();
        return new PluginForm(
                manifest == null ? List.of() : manifest.settings().stream().map(setting -> field(plugin, setting, typed)).toList());
    }

    private static Field field(PluginView plugin, Setting setting, Map<String, String> values) {
        boolean secret = setting.type().isSecret();
        boolean kept = secret && plugin.own() != null && plugin.own().secrets().contains(setting.name());
        return new Field(PREFIX + setting.name(), setting, secret ? "" : values.getOrDefault(setting.name(), setting.initial()), kept);
    }

    /** What a browser sent for these settings: a box that is not ticked is not sent at all. */
    static Map<String, String> sent(PluginView plugin, Map<String, String> all) {
        Map<String, String> values = new HashMap<>();
        all.forEach((name, value) -> {
            if (name.startsWith(PREFIX)) {
                values.put(name.substring(PREFIX.length()), value);
            }
        });
        Manifest manifest = plugin.manifest();
        if (manifest != null) {
            manifest.settings().stream().filter(setting -> setting.type() == Setting.Type.SWITCH)
                    .forEach(setting -> values.putIfAbsent(setting.name(), "false"));
        }
        return values;
    }
}
