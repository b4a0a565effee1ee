package io.cryptocheckout.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The template is built outside the tree, as an author does it, with this module's jar alone. */
class TemplateTest {

    @TempDir
    private Path folder;

    private Path template;
    private Path api;

    @BeforeEach
    void copyTheTemplate() throws Exception {
        template = folder.resolve("my-plugin");
        copy(Path.of("..", "template"), template);
        api = folder.resolve("checkout-plugin-api.jar");
        pack(Path.of(Plugin.class.getProtectionDomain().getCodeSource().getLocation().toURI()), api);
    }

    @Test
    void itCompilesTestsAndPacksItself() throws Exception {
        Answer answer = build(api.toString());

        assertThat(answer.text()).contains("HelloPluginTest: all is as expected").contains("Built");
        assertThat(answer.exit()).isZero();
        try (JarFile jar = new JarFile(template.resolve("target/hello-plugin.jar").toFile())) {
            Manifest manifest = Manifest.read(jar.getInputStream(jar.getEntry(Manifest.PATH)));
            assertThat(jar.getEntry(manifest.main().replace('.', '/') + ".class")).isNotNull();
            assertThat(jar.stream().map(JarEntry::getName)).noneMatch(name -> name.contains("cryptocheckout"));
        }
    }

    @Test
    void aPluginThatDiffersFromItsManifestIsNotBuilt() throws Exception {
        Path manifest = template.resolve("resources").resolve(Manifest.PATH);
        Files.writeString(manifest, Files.readString(manifest).replace("events=session.paid\n", ""));

        Answer answer = build(api.toString());

        assertThat(answer.text()).contains("registers what its manifest does not declare: event session.paid");
        assertThat(answer.exit()).isNotZero();
    }

    @Test
    void withoutTheApiItSaysWhatToName() throws Exception {
        assertThat(build(folder.resolve("none.jar").toString()).text()).contains("Name the plugin API's jar");
    }

    private Answer build(String argument) throws IOException, InterruptedException {
        Process java = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "Build.java", argument)
                .directory(template.toFile()).redirectErrorStream(true).start();
        String text = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Answer(java.waitFor(), text);
    }

    private static void copy(Path from, Path to) throws IOException {
        for (Path file : files(from)) {
            Path copy = to.resolve(from.relativize(file).toString());
            Files.createDirectories(copy.getParent());
            Files.copy(file, copy);
        }
    }

    private static void pack(Path classes, Path into) throws IOException {
        try (OutputStream out = Files.newOutputStream(into); JarOutputStream jar = new JarOutputStream(out)) {
            for (Path file : files(classes)) {
                jar.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                Files.copy(file, jar);
            }
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).filter(file -> !file.startsWith(folder.resolve("target"))).toList();
        }
    }

    private record Answer(int exit, String text) {}
}
