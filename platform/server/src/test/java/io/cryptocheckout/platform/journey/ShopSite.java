package io.cryptocheckout.platform.journey;

import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A shop on loopback: WordPress with the stand-in for WooCommerce in a folder of its own, or the shop that {@code CHECKOUT_SHOP_URL} and
 * {@code CHECKOUT_SHOP_FOLDER} name (docs/woocommerce.md says what such a shop must hold). The plugin under test is not in it yet.
 */
final class ShopSite implements AutoCloseable {
    static final String ADMIN = Objects.requireNonNullElse(System.getenv("CHECKOUT_SHOP_ADMIN"), "admin");
    static final String PASSWORD = Objects.requireNonNullElse(System.getenv("CHECKOUT_SHOP_PASSWORD"), "a-long-enough-passphrase-7");
    static final String PLUGIN = "crypto-checkout-for-woocommerce";

    static final Path TESTS = Path.of("..", "..", "plugins", "woocommerce", "tests").toAbsolutePath().normalize();
    private static final String RESULT = "\nresult of the script: ";

    private final String url;
    private final Path folder;
    private final HttpServer clock;
    private final @Nullable Process server;
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** A shop whose plugin lives by this clock. Whatever a former test left in a shop that is named from outside is removed first. */
    static ShopSite open(Clock clock) {
        String given = System.getenv("CHECKOUT_SHOP_URL");
        try {
            if (given == null) {
                return new ShopSite(clock);
            }
            Path folder = Path.of(Objects.requireNonNull(System.getenv("CHECKOUT_SHOP_FOLDER"),
                    "CHECKOUT_SHOP_URL needs CHECKOUT_SHOP_FOLDER beside it: the folder that holds the shop's wp-load.php"));
            ShopSite shop = new ShopSite(given.replaceAll("/$", ""), folder, clock);
            shop.forgetThePlugin();
            return shop;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether this is a shop from outside, with the real WooCommerce, and not one of our own with the stand-in. */
    static boolean isGiven() {
        return System.getenv("CHECKOUT_SHOP_URL") != null;
    }

    private ShopSite(String url, Path folder, Clock clock) throws IOException {
        this.url = url;
        this.folder = folder;
        this.server = null;
        this.clock = tell(clock);
        listenTo();
    }

    private ShopSite(Clock clock) throws IOException {
        int port = freePort();
        url = "http://127.0.0.1:" + port;
        folder = Path.of("target", "shops", "shop-" + port).toAbsolutePath();
        WordPress.delete(folder);
        WordPress.unpackInto(folder);
        this.clock = tell(clock);
        listenTo();
        Files.writeString(folder.resolve("wp-config.php"),
                Files.readString(TESTS.resolve("site/wp-config.php")).replace("@PORT@", "" + port));
        Files.copy(TESTS.resolve("site/database.php"), folder.resolve("wp-content/db.php"));
        Files.copy(TESTS.resolve("site/router.php"), folder.resolve("router.php"));
        Files.copy(TESTS.resolve("site/install.php"), folder.resolve("install.php"));
        Files.createDirectories(folder.resolve("wp-content/database"));
        WordPress.copy(TESTS.resolve("stand-in/woocommerce"), folder.resolve("wp-content/plugins/woocommerce"));
        NodeProgram.run(folder, "php", "install.php", PASSWORD);
        php("require_once ABSPATH . 'wp-admin/includes/plugin.php'; return activate_plugin('woocommerce/woocommerce.php');");
        server = serve(port);
    }

    private Process serve(int port) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                command("opcache.file_cache_only=0", "-S", "127.0.0.1:" + port, "-t", folder.toString(), "router.php"))
                .directory(folder.toFile()).redirectErrorStream(true).redirectOutput(folder.resolve("server.log").toFile());
        // The shop is called back by the platform while it waits for the platform's answer itself.
        builder.environment().put("PHP_CLI_SERVER_WORKERS", "6");
        Process process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(process)));
        await("the shop listens").atMost(Duration.ofSeconds(30)).failFast(() -> !process.isAlive()).until(() -> {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
                return true;
            } catch (IOException e) {
                return false;
            }
        });
        return process;
    }

    /** The shop's address, without a slash at its end. */
    String url() {
        return url;
    }

    Path folder() {
        return folder;
    }

    /** Runs PHP inside WordPress, as the administrator; answers what the script returns. */
    JsonNode php(String script) {
        String wrapped = "$_SERVER['HTTP_HOST'] = '" + URI.create(url).getAuthority() + "'; $_SERVER['REQUEST_URI'] = '/';"
                + "require 'wp-load.php'; wp_set_current_user(1); $result = (function () {" + script + "\n})();"
                + "echo " + quoted(RESULT) + ", wp_json_encode($result);";
        String said = NodeProgram.run(folder, command("opcache.file_cache_only=1", "-r", wrapped));
        int at = said.lastIndexOf(RESULT);
        if (at < 0) {
            throw new AssertionError("The script ended early: " + script + "\n" + said + "\n" + debugLog());
        }
        return Api.JSON.readTree(said.substring(at + RESULT.length()));
    }

    /** What PHP compiled once it finds again in a folder: each script here is a process of its own, and WordPress is large. */
    private static String[] command(String only, String... arguments) {
        try {
            Path compiled = Files.createDirectories(Path.of("target", "php-compiled").toAbsolutePath());
            return Stream.concat(Stream.of("php", "-d", "memory_limit=512M", "-d", "display_errors=0", "-d", "opcache.enable_cli=1", "-d",
                    "opcache.file_cache=" + compiled, "-d", only), Stream.of(arguments)).toArray(String[]::new);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A text as PHP writes it. */
    static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    /** Lets WordPress do what is due by its own clock. */
    void cron() {
        get("/wp-cron.php?doing_wp_cron");
    }

    /** Lets Action Scheduler do what waits in its queue. */
    void queue() {
        php("do_action('action_scheduler_run_queue', 'test'); return true;");
    }

    HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(URI.create(url + path)).GET());
    }

    /** Posts to the shop as a stranger does, without following redirects. */
    HttpResponse<String> post(String path, String body, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path)).POST(HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        return send(request);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.timeout(Duration.ofSeconds(60)).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /**
     * What PHP and WordPress complained of since the shop was opened. Of a shop with the real WooCommerce only the lines that name the
     * plugin under test are ours to answer for.
     */
    String debugLog() {
        Path log = folder.resolve("wp-content/debug.log");
        try (Stream<String> lines = Files.exists(log) ? Files.lines(log) : Stream.empty()) {
            return lines.filter(line -> !isGiven() || line.contains(PLUGIN)).collect(Collectors.joining("\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the plugin wrote by WooCommerce's logger. */
    String pluginLog() {
        Path logs = folder.resolve("wp-content/uploads/wc-logs");
        try (Stream<Path> files = Files.isDirectory(logs) ? Files.list(logs) : Stream.empty()) {
            List<Path> ours = files.filter(file -> file.getFileName().toString().startsWith("crypto-checkout")).sorted().toList();
            StringBuilder text = new StringBuilder();
            for (Path file : ours) {
                text.append(Files.readString(file));
            }
            return text.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void forgetThePlugin() throws IOException {
        php("require_once ABSPATH . 'wp-admin/includes/plugin.php'; require_once ABSPATH . 'wp-admin/includes/file.php';"
                + "deactivate_plugins('" + PLUGIN + "/" + PLUGIN + ".php', true); return true;");
        // Whoever loaded the plugin before loads its classes as they are needed.
        await("the requests of the last test are answered").atMost(Duration.ofSeconds(60)).until(this::isQuiet);
        php("global $wpdb; $wpdb->query(\"DELETE FROM $wpdb->options WHERE option_name LIKE '%crypto_checkout%'\");"
                + "foreach (array('event', 'lock') as $t) { $wpdb->query(\"DROP TABLE IF EXISTS {$wpdb->prefix}crypto_checkout_$t\"); }"
                + "return true;");
        WordPress.delete(folder.resolve("wp-content/plugins/" + PLUGIN));
        Files.deleteIfExists(folder.resolve("wp-content/debug.log"));
    }

    /** Whether no request is being answered; one whose browser went away may have left its mark, which counts for half a minute. */
    private boolean isQuiet() throws IOException {
        Path running = folder.resolve("wp-content/test-running");
        long since = System.currentTimeMillis() - Duration.ofSeconds(30).toMillis();
        try (Stream<Path> marks = Files.isDirectory(running) ? Files.list(running) : Stream.empty()) {
            return marks.noneMatch(mark -> mark.toFile().lastModified() > since);
        }
    }

    private void listenTo() throws IOException {
        Files.createDirectories(folder.resolve("wp-content/mu-plugins"));
        Files.copy(TESTS.resolve("site/test-shop.php"), folder.resolve("wp-content/mu-plugins/test-shop.php"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        Files.writeString(folder.resolve("wp-content/test-clock"), "http://127.0.0.1:" + clock.getAddress().getPort() + "/");
    }

    private static HttpServer tell(Clock clock) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] seconds = Long.toString(clock.instant().getEpochSecond()).getBytes(StandardCharsets.US_ASCII);
            exchange.sendResponseHeaders(200, seconds.length);
            exchange.getResponseBody().write(seconds);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** PHP's server leaves its workers alive on the port when only itself is ended. */
    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroy);
        NodeProgram.end(process);
    }

    @Override
    public void close() {
        clock.stop(0);
        if (server != null) {
            end(server);
            try {
                WordPress.delete(folder);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
