package io.cryptocheckout.devkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One running anvil: an EVM chain with chain id 31337 on a loopback port, whose ten first accounts are rich and unlocked. */
public final class Anvil implements AutoCloseable {

    public static final long CHAIN_ID = 31337;

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private final Process process;
    private final int port;

    private Anvil(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts the program itself (a wrapper would outlive its end) and returns when it answers; its output goes to the log file. */
    static Anvil start(Path binary, int port, Path log, List<String> options) {
        List<String> command = new ArrayList<>(List.of(binary.toString(), "--host", "127.0.0.1", "--port", Integer.toString(port),
                "--chain-id", Long.toString(CHAIN_ID), "--no-cors", "--slots-in-an-epoch", "1", "--silent"));
        command.addAll(options);
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())).start();
            Anvil anvil = new Anvil(process, port);
            anvil.awaitAnswer(log);
            return anvil;
        } catch (IOException e) {
            throw new UncheckedIOException("The local chain did not start, see " + log, e);
        }
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI rpcUrl() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** The WebSocket address of the same node. */
    public URI webSocketUrl() {
        return URI.create("ws://127.0.0.1:" + port);
    }

    public int port() {
        return port;
    }

    public long pid() {
        return process.pid();
    }

    /** Calls a JSON-RPC method; an error answer is an {@link IllegalStateException} with the node's words. */
    public JsonNode rpc(String method, Object... parameters) {
        return call(rpcUrl(), method, parameters);
    }

    static JsonNode call(URI node, String method, Object... parameters) {
        String body = JSON.writeValueAsString(Map.of("jsonrpc", "2.0", "id", 1, "method", method, "params", parameters));
        HttpRequest request = HttpRequest.newBuilder(node).timeout(Duration.ofSeconds(60)).header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)).build();
        try {
            JsonNode answer = JSON.readTree(HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body());
            if (answer.has("error")) {
                throw new IllegalStateException(method + ": " + answer.get("error"));
            }
            return answer.get("result");
        } catch (IOException e) {
            throw new UncheckedIOException(method, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted during " + method, e);
        }
    }

    private void awaitAnswer(Path log) {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (System.nanoTime() < deadline) {
            try {
                if (process.waitFor(20, TimeUnit.MILLISECONDS)) {
                    throw new IllegalStateException("The local chain ended at once with " + process.exitValue() + ", see " + log);
                }
                rpc("eth_chainId");
                return;
            } catch (UncheckedIOException notYet) {
                // Its port is not open yet.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        close();
        throw new IllegalStateException("The local chain did not answer, see " + log);
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            Orphans.end(process.toHandle());
        }
    }
}
