package io.cryptocheckout.platform.wallet;

import static io.cryptocheckout.platform.wallet.WalletBench.newAccount;
import static io.cryptocheckout.platform.wallet.WalletBench.owner;
import static io.cryptocheckout.platform.wallet.WalletBench.use;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.chain.Address;
import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import io.cryptocheckout.platform.wallet.keys.AccountPrivateKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AddressPoolTest {

    private static final int TAKES = Integer.getInteger("checkout.test.addresses", 1000);

    private final WalletBench bench = new WalletBench();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void parallelTakesOnSeveralNodesGiveDistinctWatchedAddresses() throws Exception {
        Caller owner = owner(false);
        Scope scope = owner.scope();
        List<WalletBench.Node> nodes = List.of(bench.node("a").started(), bench.node("b").started(), bench.node("c").started());
        use(nodes.getFirst(), owner, newAccount(false));
        Set<Address> seen = ConcurrentHashMap.newKeySet();
        try (ExecutorService clients = Executors.newFixedThreadPool(24)) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < TAKES; i++) {
                WalletBench.Node node = nodes.get(i % nodes.size());
                running.add(clients.submit(() -> {
                    PooledAddress taken = node.pool.take(scope);
                    assertThat(bench.world.watched).contains(taken.address());
                    assertThat(seen.add(taken.address())).as("%s was given twice", taken).isTrue();
                }));
            }
            for (Future<?> each : running) {
                each.get();
            }
        }
        nodes.forEach(WalletBench.Node::close);
        assertThat(seen).hasSize(TAKES);
        assertThat(new WalletOwners(bench.database).of(seen)).hasSize(TAKES).containsValue(scope);
    }

    @Test
    void indexesAreGivenInOrderFromTheFirst() {
        Caller owner = owner(false);
        AccountPrivateKey account = newAccount(false);
        WalletBench.Node node = bench.node("a");
        use(node, owner, account);
        node.fill();
        List<PooledAddress> taken = IntStream.range(0, 20).mapToObj(i -> node.pool.take(owner.scope())).toList();
        assertThat(taken).extracting(PooledAddress::index).containsExactlyElementsOf(IntStream.range(0, 20).boxed().toList());
        assertThat(taken).allSatisfy(each -> assertThat(each.address()).isEqualTo(account.publicKey().address(each.index())));
        assertThat(node.wallets.view(owner.scope()).highestUsedIndex()).isGreaterThanOrEqualTo(19);
    }

    @Test
    void takingFromMemoryAsksNoDatabase() {
        Caller owner = owner(false);
        WalletBench.Node node = bench.node("a");
        use(node, owner, newAccount(false));
        node.fill();
        node.pool.take(owner.scope());
        bench.postgres.close();
        assertThat(node.pool.take(owner.scope())).isNotNull();
        assertThat(node.pool.take(owner.scope())).isNotNull();
        assertThat(node.pool.waited()).isEqualTo(1);
        assertThat(node.pool.taken()).isEqualTo(3);
    }

    @Test
    void anAddressWithALifeOfItsOwnIsNeverOffered() {
        Caller owner = owner(false);
        AccountPrivateKey account = newAccount(false);
        Set<Address> used = Set.of(account.publicKey().address(0), account.publicKey().address(1), account.publicKey().address(5));
        bench.world.used.addAll(used);
        WalletBench.Node node = bench.node("a");
        use(node, owner, account);
        node.fill();
        List<PooledAddress> taken = IntStream.range(0, 10).mapToObj(i -> node.pool.take(owner.scope())).toList();
        assertThat(taken).extracting(PooledAddress::index).containsExactly(2, 3, 4, 6, 7, 8, 9, 10, 11, 12);
        assertThat(bench.world.watched).doesNotContainAnyElementsOf(used);
    }

    @Test
    void anAddressThatReceivesBeforeItIsOfferedIsRetired() {
        Caller owner = owner(false);
        AccountPrivateKey account = newAccount(false);
        WalletBench.Node node = bench.node("a");
        use(node, owner, account);
        node.fill();
        node.pool.take(owner.scope());
        node.pool.retire(owner.scope(), account.publicKey().address(1));
        node.pool.retire(owner.scope(), account.publicKey().address(12));
        List<PooledAddress> taken = IntStream.range(0, 12).mapToObj(i -> node.pool.take(owner.scope())).toList();
        assertThat(taken).extracting(PooledAddress::index).doesNotContain(1, 12).startsWith(2, 3, 4);
    }

    @Test
    void anAddressThatReceivesInTheHandsOfAnotherNodeDoesNotComeBackFromIt() {
        Caller owner = owner(false);
        WalletBench.Node holding = bench.node("a");
        use(holding, owner, newAccount(false));
        holding.fill();
        holding.pool.take(owner.scope());
        PooledAddress unused = holding.pool.take(owner.scope());
        holding.pool.giveBack(owner.scope(), unused);
        WalletBench.Node seeing = bench.node("b");
        seeing.pool.retire(owner.scope(), unused.address());
        holding.close();
        assertThat(seeing.pool.take(owner.scope()).index()).isEqualTo(unused.index() + 1);
    }

    @Test
    void whileNoNodeAnswersNothingIsOfferedAndNoIndexIsLost() {
        Caller owner = owner(false);
        WalletBench.Node node = bench.node("a").started();
        bench.world.down = true;
        use(node, owner, newAccount(false));
        assertThat(refusalOf(node, owner.scope())).isEqualTo(Refusal.ADDRESS_POOL_EMPTY);
        bench.world.down = false;
        bench.clock.advance(Duration.ofMinutes(3));
        assertThat(node.pool.take(owner.scope()).index()).isZero();
        node.close();
    }

    @Test
    void withoutAWalletTheRefusalSaysWhatToDo() {
        Refused refused = catchThrowableOfType(Refused.class, () -> bench.node("a").pool.take(new Scope(UUID.randomUUID(), true)));
        assertThat(refused.refusal()).isEqualTo(Refusal.WALLET_MISSING);
        assertThat(refused.text()).contains("live mode", "Settings, Wallet");
    }

    @Test
    void aCrashBurnsWhatTheNodeHeldAndItStaysWatched() {
        Caller owner = owner(false);
        WalletBench.Node crashed = bench.node("a");
        use(crashed, owner, newAccount(false));
        crashed.fill();
        PooledAddress before = crashed.pool.take(owner.scope());
        WalletBench.Node next = bench.node("b");
        PooledAddress after = next.pool.take(owner.scope());
        assertThat(after.index()).isGreaterThanOrEqualTo(before.index() + WalletBench.settings(null).batch());
        assertThat(bench.world.watched).hasSize(32);
    }

    @Test
    void aNodeThatStopsGivesBackWhatItNeverOffered() {
        Caller owner = owner(false);
        WalletBench.Node stopping = bench.node("a");
        use(stopping, owner, newAccount(false));
        stopping.fill();
        PooledAddress first = stopping.pool.take(owner.scope());
        PooledAddress unused = stopping.pool.take(owner.scope());
        stopping.pool.giveBack(owner.scope(), unused);
        stopping.close();
        assertThat(bench.node("b").pool.take(owner.scope()).index()).isEqualTo(first.index() + 1);
    }

    @Test
    void aBusyStoreGetsAPoolThatFitsItsDemand() {
        Caller owner = owner(false);
        WalletBench.Node node = bench.node("a");
        use(node, owner, newAccount(false));
        for (int i = 0; i < 500; i++) {
            node.fill();
            node.pool.take(owner.scope());
        }
        node.fill();
        assertThat(node.wallets.view(owner.scope()).addressesReady()).isGreaterThan(500);
        assertThat(node.pool.waited()).isEqualTo(1);
    }

    private static Refusal refusalOf(WalletBench.Node node, Scope scope) {
        return catchThrowableOfType(Refused.class, () -> node.pool.take(scope)).refusal();
    }
}
