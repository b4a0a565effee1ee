package io.cryptocheckout.platform.wallet;

import static io.cryptocheckout.platform.wallet.WalletBench.newAccount;
import static io.cryptocheckout.platform.wallet.WalletBench.owner;
import static io.cryptocheckout.platform.wallet.WalletBench.use;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.chain.Address;
import io.cryptocheckout.platform.wallet.keys.AccountPrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A backup knows nothing of the addresses that were shown after it was made. */
class RestoreTest {

    private final WalletBench bench = new WalletBench();
    private final Caller owner = owner(false);
    private final AccountPrivateKey account = newAccount(false);
    private final WalletBench.Node before = bench.node("before");

    @BeforeEach
    void aStoreThatHasSoldSomething() {
        use(before, owner, account);
        before.fill();
        before.pool.take(owner.scope());
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void nothingSkipsWhileTheDatabaseStaysTheSame() {
        assertThat(before.lineage.check()).isFalse();
        assertThat(bench.node("next").lineage.check()).isFalse();
    }

    @Test
    void afterARestoreNoAddressOfTheLostHoursIsOffered() {
        Set<Address> lost = shownAfterTheBackup(1000);
        pretendThatTheBackupCameFromAnotherCluster();
        WalletBench.Node node = bench.node("restored");
        node.fill();
        Set<Address> offered = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            offered.add(node.pool.take(owner.scope()).address());
            node.fill();
        }
        assertThat(offered).hasSize(1000).doesNotContainAnyElementsOf(lost);
        assertThat(bench.world.watched).containsAll(lost);
        assertThat(new WalletOwners(bench.database).of(lost)).hasSize(1000).containsValue(owner.scope());
    }

    @Test
    void theCounterAlsoPassesEveryIndexSeenUsedBeyondTheSkippedOnes() {
        int next = nextIndex();
        Address farther = account.publicKey().address(next + 10_007);
        Address farthest = account.publicKey().address(next + 10_025);
        bench.world.used.add(farther);
        bench.world.used.add(farthest);
        pretendThatTheBackupCameFromAnotherCluster();
        WalletBench.Node node = bench.node("restored");
        node.fill();
        assertThat(node.pool.take(owner.scope()).index()).isEqualTo(next + 10_026);
        assertThat(bench.world.watched).contains(farther, farthest, account.publicKey().address(next + 10_000));
    }

    @Test
    void whoeverIsWatchedHasAnOwnerBefore() {
        Set<Address> ownerless = new HashSet<>();
        bench.world.beforeWatching = addresses -> {
            Set<Address> owned = new WalletOwners(bench.database).of(addresses).keySet();
            addresses.stream().filter(each -> !owned.contains(each)).forEach(ownerless::add);
        };
        pretendThatTheBackupCameFromAnotherCluster();
        bench.node("restored").fill();
        assertThat(ownerless).isEmpty();
    }

    @Test
    void anotherTimelineOfTheSameClusterCounts() {
        bench.everything().execute("update wallet.lineage set timeline = timeline + 1");
        assertThat(bench.node("restored").lineage.check()).isTrue();
    }

    @Test
    void theChainsAreReadAgainFromTheBackupsTimeOnceAllIsWatched() {
        bench.clock.advance(Duration.ofMinutes(20));
        before.lineage.check();
        Instant backup = bench.clock.instant();
        bench.clock.advance(Duration.ofSeconds(20));
        before.lineage.check();
        pretendThatTheBackupCameFromAnotherCluster();
        bench.clock.advance(Duration.ofHours(5));
        WalletBench.Node node = bench.node("restored");
        node.lineage.check();
        bench.clock.advance(Duration.ofMinutes(1));
        node.lineage.check();
        node.filler.claim(100).forEach(node.filler::fill);
        assertThat(bench.world.lookedBack).as("not before all is watched").isEmpty();
        node.fill();
        assertThat(bench.world.lookedBack).containsExactly(backup);
        node.pool.take(owner.scope());
        node.fill();
        assertThat(bench.world.lookedBack).hasSize(1);
    }

    @Test
    void aSecondRestoreBeforeTheFirstIsSkippedForgetsNoLostHour() {
        Instant backup = bench.clock.instant();
        bench.clock.advance(Duration.ofHours(5));
        pretendThatTheBackupCameFromAnotherCluster();
        WalletBench.Node node = bench.node("restored");
        node.lineage.check();
        bench.clock.advance(Duration.ofHours(1));
        node.lineage.check();
        pretendThatTheBackupCameFromAnotherCluster();
        bench.node("restored again").fill();
        assertThat(bench.world.lookedBack).containsOnly(backup);
    }

    @Test
    void aChainThatCannotPromiseToLookBackIsAskedAgain() {
        pretendThatTheBackupCameFromAnotherCluster();
        WalletBench.Node node = bench.node("restored");
        node.lineage.check();
        bench.world.beforeLookingBack = () -> {
            throw new IllegalStateException("the database is away");
        };
        assertThatThrownBy(node::fill).hasMessage("the database is away");
        bench.world.beforeLookingBack = () -> {};
        bench.clock.advance(Duration.ofMinutes(3));
        node.fill();
        assertThat(bench.world.lookedBack).hasSize(1);
        assertThat(node.pool.take(owner.scope()).index()).isGreaterThanOrEqualTo(10_000);
    }

    @Test
    void theOperatorsWordCountsOnce() {
        WalletBench.Node declared = bench.new Node("restored", WalletBench.settings("2026-01-02 volume copied back"));
        assertThat(declared.lineage.check()).isTrue();
        assertThat(declared.lineage.check()).isFalse();
        assertThat(bench.new Node("restarted", WalletBench.settings("2026-01-02 volume copied back")).lineage.check()).isFalse();
        assertThat(bench.new Node("without", WalletBench.settings(null)).lineage.check()).isFalse();
    }

    @Test
    void aKeyWhoseFirstImportWasLostStartsBehindWhatItMayHaveShown() {
        pretendThatTheBackupCameFromAnotherCluster();
        WalletBench.Node node = bench.node("restored");
        node.fill();
        Caller newcomer = owner(false);
        AccountPrivateKey theirs = newAccount(false);
        use(node, newcomer, theirs);
        node.fill();
        assertThat(node.pool.take(newcomer.scope()).index()).isEqualTo(10_000);
        assertThat(bench.world.lookedBack).as("once for the known key, once for the new one").hasSize(2);
        assertThat(bench.world.watched).contains(theirs.publicKey().address(0), theirs.publicKey().address(9_999));
    }

    @Test
    void aRunningNodeNoticesBeforeItTakesAgain() {
        int held = WalletBench.settings(null).batch() - 1;
        pretendThatTheBackupCameFromAnotherCluster();
        Set<Integer> rest = IntStream.range(0, held).mapToObj(i -> before.pool.take(owner.scope()).index()).collect(Collectors.toSet());
        before.fill();
        assertThat(rest).allSatisfy(index -> assertThat(index).isLessThan(32));
        assertThat(before.pool.take(owner.scope()).index()).isGreaterThanOrEqualTo(10_000);
    }

    /** What customers saw in the hours that the backup does not know: the indexes that the backup would offer next. */
    private Set<Address> shownAfterTheBackup(int count) {
        return IntStream.range(8, 8 + count).mapToObj(account.publicKey()::address).collect(Collectors.toSet());
    }

    private int nextIndex() {
        return bench.everything().fetchSingle("select next_index from wallet.account").get(0, Integer.class);
    }

    private void pretendThatTheBackupCameFromAnotherCluster() {
        bench.everything().execute("update wallet.lineage set system_identifier = system_identifier + 1");
    }
}
