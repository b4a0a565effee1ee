package io.cryptocheckout.bench;

import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The platform as {@code spring-boot:run} starts it, in a JVM and a folder of its own, and a connection to its database as superuser.
 * Refuses to start a measurement where a commit would not be durable.
 */
final class Platform implements AutoCloseable {

    static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String SUPERUSER = "postgres";
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process process;
    private final long postgresPid;
    final Path data;
    final JsonNode demo;
    private final String superuserPassword;
    private final String address;
    final String jdbcUrl;

    Platform(Path folder, List<String> arguments) throws Exception {
        data = Files.createTempDirectory(folder, "platform");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                "io.cryptocheckout.platform.CheckoutApplication"));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(data.resolve("server.log").toFile());
        builder.environment().putAll(Map.of("CHECKOUT_DATA_DIR", data.toString(), "SERVER_PORT", "0"));
        process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        demo = awaitDemo();
        List<String> postmaster = Files.readAllLines(find(data, "postmaster.pid"));
        postgresPid = Long.parseLong(postmaster.get(0).strip());
        superuserPassword = Files.readString(data.resolve("secrets").resolve(SUPERUSER)).strip();
        address = "127.0.0.1:" + postmaster.get(3).strip() + "/checkout";
        jdbcUrl = "jdbc:postgresql://" + address;
        for (String setting : List.of("fsync", "synchronous_commit")) {
            if (!"on".equals(text("show " + setting))) {
                throw new IllegalStateException(setting + " is off: a figure without durability is not reported");
            }
        }
    }

    String field(String name) {
        return demo.get(name).asString();
    }

    /** A connection string of libpq for the superuser. */
    String superuserUrl() {
        return url(SUPERUSER, superuserPassword);
    }

    /** A connection string of libpq. */
    String url(String role, String password) {
        return "postgres://" + role + ":" + password + "@" + address;
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl, SUPERUSER, superuserPassword);
    }

    void sql(String... statements) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }

    String text(String query) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    /** Microseconds of CPU used so far by the server and by all of its database's processes. */
    long cpuMicros() {
        return Cpu.micros(process.pid(), postgresPid) - chainMicros();
    }

    private long chainMicros() {
        return process.descendants()
                .filter(child -> child.info().command().orElse("").contains("anvil"))
                .mapToLong(child -> Cpu.micros(child.pid()))
                .sum();
    }

    JsonNode post(String path, Object body) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create(field("baseUrl") + path))
                        .header("Authorization", "Bearer " + field("apiKey"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IllegalStateException("POST " + path + " answered " + answer.statusCode() + ": " + answer.body());
        }
        return JSON.readTree(answer.body());
    }

    /** Sends what a session asks for, in wei, to its address. */
    void pay(JsonNode session) throws IOException, InterruptedException {
        String wei = "0x" + new BigInteger(session.get("amount").get("wei").asString()).toString(16);
        String payer = rpc("eth_accounts", "[]").get(1).asString();
        rpc("eth_sendTransaction", "[{\"from\":\"" + payer + "\",\"to\":\"" + session.get("address").asString() + "\",\"value\":\"" + wei
                + "\"}]");
    }

    /** One JSON-RPC call to the platform's local chain; the parameters are JSON. */
    JsonNode rpc(String method, String params) throws IOException, InterruptedException {
        return batch(List.of("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":" + params + "}")).get(0);
    }

    /** Several calls in one HTTP request; any error ends the bench. */
    List<JsonNode> batch(List<String> calls) throws IOException, InterruptedException {
        JsonNode answers = JSON.readTree(http.send(
                HttpRequest.newBuilder(URI.create(field("rpcUrl")))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("[" + String.join(",", calls) + "]"))
                        .build(),
                HttpResponse.BodyHandlers.ofString())
                .body());
        List<JsonNode> results = new ArrayList<>();
        for (JsonNode answer : answers) {
            if (answer.has("error")) {
                throw new IllegalStateException(answer.toString());
            }
            results.add(answer.get("result"));
        }
        return results;
    }

    /** What the server itself said went wrong, for whoever reads why a run failed. */
    String troubles() throws IOException {
        List<String> lines = Files.readAllLines(data.resolve("server.log")).stream()
                .filter(line -> line.contains(" WARN ") || line.contains(" ERROR "))
                .toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }

    private JsonNode awaitDemo() throws IOException, InterruptedException {
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < giveUp) {
            Path file = data.resolve("demo.json");
            if (Files.exists(file) && Files.size(file) > 0) {
                JsonNode read = JSON.readTree(Files.readString(file));
                if (answers(read)) {
                    return read;
                }
            }
            if (process.waitFor(200, java.util.concurrent.TimeUnit.MILLISECONDS)) {
                break;
            }
        }
        throw new IllegalStateException("The platform did not start:\n" + Files.readString(data.resolve("server.log")));
    }

    private boolean answers(JsonNode found) throws InterruptedException {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(found.get("baseUrl").asString() + "/api/v1/checkout_sessions?limit=1"))
                    .header("Authorization", "Bearer " + found.get("apiKey").asString())
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static Path find(Path folder, String name) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            @Nullable
            Path found = files.filter(file -> file.endsWith(name)).findFirst().orElse(null);
            if (found == null) {
                throw new IllegalStateException("No " + name + " under " + folder);
            }
            return found;
        }
    }
}
