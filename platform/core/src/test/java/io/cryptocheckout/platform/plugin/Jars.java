package io.cryptocheckout.platform.plugin;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Jars of plugins for tests, good and bad. */
final class Jars {
    static final String MAIN = "com.example.Main";
    static final String MAIN_CLASS = "com/example/Main.class";
    private static final String MANIFEST = "META-INF/crypto-checkout-plugin.properties";

    private final Map<String, byte[]> entries = new LinkedHashMap<>();

    private Jars() {}

    /** One that passes every check. */
    static Jars sound(String id, String... more) {
        return new Jars().manifest("id=" + id, "version=1.0.0", "api=1.0", "main=" + MAIN, "name=Example", "description=Does things.",
                String.join("\n", more)).with(MAIN_CLASS, "class");
    }

    static Jars empty() {
        return new Jars();
    }

    Jars manifest(String... lines) {
        return with(MANIFEST, String.join("\n", lines));
    }

    Jars with(String name, String content) {
        return with(name, content.getBytes(StandardCharsets.UTF_8));
    }

    Jars with(String name, byte[] content) {
        entries.put(name, content);
        return this;
    }

    Jars without(String name) {
        entries.remove(name);
        return this;
    }

    byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    Path in(Path folder, String name) {
        return write(folder, name, bytes());
    }

    static Path write(Path folder, String name, byte[] bytes) {
        try {
            return Files.write(folder.resolve(name), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
