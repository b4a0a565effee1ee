package io.cryptocheckout.platform.plugin.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.plugins.NativeProbe;
import io.cryptocheckout.plugin.launcher.Order;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the kernel alone holds back, where a plugin had found a way to call native code: one program behind the walls makes every call.
 * Without the walls most would be done, or fail for another reason.
 */
class KernelWallTest {
    private static final int NOT_PERMITTED = 1;
    private static final int DENIED = 13;
    private static final int INVALID = 22;
    private static final int NO_SUCH_CALL = 38;

    @TempDir
    Path folder;

    /** A system call by its numbers on both processors, and how it ends. */
    private record Call(String name, int x86, int arm, String arguments, String end) {

        String told() {
            int number = System.getProperty("os.arch").equals("aarch64") ? arm : x86;
            return name + "|" + number + (arguments.isEmpty() ? "" : "|" + arguments.replace(' ', '|'));
        }
    }

    private static Call refused(String name, int x86, int arm, String arguments) {
        return new Call(name, x86, arm, arguments, "error " + NOT_PERMITTED);
    }

    private static List<Call> calls(String file) {
        long parent = ProcessHandle.current().pid();
        List<Call> calls = new ArrayList<>(List.of(new Call("open", 257, 56, "-100 @/etc/passwd 0", "error " + DENIED),
                new Call("open-memory", 257, 56, "-100 @/proc/self/mem 0", "error " + DENIED),
                new Call("open-parent", 257, 56, "-100 @/proc/" + parent + "/environ 0", "error " + DENIED),
                new Call("pair", 53, 199, "1 1 0 buffer", "done"), new Call("limits", 302, 261, "0 7 0 buffer", "done"),
                new Call("clone3", 435, 435, "buffer 88", "error " + NO_SUCH_CALL), refused("udp", 41, 198, "2 2 0"),
                refused("tcp", 41, 198, "2 1 0"), refused("tcp6", 41, 198, "10 1 0"), refused("unix", 41, 198, "1 1 0"),
                refused("netlink", 41, 198, "16 3 0"), refused("vsock", 41, 198, "40 1 0"), refused("datagrams", 53, 199, "1 2 0 buffer"),
                refused("connect", 42, 203, "0 buffer 16"), refused("bind", 49, 200, "0 buffer 16"),
                refused("sendto", 44, 206, "0 buffer 1 0 buffer"), refused("sendmsg", 46, 211, "0 buffer 0"),
                refused("execve", 59, 221, "@/bin/true buffer buffer"), refused("execveat", 322, 281, "-100 @/bin/true buffer buffer 0"),
                refused("kill-parent", 62, 129, parent + " 0"), refused("kill-all", 62, 129, "-1 0"),
                refused("tgkill", 234, 131, parent + " " + parent + " 0"), refused("tkill", 200, 130, parent + " 0"),
                refused("pidfd", 434, 434, parent + " 0"), refused("ptrace", 101, 117, "0 0 0 0"),
                refused("read-parent", 310, 270, parent + " buffer 1 buffer 1"), refused("parents-death", 157, 167, "1 0"),
                refused("raise-limit", 302, 261, "0 7 buffer 0"), refused("priority", 141, 140, "0 0 -20")));
        calls.addAll(List.of(refused("unshare", 272, 97, "0x10000000"), refused("setns", 308, 268, "0 0"),
                refused("mount", 165, 40, "@none @" + file + " @tmpfs 0 0"), refused("chroot", 161, 51, "@/"),
                refused("io_uring", 425, 425, "8 buffer"), refused("bpf", 321, 280, "0 buffer 48"),
                refused("perf", 298, 241, "buffer 0 -1 -1 0"), refused("userfaultfd", 323, 282, "1"),
                refused("memfd", 319, 279, "@code 0"), refused("keyctl", 250, 219, "0 -3 0"), refused("shm", 29, 194, "0 100 0x380"),
                refused("sem", 64, 190, "0 1 0x180"), refused("msg", 68, 186, "0 0x180"),
                refused("queue", 240, 180, "@none 0 0 0"), refused("watch", 294, 26, "0"),
                refused("mode", 268, 53, "-100 @" + file + " 0x1ff"), refused("owner", 260, 54, "-100 @" + file + " 0 0 0"),
                refused("times", 280, 88, "-100 @" + file + " 0 0"), refused("attribute", 188, 5, "@" + file + " @user.a @b 1 0"),
                refused("terminal", 16, 29, "0 0x5412 buffer"), refused("capabilities", 126, 91, "buffer buffer"),
                refused("files-owner", 72, 25, "0 8 " + parent), refused("files-signal", 72, 25, "0 10 9"),
                refused("files-owner-ex", 72, 25, "0 15 buffer"), new Call("files-flags", 72, 25, "0 3 0", "done"),
                refused("sockets-owner", 16, 29, "0 0x8901 buffer"), refused("sockets-group", 16, 29, "0 0x8902 buffer"),
                new Call("readable", 16, 29, "0 0x541b buffer", "done"), refused("parents-processor", 203, 122, parent + " 8 buffer"),
                new Call("own-processor", 203, 122, "0 8 buffer", "error " + INVALID), refused("session", 112, 157, ""),
                refused("personality", 135, 92, "0xffffffff"),
                refused("handle", 303, 264, "-100 @/ buffer buffer 0"), refused("fork-by-clone", 56, 220, "17 0 0 0 0")));
        if (!System.getProperty("os.arch").equals("aarch64")) {
            calls.addAll(
                    List.of(refused("vfork", 58, -1, ""), refused("fork", 57, -1, ""), refused("chmod", 90, -1, "@" + file + " 0x1ff")));
        }
        return calls;
    }

    @Test
    void native_code_gets_no_further() throws Exception {
        List<Call> calls = calls(Files.writeString(folder.resolve("file"), "").toString());
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx32m",
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:ReservedCodeCacheSize=16m", "-XX:CompressedClassSpaceSize=16m",
                "-XX:-UsePerfData", "-XX:-MaxFDLimit", "-XX:-UseContainerSupport", "--enable-native-access=ALL-UNNAMED", "-cp",
                folder.toString(), NativeProbe.class.getName()));
        calls.forEach(call -> command.add(call.told()));
        Path jar = PluginJars.pack(folder.resolve("probe.jar"), "", PluginJars.classes(NativeProbe.class));
        command.set(command.indexOf(folder.toString()), jar.toString());

        assertThat(output(command, jar)).containsExactlyElementsOf(calls.stream().map(call -> call.name() + " " + call.end()).toList());
    }

    /** What a program says that is started as a plugin's JVM is. */
    private List<String> output(List<String> command, Path jar) throws Exception {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        Path socket = folder.resolve("socket");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(socket))) {
            OwnFolder own = new OwnFolder(folder);
            Path api = ApiClasses.on(own);
            Launch launch = new Launch(Rig.LIMITS, true, api, own, thread);
            Process process = launch.start(new Order(command, List.of(api.toString(), jar.toString()), socket.toString(), "secret",
                    ProcessHandle.current().pid(), 10, 1L << 29, 64));
            if (!process.waitFor(2, TimeUnit.MINUTES)) {
                process.destroyForcibly();
            }
            return new String(process.getInputStream().readNBytes(process.getInputStream().available()), StandardCharsets.UTF_8).strip()
                    .lines().toList();
        } finally {
            thread.shutdown();
        }
    }
}
