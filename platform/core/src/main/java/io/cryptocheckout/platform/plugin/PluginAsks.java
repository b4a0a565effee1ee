package io.cryptocheckout.platform.plugin;

import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.database.Database;
import io.cryptocheckout.platform.database.StoreTx;
import io.cryptocheckout.platform.plugin.process.Asks;
import io.cryptocheckout.plugin.Refused;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Answers what plugins ask for, of the store they are called for and of no other; nothing they say is believed. */
final class PluginAsks implements Asks {
    private static final int LINES_PER_MINUTE = 200;

    private final Database database;
    private final PluginRegistry registry;
    private final Plugins.Rows rows;
    private final Ways out;
    private final Clock clock;
    private final Turns turns = new Turns();
    private final PerMinute<String> lines = new PerMinute<>(LINES_PER_MINUTE);

    /** How a plugin reaches anybody. */
    record Ways(PluginHttp http, CustomerMail mail) {}

    PluginAsks(Database database, PluginRegistry registry, Plugins.Rows rows, Ways out, Clock clock) {
        this.database = database;
        this.registry = registry;
        this.rows = rows;
        this.out = out;
        this.clock = clock;
    }

    @Override
    public @Nullable Object answer(Scope scope, String pluginId, String what, List<@Nullable Object> args, Duration left)
            throws IOException {
        EnabledPlugin plugin = registry.find(scope, pluginId);
        if (plugin == null) {
            throw new Refused("The store does not have the plugin any more");
        }
        return switch (what) {
            case "http.get" -> out.http().get(plugin, text(args, 0), left);
            case "http.post" -> out.http().post(plugin, text(args, 0), new PluginHttp.Body(texts(args, 1), text(args, 2)), left);
            case "mail" -> within(plugin, left,
                    tx -> out.mail().post(tx, plugin, new CustomerMail.Letter(text(args, 0), text(args, 1), text(args, 2))));
            case "log" -> log(plugin, text(args, 0), left);
            default -> within(plugin, left, tx -> stored(tx, pluginId, what, args));
        };
    }

    private @Nullable Object stored(StoreTx tx, String pluginId, String what, List<@Nullable Object> args) {
        PluginStorage storage = rows.storage();
        String first = text(args, 0);
        switch (what) {
            case "storage.get" -> {
                return storage.get(tx, pluginId, first);
            }
            case "storage.put" -> storage.put(tx, pluginId, first, text(args, 1));
            case "storage.putIfAbsent" -> {
                return storage.putIfAbsent(tx, pluginId, first, text(args, 1));
            }
            case "storage.delete" -> storage.delete(tx, pluginId, first);
            case "storage.keys" -> {
                return storage.keys(tx, pluginId, first);
            }
            default -> throw new Refused("The platform has nothing of the name " + what);
        }
        return null;
    }

    private @Nullable Object log(EnabledPlugin plugin, String line, Duration left) throws IOException {
        if (lines.take(plugin.id() + plugin.scope(), clock.instant())) {
            within(plugin, left, tx -> {
                rows.activity().add(tx, plugin.id(), ActivityLine.Kind.LOG, line);
                return true;
            });
        }
        return null;
    }

    private <T extends @Nullable Object> T within(EnabledPlugin plugin, Duration left, Function<StoreTx, T> work) throws IOException {
        return turns.take(plugin.scope().storeId(), plugin.id(), left, () -> database.in(plugin.scope(), work));
    }

    private static String text(List<@Nullable Object> args, int index) {
        if (index < args.size() && args.get(index) instanceof String text) {
            return text;
        }
        throw new Refused("Argument " + (index + 1) + " must be a text");
    }

    private static Map<?, ?> texts(List<@Nullable Object> args, int index) {
        if (index < args.size() && args.get(index) instanceof Map<?, ?> map) {
            return map;
        }
        throw new Refused("Argument " + (index + 1) + " must be a map");
    }
}
