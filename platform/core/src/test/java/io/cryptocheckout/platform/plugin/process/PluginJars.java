package io.cryptocheckout.platform.plugin.process;

import io.cryptocheckout.plugin.Manifest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** Jars of plugins, packed from classes of the tests. */
final class PluginJars {

    private PluginJars() {}

    /** A jar that holds the manifest, the class and those nested in it. */
    static Path pack(Path folder, String manifest, Class<?> type) {
        return pack(folder.resolve(manifest(manifest).id() + ".jar"), manifest, classes(type));
    }

    static Path pack(Path jar, String manifest, Map<String, byte[]> entries) {
        Map<String, byte[]> all = new TreeMap<>(entries);
        all.put(Manifest.PATH, manifest.getBytes(StandardCharsets.UTF_8));
        try (OutputStream file = Files.newOutputStream(jar); JarOutputStream out = new JarOutputStream(file)) {
            for (Map.Entry<String, byte[]> each : all.entrySet()) {
                out.putNextEntry(new JarEntry(each.getKey()));
                out.write(each.getValue());
            }
            return jar;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The class file and those nested in it, by their paths in a jar. */
    static Map<String, byte[]> classes(Class<?> type) {
        String path = type.getName().replace('.', '/');
        Map<String, byte[]> classes = new TreeMap<>();
        try {
            Path folder = Path.of(type.getResource(type.getSimpleName() + ".class").toURI()).getParent();
            String simple = path.substring(path.lastIndexOf('/') + 1);
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.filter(each -> each.getFileName().toString().matches(simple + "(\\$.*)?\\.class")).toList()) {
                    classes.put(path.substring(0, path.lastIndexOf('/') + 1) + file.getFileName(), Files.readAllBytes(file));
                }
            }
        } catch (IOException | java.net.URISyntaxException e) {
            throw new IllegalStateException(e);
        }
        return classes;
    }

    static Manifest manifest(String text) {
        try (InputStream in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))) {
            return Manifest.read(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
