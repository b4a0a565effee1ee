package io.cryptocheckout.platform.journey;

import io.cryptocheckout.plugin.Plugin;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/** The operator's folder of plugins: the template as an author builds it, and one that is broken. */
final class PluginJars {
    private static final Path TEMPLATE = Path.of("..", "..", "plugins", "template");
    private static final Path THROWING = Path.of("src", "test", "resources", "plugins", "throwing");

    private PluginJars() {}

    static Path into(Path folder) {
        try {
            Files.createDirectories(folder);
            pack(TEMPLATE, folder.resolve("hello-plugin.jar"));
            pack(THROWING, folder.resolve("throwing-plugin.jar"));
            Files.writeString(folder.resolve("broken.jar"), "no zip");
            return folder;
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException("The plugins of the tests could not be built", e);
        }
    }

    /** With nothing but the plugin API on the path. */
    private static void pack(Path project, Path jar) throws IOException, URISyntaxException {
        Path classes = Files.createTempDirectory("plugin-classes");
        Path api = Path.of(Plugin.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        List<String> call = new ArrayList<>(List.of("-nowarn", "-d", classes.toString(), "-cp", api.toString()));
        files(project.resolve("src")).forEach(source -> call.add(source.toString()));
        if (ToolProvider.findFirst("javac").orElseThrow().run(System.out, System.err, call.toArray(String[]::new)) != 0) {
            throw new IllegalStateException(project + " does not compile");
        }
        try (OutputStream out = Files.newOutputStream(jar); JarOutputStream packed = new JarOutputStream(out)) {
            add(packed, classes);
            add(packed, project.resolve("resources"));
        }
    }

    private static void add(JarOutputStream jar, Path folder) throws IOException {
        for (Path file : files(folder)) {
            jar.putNextEntry(new JarEntry(folder.relativize(file).toString()));
            Files.copy(file, jar);
        }
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
