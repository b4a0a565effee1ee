package io.cryptocheckout.platform.plugin.process;

import io.cryptocheckout.plugin.launcher.Launcher;
import io.cryptocheckout.plugin.launcher.Order;
import io.cryptocheckout.plugin.wire.Wire;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/**
 * Starts JVMs: the plugin's own, by way of one that walls it in and then becomes it.
 *
 * @param api
 *            the plugin API's classes
 * @param folder
 *            where they may lie, and the plugins' jars
 * @param thread
 *            one thread that lives as long as the server: the kernel takes the end of the thread that started a child for the end of its
 *            parent, and kills the child
 */
record Launch(ProcessLimits limits, boolean walled, Path api, OwnFolder folder, ExecutorService thread) {
    private static final String MODULE = "io.cryptocheckout.plugin";
    private static final Path HOME = Path.of(System.getProperty("java.home"));
    private static final Path JAVA = HOME.resolve("bin").resolve("java");
    private static final long MIB = 1 << 20;
    private static final long NICE = 10;
    private static final long FILES = 64;
    /** What a JVM may write to beyond what it holds: memory that was asked for and not touched yet. */
    private static final long SPARE_MIB = 64;
    private static final int WORDS = 4096;

    /** Starts a plugin's process, which connects to the socket and says the secret. */
    Process start(Path jar, Path socket, String secret) throws IOException {
        Path classes = folder.there(api);
        Path copy = folder.there(jar);
        List<String> command = new ArrayList<>(jvm(classes));
        command.add(copy.toString());
        if (!walled) {
            command.add(socket.toString());
            return start(command, secret);
        }
        return start(order(command, List.of(classes.toString(), copy.toString()), socket.toString(), secret));
    }

    /** Starts the launcher to try the walls and to end. */
    Process trial() throws IOException {
        Path classes = folder.there(api);
        return start(order(jvm(classes), List.of(classes.toString()), "", "").trial());
    }

    /** Starts the launcher, which does as it is ordered. */
    Process start(Order order) throws IOException {
        return start(launcher(folder.there(api)), order.toPlain());
    }

    private Order order(List<String> command, List<String> reads, String socket, String secret) {
        return new Order(command, reads, socket, secret, ProcessHandle.current().pid(), NICE, (limits.residentMiB() + SPARE_MIB) * MIB,
                FILES);
    }

    /** What a process that did not get far had to say. */
    static String words(Process process) {
        try {
            return new String(process.getInputStream().readNBytes(Math.min(WORDS, process.getInputStream().available())),
                    StandardCharsets.UTF_8).replace('\0', ' ').strip();
        } catch (IOException e) {
            return "";
        }
    }

    private Process start(List<String> command, Object input) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().clear();
        Future<Process> started = thread.submit(builder::start);
        try {
            Process process = started.get();
            try (DataOutputStream in = new DataOutputStream(process.getOutputStream())) {
                Wire.write(in, input);
            }
            return process;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("The start was interrupted", e);
        } catch (ExecutionException e) {
            throw new IOException("No JVM can be started: " + e.getMessage(), e);
        }
    }

    /** It runs nothing of a plugin, so it may call native code, and has the classes that the JDK keeps ready. */
    private static List<String> launcher(Path classes) {
        return List.of(JAVA.toString(), "-Xshare:auto", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "-Xmx24m",
                "--enable-native-access=ALL-UNNAMED", "-cp", classes.toString(), Launcher.class.getName());
    }

    /** The plugin's JVM: small, without native code, without modules it could misuse, and ended by its first lack of memory. */
    private List<String> jvm(Path classes) {
        return List.of(JAVA.toString(), "-Xmx" + limits.heapMiB() + "m", "-Xss256k", "-XX:MaxMetaspaceSize=48m",
                "-XX:CompressedClassSpaceSize=16m", "-XX:ReservedCodeCacheSize=16m", "-XX:MaxDirectMemorySize=8m", "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", "-XX:ActiveProcessorCount=1", "-XX:-UseContainerSupport", "-XX:-UsePerfData", "-XX:-MaxFDLimit",
                "-XX:+DisableAttachMechanism", "-XX:+ExitOnOutOfMemoryError", "-XX:-CreateCoredumpOnCrash",
                "-XX:+SuppressFatalErrorMessage", "-Xrs", "-Xshare:auto", "-Duser.timezone=UTC", "-Duser.language=en",
                "--illegal-native-access=deny", "--limit-modules=" + MODULE, "--module-path=" + classes, "-m",
                MODULE + "/io.cryptocheckout.plugin.runner.Runner");
    }
}
