package io.cryptocheckout.platform.chain.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cryptocheckout.devkit.Anvil;
import io.cryptocheckout.devkit.TestChain;
import io.cryptocheckout.platform.chain.Network;
import io.cryptocheckout.platform.chain.node.ScriptedSocket.Behaviour;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The WebSocket that tells of new blocks, and what it may do wrong. */
class NewHeadsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newHttpClient();
    private final AtomicInteger hints = new AtomicInteger();
    private final List<AutoCloseable> closing = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : closing) {
            each.close();
        }
        http.shutdownNow();
    }

    @Test
    void aRealNodeTellsOfEachBlock() {
        Anvil anvil = TestChain.onDemand();
        closing.add(anvil);
        listen(anvil.webSocketUrl());
        await().atMost(PATIENCE).until(() -> {
            anvil.rpc("evm_mine");
            return hints.get() >= 3;
        });
    }

    @Test
    void nothingIsHeardAfterTheEnd() {
        ScriptedSocket socket = socket(ScriptedSocket.texts(ScriptedSocket.head("0x01")));
        NewHeads heads = listen(socket.url());
        await().atMost(PATIENCE).until(() -> hints.get() == 1);
        heads.close();
        heads.close();
        heads.open(hints::incrementAndGet);
        heads.open(hints::incrementAndGet);
        await().atMost(PATIENCE).until(() -> hints.get() == 2);
        assertThat(socket.connections).hasValue(2);
    }

    @Test
    void whatIsNoNewHeadIsPassedOver() {
        String head = ScriptedSocket.head("0x01");
        ScriptedSocket socket = socket(ScriptedSocket.texts("", "[]", "null", "7", "<html>", "{\"id\":1,\"result\":\"0x9\"}",
                "{\"id\":1,\"error\":{\"code\":-32601,\"message\":\"no such method\"}}", "{\"method\":\"eth_subscription\"}",
                "{\"method\":\"eth_subscription\",\"params\":{\"result\":{\"hash\":null}}}",
                "{\"method\":\"eth_subscription\",\"params\":{\"result\":\"0x01\"}}", head, head, head, ScriptedSocket.head("0x02")));
        listen(socket.url());
        await().atMost(PATIENCE).until(() -> hints.get() == 2);
        assertThat(socket.connections).hasValue(1);
    }

    @Test
    void whateverEndsASocketTheNextOneIsOpened() {
        ScriptedSocket socket = socket(Behaviour.DROPPED, Behaviour.NOT_A_SOCKET, Behaviour.SILENT,
                ScriptedSocket.texts("x".repeat(100_000)), ScriptedSocket.texts(ScriptedSocket.head("0x01")));
        listen(socket.url());
        await().atMost(PATIENCE).until(() -> hints.get() > 0);
        assertThat(socket.connections.get()).isGreaterThanOrEqualTo(5);
    }

    @Test
    void theNextUrlIsTriedWhereOneIsRefused() {
        ScriptedSocket closed = new ScriptedSocket(Behaviour.DROPPED);
        closed.close();
        listen(closed.url(), socket(ScriptedSocket.texts(ScriptedSocket.head("0x01"))).url());
        await().atMost(PATIENCE).until(() -> hints.get() > 0);
    }

    private ScriptedSocket socket(Behaviour... script) {
        ScriptedSocket socket = new ScriptedSocket(script);
        closing.add(socket);
        return socket;
    }

    private NewHeads listen(URI... urls) {
        Network network = new Network("local", Anvil.CHAIN_ID, "Local chain", false, 3, BigDecimal.TEN, "ETH", 18, List.of(), null,
                Arrays.asList(urls));
        NewHeads heads = new NewHeads(network, http, Duration.ofMillis(200));
        heads.open(hints::incrementAndGet);
        closing.add(heads::close);
        return heads;
    }
}
