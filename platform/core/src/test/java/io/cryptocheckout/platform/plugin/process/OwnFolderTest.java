package io.cryptocheckout.platform.plugin.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files that a server hands to plugins' processes, and a machine that is cleaned while it runs. */
class OwnFolderTest {
    private static final byte[] BYTES = {1, 2, 3};
    private static final FolderOwner DEAD = new FolderOwner(999_999_999_999L, 1);

    @TempDir
    Path machine;

    @Test
    void nothing_is_made_before_it_is_needed_and_nothing_stays() throws IOException {
        try (OwnFolder own = new OwnFolder(machine)) {
            assertThat(machine).isEmptyDirectory();
            Path one = own.add("x.jar", BYTES, () -> BYTES);
            Path two = own.add("x.jar", BYTES, () -> BYTES);
            assertThat(one).hasBinaryContent(BYTES).isNotEqualTo(two);
            assertThat(own.there(one)).isEqualTo(one);
            Path foreign = machine.resolve("whatever");
            assertThat(own.there(foreign)).isEqualTo(foreign);
        }
        assertThat(machine).isEmptyDirectory();
    }

    @Test
    void what_was_cleaned_away_is_made_anew_of_the_same_bytes() throws IOException {
        try (OwnFolder own = new OwnFolder(machine)) {
            Path file = own.add("x.jar", BYTES, () -> BYTES);
            Files.delete(file);
            assertThat(own.there(file)).isEqualTo(file).hasBinaryContent(BYTES);
            LeftFolders.delete(file.getParent());
            assertThat(own.resolve("socket").getParent()).isDirectory();
            assertThat(own.there(file)).hasBinaryContent(BYTES);
            assertThat(own.there(file).getParent()).isEqualTo(own.resolve("socket").getParent());
        }
        assertThat(machine).isEmptyDirectory();
    }

    @Test
    void of_other_bytes_it_is_not_made() throws IOException {
        AtomicReference<byte[]> source = new AtomicReference<>(BYTES);
        try (OwnFolder own = new OwnFolder(machine)) {
            Path file = own.add("x.jar", BYTES, source::get);
            source.set(new byte[]{1, 2, 4});
            assertThat(own.there(file)).as("whatever becomes of the source").hasBinaryContent(BYTES);
            Files.delete(file);
            assertThatThrownBy(() -> own.there(file)).isInstanceOf(IOException.class).hasMessageContaining(
                    "The file x.jar has changed since the platform started");
            assertThat(file).doesNotExist();
            Path other = own.add("y.jar", BYTES, () -> Files.readAllBytes(machine.resolve("y.jar")));
            Files.delete(other);
            assertThatThrownBy(() -> own.there(other)).isInstanceOf(IOException.class).hasMessageContaining("The file y.jar is gone");
        }
    }

    @Test
    void what_servers_left_behind_that_are_no_more_is_removed_and_nothing_else() throws IOException {
        Path target = Files.write(machine.resolve("target"), BYTES);
        Path left = folder(DEAD, "1");
        Files.write(left.resolve("lock"), BYTES);
        Files.createSymbolicLink(left.resolve("link"), target);
        Files.createDirectory(left.resolve("deeper"));
        Path older = folder(new FolderOwner(FolderOwner.SELF.pid(), FolderOwner.SELF.start() - 3_600_000), "2");
        Path stranger = Files.createDirectory(machine.resolve("plugins-of-somebody"));
        ProcessHandle parent = ProcessHandle.current().parent().orElseThrow();
        Path living = folder(new FolderOwner(parent.pid(), parent.info().startInstant().orElseThrow().toEpochMilli()), "3");
        try (OwnFolder own = new OwnFolder(machine)) {
            Path file = own.add("x.jar", BYTES, () -> BYTES);
            LeftFolders.sweep(machine);

            assertThat(left).doesNotExist();
            assertThat(older).as("the process id was another's").doesNotExist();
            assertThat(target).hasBinaryContent(BYTES);
            assertThat(stranger).exists();
            assertThat(living).exists();
            assertThat(file).hasBinaryContent(BYTES);
        }
    }

    @Test
    void a_server_that_holds_its_lock_lives_whatever_its_process_id_says() throws IOException, InterruptedException {
        Path held = folder(DEAD, "1");
        Process server = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                Path.of(LockHolder.class.getProtectionDomain().getCodeSource().getLocation().getPath()).toString(),
                LockHolder.class.getName(), held.toString()).start();
        try (BufferedReader out = new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(out.readLine()).isEqualTo("held");
            LeftFolders.sweep(machine);
            assertThat(held).exists();
        } finally {
            server.destroyForcibly();
        }
        server.waitFor();
        LeftFolders.sweep(machine);
        assertThat(held).doesNotExist();
    }

    private Path folder(FolderOwner owner, String random) throws IOException {
        return Files.createDirectory(machine.resolve(owner.prefix() + random));
    }
}
