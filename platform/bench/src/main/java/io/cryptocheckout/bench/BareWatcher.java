package io.cryptocheckout.bench;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The least that any detector must do: hear of a new head by WebSocket and read its receipts. The floor that detection is measured
 * against.
 */
final class BareWatcher implements WebSocket.Listener, AutoCloseable {

    private final LinkedBlockingQueue<Long> receiptsRead = new LinkedBlockingQueue<>();
    private final StringBuilder message = new StringBuilder();
    private final WebSocket socket;

    BareWatcher(String rpcUrl) {
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create(rpcUrl.replaceFirst("^http", "ws")), this)
                .join();
        socket.sendText("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_subscribe\",\"params\":[\"newHeads\"]}", true).join();
    }

    void forget() {
        receiptsRead.clear();
    }

    /** When (System.nanoTime) the receipts of the next block had been read. */
    long next() throws InterruptedException {
        Long at = receiptsRead.poll(30, TimeUnit.SECONDS);
        if (at == null) {
            throw new IllegalStateException("The chain told of no new head");
        }
        return at;
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        message.append(data);
        if (last) {
            JsonNode json = Platform.JSON.readTree(message.toString());
            message.setLength(0);
            if (json.path("method").asString("").equals("eth_subscription")) {
                String hash = json.get("params").get("result").get("hash").asString();
                webSocket.sendText(
                        "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"eth_getBlockReceipts\",\"params\":[\"" + hash + "\"]}", true);
            } else if (json.path("id").asInt(0) == 2) {
                receiptsRead.add(System.nanoTime());
            }
        }
        webSocket.request(1);
        return null;
    }

    @Override
    public void close() {
        socket.abort();
    }
}
