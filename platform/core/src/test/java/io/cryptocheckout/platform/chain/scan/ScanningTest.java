package io.cryptocheckout.platform.chain.scan;

import static io.cryptocheckout.platform.chain.scan.ChainFixture.ETHER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cryptocheckout.devkit.Anvil;
import io.cryptocheckout.platform.chain.Address;
import io.cryptocheckout.platform.chain.ChainView;
import io.cryptocheckout.platform.chain.CheckoutChainProperties;
import io.cryptocheckout.platform.chain.Hash;
import io.cryptocheckout.platform.chain.Networks;
import io.cryptocheckout.platform.chain.PendingTransfer;
import io.cryptocheckout.platform.chain.Transfer;
import io.cryptocheckout.platform.chain.node.NodePools;
import io.cryptocheckout.platform.chain.node.ScriptedSocket;
import io.cryptocheckout.platform.chain.node.ScriptedSocket.Behaviour;
import io.cryptocheckout.platform.chain.store.PendingTransfers;
import io.cryptocheckout.platform.chain.store.ScannerRows;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The loop as it runs in a replica, on a chain that mines a block every second. */
class ScanningTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(50);

    static ChainFixture chain;
    private final List<Scanning> replicas = new ArrayList<>();
    private final List<AutoCloseable> closing = new ArrayList<>();

    @BeforeAll
    static void start() {
        chain = ChainFixture.everySecond();
    }

    @AfterAll
    static void end() {
        chain.close();
    }

    @AfterEach
    void stop() throws Exception {
        replicas.forEach(Scanning::stop);
        for (AutoCloseable closeable : closing) {
            closeable.close();
        }
    }

    @Test
    void a_payment_is_shown_as_pending_and_then_found_in_its_block() {
        replica();
        AtomicInteger heads = new AtomicInteger();
        closing.add(chain.heads.onNewHead(chainId -> heads.incrementAndGet())::run);
        Address address = chain.watched();
        Hash tx = await().atMost(PATIENCE).until(() -> shownPending(address), java.util.Objects::nonNull);
        await().atMost(PATIENCE).until(() -> chain.canonical(address).stream().anyMatch(found -> tx.equals(found.txHash())));
        assertThat(pending(address)).extracting(PendingTransfer::txHash).doesNotContain(tx);
        assertThat(heads).hasPositiveValue();
        assertThat(chain.changes()).contains(address);
    }

    /** Pays until a payment is seen before its block: the node mines every second whether we have looked or not. */
    private static Hash shownPending(Address address) {
        Hash tx = Hash.parse(chain.contracts.pay(address.hex(), BigInteger.ONE));
        while (chain.canonical(address).stream().noneMatch(found -> tx.equals(found.txHash()))) {
            if (pending(address).stream().anyMatch(shown -> shown.txHash().equals(tx))) {
                return tx;
            }
        }
        return null;
    }

    @Test
    void one_replica_scans_at_a_time_and_another_takes_over() {
        Scanning first = replica();
        await().atMost(PATIENCE).until(() -> chain.view() != null && chain.view().scannedThrough().isAfter(java.time.Instant.EPOCH));
        Object holder = state().holder();
        Scanning second = replica();
        long seen = chain.view().head();
        await().atMost(PATIENCE).until(() -> chain.view().head() > seen);
        assertThat(state().holder()).isEqualTo(holder);
        first.stop();
        Address address = chain.watched();
        chain.contracts.pay(address.hex(), ETHER);
        await().atMost(PATIENCE).until(() -> !chain.canonical(address).isEmpty());
        assertThat(state().holder()).isNotEqualTo(holder);
        assertThat(second.isRunning()).isTrue();
    }

    @Test
    void a_look_now_on_any_replica_finds_eth_sent_by_a_contract_to_an_address_that_is_not_open() {
        replica();
        Scanning other = replica();
        Address address = chain.watched();
        chain.contracts.mined(chain.contracts.forward(address.hex(), ETHER));
        await().atMost(PATIENCE).until(() -> {
            other.lookNow(address);
            return !chain.canonical(address).isEmpty();
        });
        assertThat(chain.canonical(address)).extracting(Transfer::amount).containsExactly(ETHER);
    }

    @Test
    void every_watched_address_is_looked_at_in_a_pass() {
        Address address = chain.watched();
        chain.contracts.mined(chain.contracts.forward(address.hex(), ETHER));
        replica(Duration.ofSeconds(2), chain.anvil.rpcUrl());
        await().atMost(PATIENCE).until(() -> !chain.canonical(address).isEmpty());
        Address later = chain.watched();
        chain.contracts.mined(chain.contracts.forward(later.hex(), ETHER));
        await().atMost(PATIENCE).until(() -> !chain.canonical(later).isEmpty());
    }

    @Test
    void a_node_that_is_away_is_reported_and_closes_no_moment_until_it_is_back() {
        LyingNode node = new LyingNode(chain.anvil.rpcUrl());
        closing.add(node);
        replica(Duration.ofHours(20), node.url());
        await().atMost(PATIENCE).until(() -> chain.view() != null && chain.view().head() == chain.head());
        node.tells(LyingNode.always(502, "text/html", "<html>Bad gateway</html>"));
        await().atMost(PATIENCE).until(() -> state().problem() != null);
        assertThat(state().problem()).contains("Local chain").contains("HTTP 502");
        ChainView stopped = chain.view();
        Address address = chain.opened();
        chain.contracts.mined(chain.contracts.forward(address.hex(), ETHER));
        assertThat(chain.view().scannedThrough()).isEqualTo(stopped.scannedThrough());
        assertThat(chain.transfers(address)).isEmpty();

        node.tells(LyingNode.Lie.NONE);
        await().atMost(PATIENCE).until(() -> !chain.canonical(address).isEmpty());
        await().atMost(PATIENCE).until(() -> state().problem() == null);
        assertThat(chain.view().scannedThrough()).isAfter(stopped.scannedThrough());
    }

    @Test
    void a_new_block_is_read_when_it_is_told_without_waiting_for_the_next_poll() {
        replica(Duration.ofHours(20), Duration.ofHours(1), chain.anvil.rpcUrl(), chain.anvil.webSocketUrl());
        Address address = chain.watched();
        chain.contracts.pay(address.hex(), ETHER);
        await().atMost(PATIENCE).until(() -> !chain.canonical(address).isEmpty());
    }

    @Test
    void only_the_replica_that_scans_asks_to_be_told() {
        ScriptedSocket first = new ScriptedSocket(Behaviour.SILENT);
        ScriptedSocket second = new ScriptedSocket(Behaviour.SILENT);
        closing.add(first);
        closing.add(second);
        Scanning leading = replica(Duration.ofHours(20), POLL, chain.anvil.rpcUrl(), first.url());
        await().atMost(PATIENCE).until(() -> first.connections.get() == 1);
        replica(Duration.ofHours(20), POLL, chain.anvil.rpcUrl(), second.url());
        long seen = chain.view().head();
        await().atMost(PATIENCE).until(() -> chain.view().head() > seen + 1);
        assertThat(second.connections).hasValue(0);
        leading.stop();
        await().atMost(PATIENCE).until(() -> second.connections.get() > 0);
    }

    @ParameterizedTest
    @MethodSource("socketsThatAreNoHelp")
    void polling_goes_on_beside_a_socket_that_is_no_help(ScriptedSocket socket) {
        closing.add(socket);
        replica(Duration.ofHours(20), POLL, chain.anvil.rpcUrl(), socket.url());
        Address address = chain.watched();
        chain.contracts.pay(address.hex(), ETHER);
        await().atMost(PATIENCE).until(() -> !chain.canonical(address).isEmpty());
        await().atMost(PATIENCE).until(() -> state().problem() == null);
    }

    static Stream<Named<ScriptedSocket>> socketsThatAreNoHelp() {
        ScriptedSocket refused = new ScriptedSocket(Behaviour.DROPPED);
        refused.close();
        return Stream.of(Named.of("refused", refused), Named.of("dropped", new ScriptedSocket(Behaviour.DROPPED)),
                Named.of("not a socket", new ScriptedSocket(Behaviour.NOT_A_SOCKET)),
                Named.of("silent", new ScriptedSocket(Behaviour.SILENT)),
                Named.of("garbage", new ScriptedSocket(ScriptedSocket.texts("<html>", "{\"method\":7}", "\u0000"))));
    }

    private Scanning replica() {
        return replica(Duration.ofHours(20), chain.anvil.rpcUrl());
    }

    private Scanning replica(Duration pass, URI node) {
        return replica(pass, POLL, node);
    }

    private Scanning replica(Duration pass, Duration poll, URI... nodes) {
        CheckoutChainProperties all = ChainFixture.properties(ChainFixture.follow(poll), List.of(nodes));
        CheckoutChainProperties properties = new CheckoutChainProperties(all.networks(), all.alchemy(), pass);
        Networks networks = new Networks(properties, List.of());
        Scanning scanning = new Scanning(networks, new NodePools(networks, properties), properties, chain.surroundings());
        scanning.start();
        replicas.add(scanning);
        return scanning;
    }

    private static List<PendingTransfer> pending(Address address) {
        return chain.database.acrossTenants("a test", worker -> PendingTransfers.to(worker, List.of(address)))
                .getOrDefault(address, List.of());
    }

    private static ScannerRows.State state() {
        return chain.database.acrossTenants("a test", ScannerRows::states).get(Anvil.CHAIN_ID);
    }
}
