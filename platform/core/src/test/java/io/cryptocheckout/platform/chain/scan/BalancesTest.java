package io.cryptocheckout.platform.chain.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptocheckout.devkit.Anvil;
import io.cryptocheckout.devkit.TestChain;
import io.cryptocheckout.platform.chain.Address;
import io.cryptocheckout.platform.chain.CheckoutChainProperties;
import io.cryptocheckout.platform.chain.Networks;
import io.cryptocheckout.platform.chain.node.Balances;
import io.cryptocheckout.platform.chain.node.Block.Header;
import io.cryptocheckout.platform.chain.node.BlockReader;
import io.cryptocheckout.platform.chain.node.NodePools;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.StringNode;

/** Many balances in one call are those that one call each would have answered; where a node has no such call, they are asked singly. */
class BalancesTest {
    /** Two whole programs of 700, and one address over. */
    private static final int MANY = 1401;
    private static final BigInteger MOST = BigInteger.TWO.pow(256).subtract(BigInteger.ONE);

    private static Anvil anvil;
    private static LyingNode node;
    private static final List<Address> ADDRESSES = new ArrayList<>();
    private static final Map<Address, BigInteger> EARLIER = new LinkedHashMap<>();
    private static final Map<Address, BigInteger> NOW = new LinkedHashMap<>();
    private static Header earlier;
    private static Header now;

    @BeforeAll
    static void start() {
        anvil = TestChain.onDemand();
        node = new LyingNode(anvil.rpcUrl());
        for (int i = 0; i < MANY; i++) {
            Address address = new Address(0x1_0000_0001L * (i + 1), i, i);
            ADDRESSES.add(address);
            BigInteger balance = i % 7 == 0 ? BigInteger.valueOf(i) : BigInteger.ZERO;
            EARLIER.put(address, i == MANY - 1 ? MOST : balance);
            NOW.put(address, i % 14 == 0 ? balance.add(BigInteger.ONE) : EARLIER.get(address));
        }
        earlier = mined(EARLIER);
        now = mined(NOW);
    }

    @AfterAll
    static void end() {
        node.close();
        anvil.close();
    }

    @Test
    void many_are_read_in_few_calls_and_for_the_block_that_is_named() {
        Map<String, AtomicInteger> calls = counting();
        assertThat(read(ADDRESSES, now)).containsExactlyEntriesOf(NOW);
        assertThat(read(ADDRESSES, earlier)).containsExactlyEntriesOf(EARLIER);
        assertThat(calls.get("eth_call")).hasValue(6);
        assertThat(calls).doesNotContainKey("eth_getBalance");
    }

    @Test
    void a_few_are_read_one_by_one() {
        Map<String, AtomicInteger> calls = counting();
        List<Address> few = ADDRESSES.subList(MANY - 32, MANY);
        assertThat(read(few, now).values()).containsExactlyElementsOf(few.stream().map(NOW::get).toList());
        assertThat(calls.get("eth_getBalance")).hasValue(32);
        assertThat(calls).doesNotContainKey("eth_call");
    }

    @Test
    void a_node_that_refuses_the_program_is_asked_one_by_one() {
        node.tells(LyingNode.refusing("eth_call", -32601));
        assertThat(read(ADDRESSES, now)).containsExactlyEntriesOf(NOW);
    }

    @Test
    void a_node_that_answers_something_else_is_asked_one_by_one() {
        String zeros = "00".repeat(32 * 700);
        List<Address> oneProgram = ADDRESSES.subList(0, 700);
        for (String nonsense : List.of("0x", "0x" + zeros + "00", "00" + zeros, "0x-1" + zeros.substring(2),
                "0x" + zeros.substring(2) + "zz")) {
            node.tells(LyingNode.changing("eth_call", (call, truth) -> StringNode.valueOf(nonsense)));
            assertThat(read(oneProgram, now).values()).as(nonsense.substring(0, Math.min(10, nonsense.length())))
                    .containsExactlyElementsOf(oneProgram.stream().map(NOW::get).toList());
        }
    }

    @Test
    void whatever_a_node_has_against_the_program_it_is_asked_one_by_one() {
        LyingNode.Lie tooLong = LyingNode.always(413, "text/plain", "Payload too large");
        LyingNode.Lie nothing = LyingNode.always(200, "application/json", "[]");
        LyingNode.Lie whole = LyingNode.always(200, "application/json",
                "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32600,\"message\":\"no\"}}");
        for (LyingNode.Lie lie : List.of(LyingNode.refusing("eth_call", -32005), tooLong, nothing, whole)) {
            node.tells((lying, exchange, request) -> request.get(0).get("method").stringValue().equals("eth_call")
                    && lie.answer(lying, exchange, request));
            assertThat(read(ADDRESSES, now)).containsExactlyEntriesOf(NOW);
        }
    }

    private static Map<String, AtomicInteger> counting() {
        Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();
        node.tells((lying, exchange, request) -> {
            request.forEach(call -> calls.computeIfAbsent(call.get("method").stringValue(), method -> new AtomicInteger())
                    .incrementAndGet());
            return false;
        });
        return calls;
    }

    /** By a pool of its own, so that no test meets a node that another one has spoiled. */
    private static Map<Address, BigInteger> read(List<Address> addresses, Header block) {
        CheckoutChainProperties properties = ChainFixture.properties(ChainFixture.follow(), List.of(node.url()));
        Networks networks = new Networks(properties, List.of());
        NodePools pools = new NodePools(networks, properties);
        try {
            return pools.of(networks.all().getFirst()).ask(asked -> Balances.at(asked, block.hash(), addresses));
        } finally {
            pools.destroy();
        }
    }

    private static Header mined(Map<Address, BigInteger> balances) {
        balances.forEach((address, balance) -> {
            if (balance.signum() > 0) {
                anvil.rpc("anvil_setBalance", address.hex(), "0x" + balance.toString(16));
            }
        });
        // anvil keeps a block's state when the next one is mined, with whatever was set in between.
        anvil.rpc("anvil_mine", "0x2");
        CheckoutChainProperties properties = ChainFixture.properties(ChainFixture.follow(), List.of(anvil.rpcUrl()));
        Networks networks = new Networks(properties, List.of());
        NodePools pools = new NodePools(networks, properties);
        try {
            return pools.of(networks.all().getFirst()).ask(asked -> BlockReader.headers(asked,
                    List.of(Long.decode(asked.call(String.class, "eth_blockNumber")) - 1)).getFirst());
        } finally {
            pools.destroy();
        }
    }
}
