package io.cryptocheckout.bench;

import io.cryptocheckout.platform.id.IdKind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * P8: access tokens given for client credentials, and introspections of one, against a bare Spring Authorization Server as it comes, and
 * against one that hashes secrets as the platform does. The bare ones keep everything in memory; the platform's tokens are committed.
 */
final class TokenBench {
    private static final String APP_UUID = "01890000-0000-7000-8000-000000000001";
    private static final int CLIENTS = 32;
    private static final int WARM_UP = 10;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Platform platform;
    private final Path folder;
    private final int seconds;
    private final Path lua;

    TokenBench(Platform platform, Path folder, int seconds) throws Exception {
        this.platform = platform;
        this.folder = folder;
        this.seconds = seconds;
        this.lua = Programs.copy("/form.lua", folder);
        platform.sql(
                "insert into oauth.app (id, organization_id, kind, name, redirect_uris, scopes, confidential, created_at, updated_at)"
                        + " select '" + APP_UUID
                        + "', id, 'app', 'Bench', '{https://bench.example/callback}', '{}', true, now(), now() from tenancy.organization limit 1",
                "insert into oauth.app_secret (app_id, id, last_four, hash, created_at) values ('" + APP_UUID + "', '" + APP_UUID
                        + "', 'ench', sha256('" + BareAuthorizationServer.SECRET + "'), now())");
    }

    void run(Report report, int rounds) throws Exception {
        Side ours = new Side(platform.field("baseUrl"), IdKind.APP.format(UUID.fromString(APP_UUID)));
        for (String kind : List.of("stock", "opaque")) {
            try (Bare issuing = new Bare(kind); Bare telling = new Bare(kind)) {
                compare(report, kind, "tokens/s for client credentials, committed", rounds,
                        List.of(new Load(ours, "/oauth2/token", ours.grant()), issuing.load("/oauth2/token")));
                compare(report, kind, "introspections/s", rounds,
                        List.of(new Load(ours, "/oauth2/introspect", ours.question(token(ours))), telling.load("/oauth2/introspect")));
            }
        }
    }

    private void compare(Report report, String kind, String what, int rounds, List<Load> loads) throws Exception {
        for (Load load : loads) {
            perSecond(load, WARM_UP);
        }
        long before = tokens();
        Rounds measured = Rounds.interleaved(rounds, round -> perSecond(loads.get(0), seconds), round -> perSecond(loads.get(1), seconds));
        if (what.startsWith("tokens") && tokens() - before < measured.oursMedian() * seconds) {
            throw new IllegalStateException("Fewer tokens were written than were given");
        }
        report.row("P8", what + ", against a bare Spring Authorization Server in memory, " + named(kind), measured.ratio(),
                String.format(Locale.ROOT, "%.0f/s and %.0f/s", measured.oursMedian(), measured.peerMedian()));
    }

    private static String named(String kind) {
        return kind.equals("stock") ? "as it comes (bcrypt, RS256)" : "with SHA-256 for secrets and opaque tokens";
    }

    private double perSecond(Load load, int span) throws Exception {
        return Wrk.run(folder, lua, CLIENTS, span, load.side.url + load.path, List.of(load.form)).requestsPerSecond();
    }

    private long tokens() throws Exception {
        return Long.parseLong(platform.text("select count(*) from oauth.token"));
    }

    private String token(Side side) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(HttpRequest.newBuilder(URI.create(side.url + "/oauth2/token"))
                .header("Content-Type", "application/x-www-form-urlencoded").POST(HttpRequest.BodyPublishers.ofString(side.grant()))
                .build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException("No token: " + answer.statusCode() + " " + answer.body());
        }
        return Platform.JSON.readTree(answer.body()).get("access_token").asString();
    }

    private record Load(Side side, String path, String form) {}

    /** A server and the client that it knows. */
    private record Side(String url, String client) {

        String grant() {
            return "grant_type=client_credentials&" + shown();
        }

        String question(String token) {
            return "token=" + token + "&" + shown();
        }

        private String shown() {
            return "client_id=" + client + "&client_secret=" + BareAuthorizationServer.SECRET;
        }
    }

    /** A bare server in a JVM of its own; those that tell have given one token alone, because they look through all of them. */
    private final class Bare implements AutoCloseable {
        private final Process process;
        private final Side side;

        Bare(String kind) throws IOException {
            process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx2g", "-cp",
                    System.getProperty("java.class.path"), BareAuthorizationServer.class.getName(), kind)
                    .redirectError(ProcessBuilder.Redirect.INHERIT).start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
            BufferedReader lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            String line = lines.readLine();
            while (line != null && !line.startsWith("port ")) {
                line = lines.readLine();
            }
            if (line == null) {
                throw new IllegalStateException("The bare server did not start");
            }
            // What it logs later is read by nobody and must not stop it.
            Thread.ofVirtual().start(() -> lines.lines().forEach(more -> {}));
            side = new Side("http://127.0.0.1:" + line.substring(5), BareAuthorizationServer.CLIENT);
        }

        Load load(String path) throws IOException, InterruptedException {
            return new Load(side, path, path.endsWith("token") ? side.grant() : side.question(token(side)));
        }

        @Override
        public void close() {
            process.destroy();
        }
    }
}
