package io.cryptocheckout.platform.plugin.process;

import io.cryptocheckout.platform.plugin.process.PluginFault.Kind;
import io.cryptocheckout.plugin.launcher.Launcher;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Starts one child: a socket of its own in a folder that is nobody else's, the launcher, the secret, the plugin's registration. */
final class Start {
    private static final Duration LAST_BREATH = Duration.ofSeconds(1);
    /** With which a process ends that somebody else killed, as the kernel does where memory is short. */
    private static final int KILLED = 137;
    /** With which a JVM ends that cannot be made. */
    private static final int NO_JVM = 1;
    /** Beyond it stands the signal that ended a process. */
    private static final int SIGNALS = 128;

    private final Host host;
    private final String pluginId;
    private final Path jar;
    /** Whether the plugin's own code runs: from here on whatever goes wrong but a kill from outside is its doing. */
    private boolean loading;
    private Future<?> deadline = CompletableFuture.completedFuture("");

    Start(Host host, String pluginId, Path jar) {
        this.host = host;
        this.pluginId = pluginId;
        this.jar = jar;
    }

    /** Waits until the plugin is registered. */
    Child.Started run() throws PluginFault {
        String secret = RunningCall.random();
        Path socket = host.folder().resolve(RunningCall.random().substring(0, 8));
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));
            Process process = host.launch().start(jar, socket, secret);
            deadline = deadline(process);
            process.onExit().thenRun(() -> close(server));
            try {
                return ready(server, process, secret);
            } catch (IOException | PluginFault e) {
                throw broken(process, !deadline.cancel(false), e);
            } catch (RuntimeException | Error e) {
                process.destroyForcibly();
                throw e;
            } finally {
                deadline.cancel(false);
            }
        } catch (IOException e) {
            throw new PluginFault(Kind.STARTING, "The plugin's process cannot be started: " + e.getMessage(), true);
        } finally {
            delete(socket);
        }
    }

    private Future<?> deadline(Process process) {
        return host.watch().schedule(process::destroyForcibly, host.limits().start().toMillis(), TimeUnit.MILLISECONDS);
    }

    private Child.Started ready(ServerSocketChannel server, Process process, String secret) throws IOException, PluginFault {
        SocketChannel channel = server.accept();
        Connection connection = connection(channel);
        try {
            Frame hello = Frame.of(connection.read());
            if (!MessageDigest.isEqual(secret.getBytes(StandardCharsets.UTF_8), hello.text("secret").getBytes(StandardCharsets.UTF_8))) {
                throw new IOException("A stranger connected in its place");
            }
            Frame ready = Frame.of(connection.read());
            if (ready.kind().equals("loading")) {
                loading = true;
                // What the machine took until here is not the plugin's time.
                if (deadline.cancel(false)) {
                    deadline = deadline(process);
                }
                ready = Frame.of(connection.read());
            }
            if (ready.kind().equals("broken")) {
                throw new PluginFault(Kind.BROKEN, ready.words("type") + ": " + ready.words("message"));
            }
            return new Child.Started(process, connection);
        } catch (IOException | PluginFault | RuntimeException | Error e) {
            connection.close();
            throw e;
        }
    }

    private Connection connection(SocketChannel channel) throws IOException {
        try {
            return new Connection(channel, "plugin-" + pluginId);
        } catch (IOException | RuntimeException | Error e) {
            channel.close();
            throw e;
        }
    }

    private PluginFault broken(Process process, boolean late, Exception why) {
        boolean byItself = loading && hasEnded(process);
        process.destroyForcibly();
        boolean ended = hasEnded(process);
        String words = late ? "it was not ready after " + host.limits().start().toSeconds() + " seconds" : Launch.words(process);
        String said = words.isEmpty() ? "its process ended before it was ready" : words;
        String reason = why instanceof PluginFault ? String.valueOf(why.getMessage()) : said;
        boolean killed = byItself && process.exitValue() == KILLED;
        boolean plugins = why instanceof PluginFault
                || (loading ? late || !killed : !late && ended && !isOfTheMachine(process.exitValue()));
        return new PluginFault(plugins ? Kind.BROKEN : Kind.STARTING, "The plugin cannot be started: " + reason, true);
    }

    /** Whether it ends within a moment. */
    private static boolean hasEnded(Process process) {
        try {
            return process.waitFor(LAST_BREATH);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Whether there was no wall, no room for a JVM, or somebody killed it: no store's plugin is to blame for a busy machine. */
    private static boolean isOfTheMachine(int exit) {
        return exit == Launcher.UNABLE || exit == NO_JVM || exit > SIGNALS;
    }

    private static void close(ServerSocketChannel server) {
        try {
            server.close();
        } catch (IOException e) {
            throw new IllegalStateException("A socket that cannot be closed", e);
        }
    }

    private static void delete(Path socket) {
        try {
            Files.deleteIfExists(socket);
        } catch (IOException e) {
            throw new IllegalStateException("A socket that cannot be removed", e);
        }
    }
}
