package io.cryptocheckout.platform.plugin.process;

import io.cryptocheckout.platform.authority.Scope;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One call of a plugin's code. All values are plain: text, long, decimal, boolean, null, lists and maps of them.
 *
 * @param name
 *            of an action the event's type, of a filter or a slot its name, otherwise empty
 * @param store
 *            what the plugin learns of the store: {@code id}, {@code name}, {@code livemode}, {@code now} (ISO-8601), {@code settings} (text
 *            by name)
 * @param value
 *            of an action the event ({@code id}, {@code type}, {@code createdAt}, {@code data}), of a notice {@code event}, {@code subject},
 *            {@code text} and {@code link}, of a filter its plain value, of a price {@code asset} and {@code currency}
 * @param about
 *            of a filter and a slot what the value belongs to, as a map or as the text of a JSON object; otherwise null
 */
public record PluginCall(Scope scope, Hook hook, String name, Map<String, Object> store, @Nullable Object value, @Nullable Object about) {

    /** The kinds of code a plugin has. */
    public enum Hook {
        ACTION, FILTER, NOTICE, PRICE, TASK, SLOT;

        /** Its name in a frame. */
        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Whether somebody waits for it in front of a page, so that it neither waits for a start nor behind work in the background. */
        boolean isInFront() {
            return this == FILTER || this == SLOT;
        }
    }
}
