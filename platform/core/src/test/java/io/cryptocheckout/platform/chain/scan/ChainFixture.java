package io.cryptocheckout.platform.chain.scan;

import static io.cryptocheckout.jooq.chain.Tables.LOOK_BACK;

import io.cryptocheckout.devkit.Anvil;
import io.cryptocheckout.devkit.LocalContracts;
import io.cryptocheckout.devkit.TestChain;
import io.cryptocheckout.devkit.TestDatabase;
import io.cryptocheckout.platform.chain.Address;
import io.cryptocheckout.platform.chain.ChainView;
import io.cryptocheckout.platform.chain.CheckoutChainProperties;
import io.cryptocheckout.platform.chain.CheckoutChainProperties.FollowProperties;
import io.cryptocheckout.platform.chain.CheckoutChainProperties.NetworkProperties;
import io.cryptocheckout.platform.chain.CheckoutChainProperties.Pending;
import io.cryptocheckout.platform.chain.Heads;
import io.cryptocheckout.platform.chain.Network;
import io.cryptocheckout.platform.chain.Networks;
import io.cryptocheckout.platform.chain.Transfer;
import io.cryptocheckout.platform.chain.node.NodePools;
import io.cryptocheckout.platform.chain.scan.NetworkScanner.Surroundings;
import io.cryptocheckout.platform.chain.store.AddressChanges;
import io.cryptocheckout.platform.chain.store.Cursors;
import io.cryptocheckout.platform.chain.store.Transfers;
import io.cryptocheckout.platform.chain.store.WatchedAddresses;
import io.cryptocheckout.platform.database.Database;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import tools.jackson.databind.JsonNode;

/** A real chain, a real database, and scanners between them that move only when told. */
final class ChainFixture implements AutoCloseable {
    static final BigInteger ETHER = BigInteger.TEN.pow(18);
    private static final SecureRandom RANDOM = new SecureRandom();

    final Anvil anvil;
    final LocalContracts contracts;
    final TestDatabase testDatabase = TestDatabase.fresh();
    final Database database = database(testDatabase);
    final List<Address> open = new CopyOnWriteArrayList<>();
    final Heads heads = new Heads();
    final Clock clock = Clock.systemUTC();

    private ChainFixture(Anvil anvil) {
        this.anvil = anvil;
        this.contracts = LocalContracts.on(anvil.rpcUrl());
    }

    /** A chain that mines a block for each transaction. */
    static ChainFixture onDemand() {
        return new ChainFixture(TestChain.onDemand());
    }

    static ChainFixture everySecond() {
        return new ChainFixture(TestChain.everySecond());
    }

    static Database database(TestDatabase test) {
        return new Database(DSL.using(test.app(), SQLDialect.POSTGRES), DSL.using(test.worker(), SQLDialect.POSTGRES));
    }

    /** A scanner as a replica of its own would have it. */
    NetworkScanner scanner(URI... nodes) {
        return scanner(follow(), nodes);
    }

    NetworkScanner scanner(FollowProperties follow, URI... nodes) {
        CheckoutChainProperties properties = properties(follow, nodes.length == 0 ? List.of(anvil.rpcUrl()) : List.of(nodes));
        Networks networks = new Networks(properties, List.of());
        Network network = networks.all().getFirst();
        return new NetworkScanner(network, properties.networks().get("local"),
                new NodePools(networks, properties).of(network), surroundings());
    }

    /** Reads these blocks again, both included, in steps of a few. */
    void readAgain(long first, long last) {
        lookBack(first, last);
        PastBlocks past = pastBlocks();
        while (past.step()) {
            Thread.onSpinWait();
        }
    }

    /** A reading under way, as a replica that ended in the middle of it leaves it. */
    void lookBack(long next, long last) {
        database.acrossTenants("a test", worker -> worker.insertInto(LOOK_BACK)
                .columns(LOOK_BACK.CHAIN_ID, LOOK_BACK.NEXT_NUMBER, LOOK_BACK.LAST_NUMBER).values(Anvil.CHAIN_ID, next, last)
                .onConflict(LOOK_BACK.CHAIN_ID).doUpdate().set(LOOK_BACK.NEXT_NUMBER, next).set(LOOK_BACK.LAST_NUMBER, last).execute());
    }

    PastBlocks pastBlocks() {
        CheckoutChainProperties properties = properties(follow(), List.of(anvil.rpcUrl()));
        Networks networks = new Networks(properties, List.of());
        Network network = networks.all().getFirst();
        return new PastBlocks(network, properties.networks().get("local"), new NodePools(networks, properties).of(network),
                surroundings());
    }

    Surroundings surroundings() {
        return new Surroundings(database, new WatchedSet(database), livemode -> List.copyOf(open), heads, clock);
    }

    static CheckoutChainProperties properties(FollowProperties follow, List<URI> nodes) {
        NetworkProperties local = new NetworkProperties(Anvil.CHAIN_ID, "Local chain", false, 3, BigDecimal.valueOf(1000),
                "ETH", 18, List.of(), null, nodes, follow);
        return new CheckoutChainProperties(Map.of("local", local), Map.of(), Duration.ofHours(20));
    }

    static FollowProperties follow() {
        return follow(Duration.ofMillis(50));
    }

    static FollowProperties follow(Duration poll) {
        return new FollowProperties(poll, 100, 4, 100, Duration.ofSeconds(5), 1024, 1000,
                Duration.ofDays(36500), Pending.PENDING_BLOCK, null);
    }

    /** Each of these returns when a block holds the transaction; its hash. */
    String pay(String to, BigInteger wei) {
        return mined(contracts.pay(to, wei));
    }

    String mint(String to, BigInteger units) {
        return mined(contracts.mint(to, units));
    }

    String forward(String to, BigInteger wei) {
        return mined(contracts.forward(to, wei));
    }

    String vanish(String to, BigInteger wei) {
        return mined(contracts.vanish(to, wei));
    }

    String mined(String tx) {
        contracts.mined(tx);
        return tx;
    }

    /** A new address that nobody has used, already watched. */
    Address watched() {
        Address address = unwatched();
        watch(address);
        return address;
    }

    static Address unwatched() {
        return new Address(RANDOM.nextLong(), RANDOM.nextLong(), RANDOM.nextInt());
    }

    /** Watched, and waiting for money. */
    Address opened() {
        Address address = watched();
        open.add(address);
        return address;
    }

    void watch(Address address) {
        database.acrossTenants("a test", worker -> WatchedAddresses.add(worker, List.of(address), Instant.now()));
    }

    List<Transfer> transfers(Address address) {
        return transfers(List.of(address)).getOrDefault(address, List.of());
    }

    Map<Address, List<Transfer>> transfers(Collection<Address> addresses) {
        return database.acrossTenants("a test", worker -> Transfers.to(worker, addresses));
    }

    List<Transfer> canonical(Address address) {
        return transfers(address).stream().filter(Transfer::canonical).toList();
    }

    ChainView view() {
        return database.acrossTenants("a test", worker -> Cursors.views(worker, clock.instant())).get(Anvil.CHAIN_ID);
    }

    List<Address> changes() {
        return database.acrossTenants("a test", worker -> AddressChanges.take(worker, 10_000));
    }

    static void toTheHead(NetworkScanner scanner) {
        while (!scanner.step().reachedHead()) {
            Thread.onSpinWait();
        }
    }

    void mine(int blocks) {
        anvil.rpc("anvil_mine", "0x" + Integer.toHexString(blocks));
    }

    /** Throws the last blocks away and mines as many empty ones in their place: the height stays. */
    void reorg(int depth) {
        anvil.rpc("anvil_reorg", depth, List.of());
    }

    long head() {
        return Long.decode(anvil.rpc("eth_blockNumber").stringValue());
    }

    JsonNode block(long number) {
        return anvil.rpc("eth_getBlockByNumber", "0x" + Long.toHexString(number), false);
    }

    @Override
    public void close() {
        testDatabase.close();
        anvil.close();
    }
}
