package io.cryptocheckout.platform.chain.scan;

import static io.cryptocheckout.platform.chain.scan.ChainFixture.ETHER;
import static io.cryptocheckout.platform.chain.scan.ChainFixture.toTheHead;
import static io.cryptocheckout.platform.chain.scan.LyingNode.always;
import static io.cryptocheckout.platform.chain.scan.LyingNode.changing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptocheckout.platform.chain.Address;
import io.cryptocheckout.platform.chain.CheckoutChainProperties.FollowProperties;
import io.cryptocheckout.platform.chain.CheckoutChainProperties.Pending;
import io.cryptocheckout.platform.chain.NodesUnavailable;
import io.cryptocheckout.platform.chain.Transfer;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Whatever a node leaves out, makes up or contradicts: nothing is recorded, and the problem has a name. */
class UntrustworthyNodesTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final URI NOBODY = URI.create("http://127.0.0.1:1");

    static ChainFixture chain;
    LyingNode liar;
    private final List<LyingNode> more = new ArrayList<>();

    @BeforeAll
    static void start() {
        chain = ChainFixture.onDemand();
    }

    @AfterAll
    static void end() {
        chain.close();
    }

    @BeforeEach
    void scanEverythingThatIsThere() {
        toTheHead(chain.scanner());
        liar = new LyingNode(chain.anvil.rpcUrl());
    }

    @AfterEach
    void close() {
        liar.close();
        more.forEach(LyingNode::close);
    }

    static Stream<Arguments> lies() {
        return Stream.of(
                Arguments.of("did not answer in JSON-RPC", always(200, "text/html", "<html><body>Bad gateway</body></html>")),
                Arguments.of("did not answer in JSON-RPC", always(200, "application/json", "[{\"jsonrpc\":\"2.0\",\"id\":0,\"resu")),
                Arguments.of("answered HTTP 429", always(429, "text/plain", "slow down", "Retry-After", "1")),
                Arguments.of("answered HTTP 500", always(500, "text/html", "<html>oops</html>")),
                Arguments.of("-32005", always(200, "application/json",
                        "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32005,\"message\":\"limit exceeded\"}}")),
                Arguments.of("answered HTTP 302", always(302, "text/plain", "", "Location", "http://127.0.0.1:1/")),
                Arguments.of("unanswered", always(200, "application/json", "[]")),
                Arguments.of("follows chain 1,", changing("eth_chainId", (call, truth) -> JSON.valueToTree("0x1"))),
                Arguments.of("no latest block",
                        changing("eth_getBlockByNumber", (call, truth) -> JSON.nullNode())),
                Arguments.of("answered null to eth_getBlockReceipts",
                        changing("eth_getBlockReceipts", (call, truth) -> JSON.nullNode())),
                Arguments.of("leaves out 1 receipts",
                        changing("eth_getBlockReceipts", (call, truth) -> JSON.createArrayNode())),
                Arguments.of("receipts of another block", changing("eth_getBlockReceipts", UntrustworthyNodesTest::elsewhere)),
                Arguments.of("another transaction than the receipt", changing("eth_getTransactionByBlockHashAndIndex",
                        (call, truth) -> ((ObjectNode) truth).put("hash", "0x" + "ab".repeat(32)))),
                Arguments.of("changed its chain", changing("eth_getBlockByNumber", UntrustworthyNodesTest::tornOff)),
                Arguments.of("holds no quantity but -1", changing("eth_getTransactionByBlockHashAndIndex",
                        (call, truth) -> ((ObjectNode) truth).put("value", "-1"))),
                Arguments.of("behind block", changing("eth_getBlockByNumber", UntrustworthyNodesTest::stale)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lies")
    void are_waited_for_and_named_and_nothing_is_recorded(String problem, LyingNode.Lie lie) {
        Address address = chain.opened();
        var before = chain.view();
        chain.pay(address.hex(), ETHER);
        liar.tells(lie);
        NetworkScanner scanner = chain.scanner(liar.url());
        assertThatThrownBy(scanner::step).isInstanceOf(NodesUnavailable.class).hasMessageContaining(problem)
                .hasMessageContaining("127.0.0.1").hasMessageNotContaining("secret-key");
        assertThat(chain.transfers(address)).isEmpty();
        assertThat(chain.view().headHash()).isEqualTo(before.headHash());
        assertThat(chain.view().scannedThrough()).isEqualTo(before.scannedThrough());

        toTheHead(chain.scanner(liar.url(), chain.anvil.rpcUrl()));
        NetworkScannerTest.only(chain.transfers(address));
    }

    @Test
    void one_that_never_answers_is_left_after_the_timeout() {
        Address address = chain.watched();
        chain.pay(address.hex(), ETHER);
        liar.tells(LyingNode.silent());
        FollowProperties impatient = new FollowProperties(Duration.ofMillis(50), 100, 4, 100, Duration.ofMillis(300), 1024,
                1000, Duration.ofDays(36500), Pending.NONE, null);
        assertThatThrownBy(chain.scanner(impatient, liar.url())::step).hasMessageContaining("did not answer within 300 ms");
        toTheHead(chain.scanner(impatient, NOBODY, liar.url(), chain.anvil.rpcUrl()));
        NetworkScannerTest.only(chain.transfers(address));
    }

    @Test
    void one_that_asks_for_a_pause_is_left_alone_for_it() {
        liar.tells(always(429, "text/plain", "", "Retry-After", "120"));
        NetworkScanner scanner = chain.scanner(liar.url(), chain.anvil.rpcUrl());
        for (int i = 0; i < 10; i++) {
            scanner.step();
        }
        assertThat(liar.requests).hasValue(1);
    }

    @Test
    void an_invented_fork_is_not_followed_while_another_node_knows_better() {
        Address address = chain.watched();
        chain.pay(address.hex(), ETHER);
        toTheHead(chain.scanner());
        String real = chain.block(chain.head()).get("hash").stringValue();
        String invented = "0x" + "cd".repeat(32);
        liar.tells(LyingNode.renaming(real, invented));
        assertThatThrownBy(chain.scanner(liar.url(), NOBODY)::step).hasMessageContaining("no other node confirms it");
        NetworkScanner scanner = chain.scanner(liar.url(), chain.anvil.rpcUrl());
        scanner.step();
        assertThat(NetworkScannerTest.only(chain.transfers(address)).canonical()).isTrue();
        assertThat(chain.view().headHash()).hasToString(real);
    }

    @Test
    void a_large_payment_needs_two_nodes_that_tell_it_alike() {
        FollowProperties careful = careful(BigDecimal.TEN);
        Address address = chain.watched();
        chain.pay(address.hex(), ETHER);
        // The liar makes ten of one.
        liar.tells(changing("eth_getTransactionByBlockHashAndIndex",
                (call, truth) -> ((ObjectNode) truth).put("value", "0x" + ETHER.multiply(BigInteger.TEN).toString(16))));
        assertThatThrownBy(chain.scanner(careful, liar.url(), NOBODY)::step)
                .hasMessageContaining("no other node confirms it");
        assertThat(chain.transfers(address)).isEmpty();

        LyingNode honest = honest();
        toTheHead(chain.scanner(careful, liar.url(), honest.url(), chain.anvil.rpcUrl()));
        Transfer found = NetworkScannerTest.only(chain.transfers(address));
        assertThat(found.amount()).isEqualTo(ETHER);

        chain.pay(address.hex(), ETHER.multiply(BigInteger.TEN));
        liar.tells(LyingNode.Lie.NONE);
        toTheHead(chain.scanner(careful, liar.url(), honest.url()));
        assertThat(chain.canonical(address)).hasSize(2);
    }

    @Test
    void a_large_sum_that_only_a_balance_shows_needs_two_nodes_too() {
        Address address = chain.opened();
        chain.mine(1);
        liar.tells(changing("eth_getBalance", (call, truth) -> inHex(ETHER.multiply(BigInteger.TWO))));
        LyingNode honest = honest();
        NetworkScanner deceived = chain.scanner(careful(BigDecimal.ONE), liar.url(), NOBODY);
        assertThatThrownBy(deceived::step).hasMessageContaining("no other node confirms it");
        assertThat(chain.transfers(address)).isEmpty();

        toTheHead(chain.scanner(careful(BigDecimal.ONE), liar.url(), honest.url()));
        NetworkScanner again = chain.scanner(careful(BigDecimal.ONE), liar.url(), NOBODY);
        assertThatThrownBy(() -> again.readBalances(List.of(address))).hasMessageContaining("no other node confirms it");
        assertThat(chain.transfers(address)).isEmpty();

        liar.tells(LyingNode.Lie.NONE);
        chain.forward(address.hex(), ETHER.multiply(BigInteger.TWO));
        toTheHead(chain.scanner(careful(BigDecimal.ONE), liar.url(), honest.url()));
        assertThat(NetworkScannerTest.only(chain.transfers(address)).amount()).isEqualTo(ETHER.multiply(BigInteger.TWO));
    }

    @Test
    void a_large_sum_in_many_small_pieces_is_a_large_sum() {
        Address address = chain.opened();
        toTheHead(chain.scanner());
        chain.mine(8);
        List<String> blocks = new ArrayList<>();
        for (long number = chain.head() - 8; number <= chain.head(); number++) {
            blocks.add(chain.block(number).get("hash").stringValue());
        }
        // A quarter more in every block.
        liar.tells(changing("eth_getBalance", (call, truth) -> inHex(ETHER.divide(BigInteger.valueOf(4))
                .multiply(BigInteger.valueOf(blocks.indexOf(call.get("params").get(1).get("blockHash").stringValue()))))));
        assertThatThrownBy(chain.scanner(careful(BigDecimal.ONE), liar.url(), NOBODY)::step)
                .hasMessageContaining("no other node confirms it");
        assertThat(chain.transfers(address)).isEmpty();
    }

    /** A real balance with an invented payment out of it would leave the same money to be found a second time. */
    @Test
    void a_large_spending_needs_two_nodes_as_well() {
        Address address = chain.opened();
        chain.pay(address.hex(), ETHER.multiply(BigInteger.TWO));
        toTheHead(chain.scanner());
        chain.pay(ChainFixture.unwatched().hex(), ETHER);
        liar.tells(changing("eth_getBlockReceipts", (call, truth) -> {
            truth.forEach(receipt -> ((ObjectNode) receipt).put("from", address.hex()));
            return truth;
        }));
        assertThatThrownBy(chain.scanner(careful(BigDecimal.ONE), liar.url(), NOBODY)::step)
                .hasMessageContaining("no other node confirms it");
        assertThat(chain.canonical(address)).hasSize(1);
    }

    @Test
    void a_threshold_that_one_node_cannot_meet_stops_the_start() {
        FollowProperties careful = careful(BigDecimal.TEN);
        assertThatThrownBy(() -> chain.scanner(careful)).hasMessageContaining("checkout.chain.networks.local.rpc-urls");
    }

    @Test
    void a_chain_that_began_anew_is_reported_and_not_followed() {
        try (ChainFixture other = ChainFixture.onDemand()) {
            other.mine((int) (chain.head() - other.head()) + 5);
            var before = chain.view();
            assertThatThrownBy(chain.scanner(other.anvil.rpcUrl())::step)
                    .hasMessageContaining("another history than the last");
            assertThat(chain.view().headHash()).isEqualTo(before.headHash());
        }
    }

    private static FollowProperties careful(BigDecimal above) {
        return new FollowProperties(Duration.ofMillis(50), 100, 4, 100, Duration.ofSeconds(5), 1024, 1000,
                Duration.ofDays(36500), Pending.NONE, above);
    }

    private static JsonNode inHex(BigInteger amount) {
        return JSON.valueToTree("0x" + amount.toString(16));
    }

    private LyingNode honest() {
        LyingNode node = new LyingNode(chain.anvil.rpcUrl());
        more.add(node);
        return node;
    }

    private static JsonNode elsewhere(JsonNode call, JsonNode truth) {
        ((ArrayNode) truth).forEach(receipt -> ((ObjectNode) receipt).put("blockHash", "0x" + "ef".repeat(32)));
        return truth;
    }

    private static JsonNode tornOff(JsonNode call, JsonNode truth) {
        return truth instanceof ObjectNode block ? block.put("parentHash", "0x" + "12".repeat(32)) : truth;
    }

    private static JsonNode stale(JsonNode call, JsonNode truth) {
        boolean latest = call.get("params").get(0).stringValue().equals("latest");
        return latest ? chain.block(1) : truth;
    }
}
