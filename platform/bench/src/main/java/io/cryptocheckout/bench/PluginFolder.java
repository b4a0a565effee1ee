package io.cryptocheckout.bench;

import io.cryptocheckout.plugins.bench.Hostile;
import io.cryptocheckout.plugins.bench.Marking;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** An operator's folder with the bench's plugins in it, and which store has enabled which. */
final class PluginFolder {

    private PluginFolder() {}

    static Path make(Path folder) throws IOException {
        Path plugins = Files.createDirectory(folder.resolve("plugins"));
        pack(plugins.resolve("marking.jar"), Marking.class, Marking.MANIFEST);
        for (String way : HostileNeighbour.WAYS) {
            pack(plugins.resolve("hostile-" + way + ".jar"), Hostile.class, "id=" + hostile(way) + "\n" + Hostile.MANIFEST);
        }
        return plugins;
    }

    /** The id of the plugin that misbehaves in this way: no way ends the process of another. */
    static String hostile(String way) {
        return "bench-hostile-" + way;
    }

    private static void pack(Path jar, Class<?> main, String manifest) throws IOException {
        String name = main.getName().replace('.', '/') + ".class";
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream packed = new JarOutputStream(out);
                InputStream bytes = main.getClassLoader().getResourceAsStream(name)) {
            if (bytes == null) {
                throw new IllegalStateException(name + " is missing on the class path");
            }
            packed.putNextEntry(new JarEntry(name));
            packed.write(bytes.readAllBytes());
            packed.putNextEntry(new JarEntry("META-INF/crypto-checkout-plugin.properties"));
            packed.write(manifest.getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    /** Enabled as if just configured: whatever it was stopped for before is forgotten. Settings are JSON. */
    static void enable(Platform platform, UUID store, String plugin, String settings) throws Exception {
        platform.sql("insert into plugin.installation (store_id, livemode, plugin_id, version, enabled, settings, enabled_at, changed_at)"
                + " values ('" + store + "', false, '" + plugin + "', '1.0.0', true, '" + settings + "', now(), now())"
                + " on conflict (store_id, livemode, plugin_id) do update set enabled = true, settings = excluded.settings,"
                + " changed_at = now(), quarantined_at = null, quarantine_reason = null", told(store));
    }

    static void disable(Platform platform, UUID store, String plugin) throws Exception {
        platform.sql("update plugin.installation set enabled = false, changed_at = now() where store_id = '" + store
                + "' and plugin_id = '" + plugin + "'", told(store));
    }

    /** Lets whatever was stopped for the store go on; how many those were. */
    static int resume(Connection connection, UUID store) {
        try (Statement statement = connection.createStatement()) {
            int resumed = statement.executeUpdate("update plugin.installation set quarantined_at = null, quarantine_reason = null,"
                    + " changed_at = now() where quarantined_at is not null and enabled and store_id = '" + store + "'");
            if (resumed > 0) {
                statement.execute(told(store));
            }
            return resumed;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String told(UUID store) {
        return "select pg_notify('plugin_installation', '" + store + ":false')";
    }
}
