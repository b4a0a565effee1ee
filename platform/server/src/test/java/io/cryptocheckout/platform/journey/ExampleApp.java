package io.cryptocheckout.platform.journey;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The example app of the documentation in a process of its own, as its page says how to run it. */
final class ExampleApp implements AutoCloseable {
    private static final Path SPECIFICATION = Path.of("../../api-spec").toAbsolutePath().normalize();
    private static final Path SOURCE = Path.of("../../docs/examples/connect-app").toAbsolutePath().normalize();

    final String url;
    /** Where it keeps its tokens. */
    final Path installs;
    private final Path log;
    private final Map<String, String> environment = new HashMap<>();
    private @Nullable Process process;

    /** @param folder
     *            for what it writes */
    ExampleApp(Path folder) {
        int port = freePort();
        url = "http://127.0.0.1:" + port;
        installs = folder.resolve("installs.json");
        log = folder.resolve("app.log");
        environment.putAll(Map.of("PORT", String.valueOf(port), "INSTALLS_FILE", installs.toString()));
    }

    /** Installs what it needs, the SDK as it stands in this tree included, and has its types checked. */
    static void build() {
        if (!Files.isDirectory(SPECIFICATION.resolve("sdk-typescript/dist"))) {
            NodeProgram.run(SPECIFICATION, NodeProgram.npm(), "ci", "--no-audit", "--no-fund");
            NodeProgram.run(SPECIFICATION, NodeProgram.npm(), "run", "--silent", "build");
        }
        NodeProgram.install(SOURCE);
        NodeProgram.run(SOURCE, NodeProgram.npm(), "run", "--silent", "check");
    }

    /** Starts it, or starts it again. */
    void start(Map<String, String> more) {
        environment.putAll(more);
        ProcessBuilder builder = new ProcessBuilder("node", "app.mjs").directory(SOURCE.toFile()).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.to(log.toFile()));
        builder.environment().putAll(environment);
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        await("the app listens").atMost(Order.PATIENCE).failFast(() -> !process.isAlive()).until(() -> said().contains("Open " + url));
    }

    /** What it wrote to its console. */
    String said() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The stores it knows, with their tokens. */
    JsonNode installs() {
        try {
            return Api.JSON.readTree(Files.readString(installs));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (process != null) {
            NodeProgram.end(process);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
