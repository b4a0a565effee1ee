package io.cryptocheckout.platform.plugin.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.plugins.Prober;
import io.cryptocheckout.plugin.Facts;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every way out that a plugin may try, tried by one. The same is tried without the walls, where it succeeds: else a probe that is broken
 * would pass for a wall.
 */
class WallsTest {
    private static final Duration BUDGET = Duration.ofMinutes(2);

    @TempDir
    static Path folder;
    private static Rig walled;
    private static Rig open;
    private static PluginProcess inside;
    private static PluginProcess outside;
    private static final Map<String, String> targets = new TreeMap<>();
    private static ServerSocket tcp;
    private static DatagramSocket udp;
    private static ServerSocketChannel unix;
    private static Process sleeper;

    @BeforeAll
    static void start() throws Exception {
        tcp = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        udp = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        unix = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(folder.resolve("u")));
        sleeper = new ProcessBuilder("sleep", "600").start();
        targets.put("folder", folder.toString());
        targets.put("tcp", String.valueOf(tcp.getLocalPort()));
        targets.put("udp", String.valueOf(udp.getLocalPort()));
        targets.put("unix", folder.resolve("u").toString());
        targets.put("sleeper", String.valueOf(sleeper.pid()));
        targets.put("platform", String.valueOf(ProcessHandle.current().pid()));
        targets.put("library", System.getProperty("java.home") + "/lib/libnet.so");
        for (String name : new String[]{"read", "write", "delete", "mode", "time", "link"}) {
            targets.put(name, Files.writeString(folder.resolve(name), "a secret").toString());
        }
        walled = new Rig(Rig.LIMITS);
        open = new Rig(Rig.LIMITS, false);
        Map<String, byte[]> classes = PluginJars.classes(Prober.class);
        classes.put("io/cryptocheckout/plugin/Facts.class", new byte[]{1});
        classes.put("io/cryptocheckout/platform/Forged.class", PluginJars.classes(Prober.class).values().iterator().next());
        Path jar = PluginJars.pack(folder.resolve("prober.jar"), Prober.MANIFEST, classes);
        inside = walled.processes.of(PluginJars.manifest(Prober.MANIFEST), jar);
        outside = open.processes.of(PluginJars.manifest(Prober.MANIFEST), jar);
        inside.call(Rig.action(Rig.STORE, ""), BUDGET);
        outside.call(Rig.action(Rig.STORE, ""), BUDGET);
    }

    @AfterAll
    static void stop() throws IOException {
        walled.close();
        open.close();
        sleeper.destroyForcibly();
        tcp.close();
        udp.close();
        unix.close();
    }

    @ParameterizedTest
    @CsvSource({"file read, read", "file list, folder", "file write, write", "file delete, delete", "file mode, mode", "file time, time",
            "file link, link", "file create, folder", "net tcp, tcp", "net tcp channel, tcp", "net listen, tcp", "net udp, udp",
            "net udp channel, udp", "net unix, unix", "process kill, sleeper"})
    void what_only_the_kernel_refuses_is_refused_and_would_work_without_the_walls(String probe, String target) throws Exception {
        assertThat(tried(inside, probe, targets.get(target))).startsWith("refused");
        assertThat(untouched()).isTrue();
        assertThat(tried(outside, probe, targets.get(target))).startsWith("got");
        assertThat(walled.told).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/etc/passwd", "/proc/self/environ", "/proc/self/maps", "/proc/1/cmdline",
            "/sys/kernel/mm/transparent_hugepage/enabled"})
    void files_of_the_system_are_not_read(String path) throws Exception {
        assertThat(tried(inside, "file read", path)).startsWith("refused");
        assertThat(tried(outside, "file read", path)).startsWith("got");
    }

    @ParameterizedTest
    @ValueSource(strings = {"environ", "cmdline", "status", "maps", "fd/1", "root/etc/passwd", "cwd/pom.xml"})
    void nothing_of_the_platforms_process_is_read(String name) throws Exception {
        assertThat(tried(inside, "file read", "/proc/" + targets.get("platform") + "/" + name)).startsWith("refused");
    }

    @ParameterizedTest
    @CsvSource({"process exec, /bin/true", "process java, ''"})
    void no_other_program_is_started(String probe, String target) throws Exception {
        assertThat(tried(inside, probe, target)).startsWith("refused");
        assertThat(tried(outside, probe, target)).startsWith("got");
    }

    @Test
    void its_environment_is_empty_and_no_name_is_resolved() throws Exception {
        assertThat(tried(inside, "env", "")).isEqualTo("got {}");
        assertThat(tried(inside, "net name", "")).startsWith("refused");
        assertThat(tried(inside, "platform properties", "")).isEqualTo("got []");
    }

    @ParameterizedTest
    @CsvSource({"library, library, IllegalCallerException", "foreign call, none, IllegalCallerException",
            "foreign memory, none, IllegalCallerException"})
    void no_native_code_is_called(String probe, String target, String how) throws Exception {
        assertThat(tried(inside, probe, targets.getOrDefault(target, ""))).contains(how);
        assertThat(tried(outside, probe, targets.getOrDefault(target, ""))).contains(how);
    }

    @ParameterizedTest
    @CsvSource({"class, sun.misc.Unsafe", "class, com.sun.tools.attach.VirtualMachine", "class, java.lang.management.ManagementFactory",
            "class, java.net.http.HttpClient", "class, io.cryptocheckout.platform.Forged", "class, org.slf4j.Logger",
            "field, jdk.internal.misc.Unsafe#theUnsafe", "field, java.lang.Thread#holder", "field, java.lang.String#value",
            "field, io.cryptocheckout.plugin.runner.Runner#link", "field, io.cryptocheckout.plugin.launcher.Kernel#syscall"})
    void what_is_not_its_own_is_not_there_or_stays_closed(String probe, String target) throws Exception {
        assertThat(tried(inside, probe, target)).containsAnyOf("ClassNotFoundException",
                "InaccessibleObjectException");
    }

    @Test
    void a_class_of_the_platform_is_the_platforms_whatever_the_jar_holds() throws Exception {
        assertThat(tried(inside, "platform", Facts.class.getName())).doesNotContain("prober.jar");
    }

    /** How far the probe came: what it got, or by what it was refused. */
    private static String tried(PluginProcess process, String probe, String target) throws Exception {
        Map<?, ?> outcome = (Map<?, ?>) process.call(Rig.extras(Rig.STORE, Map.of("probe", probe, "target", target)), BUDGET);
        return outcome.entrySet().stream().map(entry -> entry.getKey() + " " + entry.getValue()).findFirst().orElseThrow();
    }

    private static boolean untouched() throws IOException {
        return Files.readString(Path.of(targets.get("write"))).equals("a secret") && Files.exists(Path.of(targets.get("delete")))
                && Files.notExists(folder.resolve("link2")) && sleeper.isAlive()
                && !Files.getPosixFilePermissions(Path.of(targets.get("mode"))).containsAll(PosixFilePermissions.fromString("rwxrwxrwx"))
                && !Files.getLastModifiedTime(Path.of(targets.get("time"))).equals(FileTime.fromMillis(0));
    }

    @AfterEach
    void restore() throws IOException {
        Files.writeString(Path.of(targets.get("write")), "a secret");
        Files.writeString(Path.of(targets.get("delete")), "a secret");
        Files.setPosixFilePermissions(Path.of(targets.get("mode")), PosixFilePermissions.fromString("rw-------"));
        Files.setLastModifiedTime(Path.of(targets.get("time")), FileTime.fromMillis(1_000_000));
        Files.deleteIfExists(folder.resolve("link2"));
        if (!sleeper.isAlive()) {
            sleeper = new ProcessBuilder("sleep", "600").start();
            targets.put("sleeper", String.valueOf(sleeper.pid()));
        }
    }
}
