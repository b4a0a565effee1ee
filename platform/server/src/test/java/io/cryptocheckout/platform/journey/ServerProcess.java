package io.cryptocheckout.platform.journey;

import io.cryptocheckout.platform.CheckoutApplication;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/** The product in a JVM of its own over one data folder, so that it can be ended as a power cut would end it. */
final class ServerProcess implements AutoCloseable {

    private final Path data;
    private final Process process;
    final JsonNode demo;

    static ServerProcess start(Path data, List<String> arguments) {
        return new ServerProcess(data, arguments);
    }

    private ServerProcess(Path data, List<String> arguments) {
        this.data = data;
        try {
            List<String> command = new java.util.ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx768m",
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow",
                    "-cp",
                    System.getProperty("java.class.path"),
                    CheckoutApplication.class.getName()));
            command.addAll(arguments);
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(data.resolve("server.log").toFile()));
            builder.environment().putAll(Map.of("CHECKOUT_DATA_DIR", data.toString(), "SERVER_PORT", "0"));
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        demo = Awaitility.await("the server is up")
                .atMost(Duration.ofMinutes(3))
                .failFast("the server ended: see " + data.resolve("server.log"), () -> !process.isAlive())
                .until(this::readDemo, found -> found != null && found.get("pid").asLong() == process.pid() && answers(found));
    }

    String text(String field) {
        return demo.get(field).asString();
    }

    /** SIGKILL: nothing in the process gets to say goodbye. */
    void kill() {
        process.destroyForcibly();
        waitForEnd();
    }

    /** SIGTERM: a graceful stop, which also stops the database and the chain. */
    @Override
    public void close() {
        process.destroy();
        waitForEnd();
    }

    private void waitForEnd() {
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                throw new AssertionError("The server did not end; see " + data.resolve("server.log"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private JsonNode readDemo() throws IOException {
        Path file = data.resolve("demo.json");
        return Files.exists(file) && Files.size(file) > 0 ? Api.JSON.readTree(Files.readString(file)) : null;
    }

    private static boolean answers(JsonNode demo) {
        try {
            return new Api(demo.get("baseUrl").asString(), demo.get("apiKey").asString())
                    .get("/api/v1/checkout_sessions?limit=1")
                    .status() == 200;
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }
}
