package io.cryptocheckout.platform.wallet;

import static io.cryptocheckout.platform.wallet.WalletBench.newAccount;
import static io.cryptocheckout.platform.wallet.WalletBench.owner;
import static io.cryptocheckout.platform.wallet.WalletBench.proof;
import static io.cryptocheckout.platform.wallet.WalletBench.use;
import static io.cryptocheckout.platform.wallet.WalletBench.watchOnly;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import io.cryptocheckout.platform.tenancy.StoreStanding;
import io.cryptocheckout.platform.tenancy.TestStores;
import io.cryptocheckout.platform.wallet.keys.AccountPath;
import io.cryptocheckout.platform.wallet.keys.AccountPrivateKey;
import io.cryptocheckout.platform.wallet.keys.Mnemonic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class WalletsTest {

    private static WalletBench bench;
    private static WalletBench.Node node;

    @BeforeAll
    static void open() {
        bench = new WalletBench();
        node = bench.node("a");
    }

    @AfterAll
    static void close() {
        bench.close();
    }

    @Test
    void aWalletIsUsedOnlyOnceItsFirstAddressIsConfirmed() {
        Caller owner = owner(false);
        AccountPrivateKey account = newAccount(false);
        WalletProposal proposal = node.wallets.propose(owner, watchOnly(account));
        assertThat(proposal.firstAddress()).isEqualTo(account.publicKey().address(0));
        assertThat(proposal.path()).isEqualTo("m/44'/1'/0'");
        assertThat(proposal.challenge()).isNull();
        assertThat(node.wallets.view(owner.scope())).isNull();
        assertThat(refusalOf(() -> node.pool.take(owner.scope()))).isEqualTo(Refusal.WALLET_MISSING);
        WalletView used = node.wallets.confirm(owner, proposal.id(), WalletConfirmation.bySight());
        assertThat(used.status()).isEqualTo(WalletView.Status.ACTIVE);
        assertThat(node.wallets.view(owner.scope())).isEqualTo(used);
        assertThat(refusalOf(() -> node.wallets.confirm(owner, proposal.id(), WalletConfirmation.bySight())))
                .isEqualTo(Refusal.WALLET_PROPOSAL_EXPIRED);
    }

    @Test
    void aLiveWalletNeedsASignatureOfItsFirstAddress() {
        Caller owner = owner(true);
        AccountPrivateKey account = newAccount(true);
        WalletProposal proposal = node.wallets.propose(owner, watchOnly(account));
        assertThat(proposal.path()).isEqualTo("m/44'/60'/0'");
        assertThat(proposal.challenge()).contains("Mode: live", "Store: store_", proposal.firstAddress().toString(), "2026-01-0");
        assertThat(refusalOf(() -> node.wallets.confirm(owner, proposal.id(), WalletConfirmation.bySight())))
                .isEqualTo(Refusal.WALLET_PROOF_INVALID);
        assertThat(refusalOf(() -> node.wallets.confirm(owner, proposal.id(), proof(proposal, newAccount(true), null))))
                .isEqualTo(Refusal.WALLET_PROOF_INVALID);
        assertThat(node.wallets.view(owner.scope())).isNull();
        assertThat(node.wallets.confirm(owner, proposal.id(), proof(proposal, account, null)).status())
                .isEqualTo(WalletView.Status.ACTIVE);
    }

    @Test
    void aSignatureForAnotherImportProvesNothing() {
        Caller owner = owner(true);
        AccountPrivateKey account = newAccount(true);
        WalletProposal earlier = node.wallets.propose(owner, watchOnly(account));
        bench.clock.advance(Duration.ofSeconds(1));
        WalletProposal later = node.wallets.propose(owner, watchOnly(account));
        assertThat(refusalOf(() -> node.wallets.confirm(owner, later.id(), proof(earlier, account, null))))
                .isEqualTo(Refusal.WALLET_PROOF_INVALID);
        assertThat(refusalOf(() -> node.wallets.confirm(owner, earlier.id(), proof(earlier, account, null))))
                .isEqualTo(Refusal.WALLET_PROPOSAL_EXPIRED);
    }

    @Test
    void anImportThatIsNotConfirmedInTimeHasToBeStartedAgain() {
        Caller owner = owner(false);
        WalletProposal proposal = node.wallets.propose(owner, watchOnly(newAccount(false)));
        assertThat(node.wallets.proposal(owner)).isEqualTo(proposal);
        bench.clock.advance(Duration.ofHours(1));
        assertThat(node.wallets.proposal(owner)).isNull();
        assertThat(refusalOf(() -> node.wallets.confirm(owner, proposal.id(), WalletConfirmation.bySight())))
                .isEqualTo(Refusal.WALLET_PROPOSAL_EXPIRED);
    }

    @Test
    void oneAccountKeyServesOneStoreAndModeAndNobodyHearsWhose() {
        AccountPrivateKey account = newAccount(false);
        Caller first = owner(false);
        use(node, first, account);
        Caller otherStore = owner(false);
        Caller otherMode = owner(new Scope(first.scope().storeId(), true));
        for (Caller other : List.of(otherStore, otherMode)) {
            Refused refused = catchThrowableOfType(Refused.class, () -> node.wallets.propose(other, watchOnly(account)));
            assertThat(refused.refusal()).isEqualTo(Refusal.WALLET_KEY_IN_USE);
            assertThat(refused.text()).doesNotContain(first.scope().storeId().toString(), "store_", first.principal().label());
        }
    }

    @Test
    void ofTwoStoresThatImportOneKeyAtTheSameTimeOneIsRefused() {
        AccountPrivateKey account = newAccount(false);
        Caller one = owner(false);
        Caller two = owner(false);
        WalletProposal first = node.wallets.propose(one, watchOnly(account));
        WalletProposal second = node.wallets.propose(two, watchOnly(account));
        node.wallets.confirm(one, first.id(), WalletConfirmation.bySight());
        assertThat(refusalOf(() -> node.wallets.confirm(two, second.id(), WalletConfirmation.bySight())))
                .isEqualTo(Refusal.WALLET_KEY_IN_USE);
        assertThat(node.wallets.view(two.scope())).isNull();
    }

    @Test
    void importingAKeyAgainContinuesItsCounter() {
        Caller owner = owner(false);
        AccountPrivateKey account = newAccount(false);
        use(node, owner, account);
        node.fill();
        int last = node.pool.take(owner.scope()).index();
        use(node, owner, newAccount(false));
        node.fill();
        PooledAddress between = node.pool.take(owner.scope());
        use(node, owner, account);
        node.fill();
        PooledAddress again = node.pool.take(owner.scope());
        assertThat(between.index()).isZero();
        assertThat(again.index()).isGreaterThan(last);
        assertThat(again.address()).isEqualTo(account.publicKey().address(again.index()));
    }

    @Test
    void addressesOfAReplacedWalletAreNotOfferedAnyMore() {
        Caller owner = owner(false);
        AccountPrivateKey old = newAccount(false);
        AccountPrivateKey next = newAccount(false);
        WalletBench.Node other = bench.node("b").started();
        use(node, owner, old);
        node.fill();
        assertThat(other.pool.take(owner.scope()).address()).isEqualTo(old.publicKey().address(0));
        UUID replacing = use(node, owner, next).id();
        node.fill();
        // The other node learns of it by its own loop.
        Awaitility.await().until(() -> other.pool.take(owner.scope()).walletId().equals(replacing));
        other.close();
    }

    @Test
    void replacingALiveWalletNeedsThePasswordAndWaitsADay() {
        Caller owner = owner(true);
        AccountPrivateKey next = newAccount(true);
        UUID current = use(node, owner, newAccount(true)).id();
        WalletProposal proposal = node.wallets.propose(owner, watchOnly(next));
        assertThat(proposal.replacesLive()).isTrue();
        assertThat(refusalOf(() -> node.wallets.confirm(owner, proposal.id(), proof(proposal, next, null))))
                .isEqualTo(Refusal.REAUTHENTICATION_REQUIRED);
        var stale = bench.clock.instant().minus(Duration.ofMinutes(11));
        assertThat(refusalOf(() -> node.wallets.confirm(owner, proposal.id(), proof(proposal, next, stale))))
                .isEqualTo(Refusal.REAUTHENTICATION_REQUIRED);
        WalletView scheduled = node.wallets.confirm(owner, proposal.id(), proof(proposal, next, bench.clock.instant()));
        assertThat(scheduled.status()).isEqualTo(WalletView.Status.SCHEDULED);
        bench.clock.advance(Duration.ofHours(24).minusSeconds(1));
        node.wallets.activateDue();
        assertThat(node.wallets.view(owner.scope()).id()).isEqualTo(current);
        bench.clock.advance(Duration.ofSeconds(1));
        node.wallets.activateDue();
        assertThat(node.wallets.view(owner.scope()).id()).isEqualTo(scheduled.id());
        assertThat(node.wallets.scheduled(owner.scope())).isNull();
        assertThat(mailsTo(owner)).containsExactly("Your live wallet will change", "Your live wallet has changed");
    }

    @Test
    void aScheduledChangeWaitsWhileTheStoreIsSuspendedAndItsDayBeginsAnewThen() {
        UUID store = TestStores.create(bench.database, bench.clock, UUID.randomUUID());
        Caller owner = owner(new Scope(store, true));
        AccountPrivateKey next = newAccount(true);
        UUID current = use(node, owner, newAccount(true)).id();
        WalletProposal proposal = node.wallets.propose(owner, watchOnly(next));
        UUID scheduled = node.wallets.confirm(owner, proposal.id(), proof(proposal, next, bench.clock.instant())).id();
        WalletProposal another = node.wallets.propose(owner, watchOnly(next));
        bench.database.asOperator("a test suspends a store",
                operators -> StoreStanding.suspend(operators.of(store), "Who is this?", bench.clock.instant()));
        assertThat(refusalOf(() -> node.wallets.propose(owner, watchOnly(next)))).isEqualTo(Refusal.STORE_SUSPENDED);
        assertThat(refusalOf(() -> node.wallets.confirm(owner, another.id(), proof(another, next, bench.clock.instant()))))
                .isEqualTo(Refusal.STORE_SUSPENDED);
        for (int hour = 0; hour < 30; hour++) {
            bench.clock.advance(Duration.ofHours(1));
            node.wallets.activateDue();
        }
        bench.database.asOperator("a test lets a store go on", operators -> StoreStanding.resume(operators.of(store)));
        bench.clock.advance(Duration.ofHours(24).minusSeconds(1));
        node.wallets.activateDue();
        assertThat(node.wallets.view(owner.scope()).id()).isEqualTo(current);
        bench.clock.advance(Duration.ofSeconds(1));
        node.wallets.activateDue();
        assertThat(node.wallets.view(owner.scope()).id()).isEqualTo(scheduled);
    }

    @Test
    void aScheduledChangeCanBeCancelledAndHidesNoSecondOne() {
        Caller owner = owner(true);
        AccountPrivateKey next = newAccount(true);
        UUID current = use(node, owner, newAccount(true)).id();
        WalletProposal proposal = node.wallets.propose(owner, watchOnly(next));
        UUID scheduled = node.wallets.confirm(owner, proposal.id(), proof(proposal, next, bench.clock.instant())).id();
        AccountPrivateKey third = newAccount(true);
        WalletProposal second = node.wallets.propose(owner, watchOnly(third));
        assertThat(refusalOf(() -> node.wallets.confirm(owner, second.id(), proof(second, third, bench.clock.instant()))))
                .isEqualTo(Refusal.WALLET_CHANGE_SCHEDULED);
        node.wallets.cancel(owner, scheduled);
        assertThat(mailsTo(owner)).containsExactlyInAnyOrder("Your live wallet will change",
                "The change of your live wallet was cancelled");
        bench.clock.advance(Duration.ofHours(25));
        node.wallets.activateDue();
        assertThat(node.wallets.view(owner.scope()).id()).isEqualTo(current);
    }

    @Test
    void onlyTheOwnerMayTouchTheWallet() {
        Caller owner = owner(false);
        Caller admin = new Caller(owner.scope(), Set.of(), owner.principal());
        WalletProposal proposal = node.wallets.propose(owner, watchOnly(newAccount(false)));
        assertThat(refusalOf(() -> node.wallets.propose(admin, watchOnly(newAccount(false))))).isEqualTo(Refusal.PERMISSION_MISSING);
        assertThat(refusalOf(() -> node.wallets.confirm(admin, proposal.id(), WalletConfirmation.bySight())))
                .isEqualTo(Refusal.PERMISSION_MISSING);
        assertThat(refusalOf(() -> node.wallets.cancel(admin, proposal.id()))).isEqualTo(Refusal.PERMISSION_MISSING);
    }

    @Test
    void anotherStoresProposalIsAsUnknownAsNone() {
        WalletProposal proposal = node.wallets.propose(owner(false), watchOnly(newAccount(false)));
        Caller stranger = owner(false);
        assertThat(refusalOf(() -> node.wallets.confirm(stranger, proposal.id(), WalletConfirmation.bySight())))
                .isEqualTo(Refusal.NOT_FOUND);
        assertThat(refusalOf(() -> node.wallets.cancel(stranger, proposal.id()))).isEqualTo(Refusal.NOT_FOUND);
    }

    @Test
    void aPublishedPhraseIsRefusedInLiveModeAlone() {
        Mnemonic junk = Mnemonic.parse("test test test test test test test test test test test junk");
        assertThat(refusalOf(() -> node.wallets.propose(owner(true), watchOnly(junk.account(AccountPath.standard(true))))))
                .isEqualTo(Refusal.WALLET_KEY_PUBLISHED);
        assertThat(refusalOf(() -> node.wallets.propose(owner(true), watchOnly(junk.account(new AccountPath(1, 3))))))
                .isEqualTo(Refusal.WALLET_KEY_PUBLISHED);
        assertThat(node.wallets.propose(owner(false), watchOnly(junk.account(AccountPath.standard(true)))).firstAddress())
                .hasToString("0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266");
    }

    @Test
    void aPrivateKeyIsTakenOnlyWhereTheServerShallSign() {
        AccountPrivateKey account = newAccount(false);
        String xprv = new String(account.bytes(), StandardCharsets.US_ASCII);
        Refused refused = catchThrowableOfType(Refused.class,
                () -> node.wallets.propose(owner(false), new NewWallet(xprv, Custody.WATCH_ONLY, null)));
        assertThat(refused.refusal()).isEqualTo(Refusal.WALLET_KEY_PRIVATE);
        assertThat(refused.text()).doesNotContain(xprv);
        assertThat(new NewWallet(xprv, Custody.WATCH_ONLY, null).toString()).doesNotContain(xprv);
        Caller owner = owner(false);
        WalletProposal proposal = node.wallets.propose(owner, new NewWallet(xprv, Custody.SERVER_SIGNING, null));
        assertThat(proposal.firstAddress()).isEqualTo(account.publicKey().address(0));
        assertThat(node.wallets.confirm(owner, proposal.id(), WalletConfirmation.bySight()).custody()).isEqualTo(Custody.SERVER_SIGNING);
        node.wallets.forgetAccountKey(owner);
        assertThat(node.wallets.view(owner.scope()).custody()).isEqualTo(Custody.WATCH_ONLY);
    }

    @Test
    void theDatabaseHoldsNeitherPublicNorPrivateExtendedKeysInClear() {
        Caller owner = owner(false);
        AccountPrivateKey account = newAccount(false);
        String xprv = new String(account.bytes(), StandardCharsets.US_ASCII);
        WalletProposal proposal = node.wallets.propose(owner, new NewWallet(xprv, Custody.SERVER_SIGNING, null));
        node.wallets.confirm(owner, proposal.id(), WalletConfirmation.bySight());
        String dump = bench.everything().fetch("""
                select string_agg(encode(xpub, 'escape') || coalesce(encode(account_key, 'escape'), '') || wallet::text, ' ')
                from wallet.wallet""").formatCSV() + bench.everything().fetch("select * from wallet.account").formatCSV();
        assertThat(dump).doesNotContain(xprv, account.publicKey().encode(), "xprv", "xpub6");
    }

    @Test
    void aSealedAccountKeyMovedToAnotherStoresRowDoesNotOpen() {
        Caller victim = owner(false);
        Caller thief = owner(false);
        String xprv = new String(newAccount(false).bytes(), StandardCharsets.US_ASCII);
        SealedKeys keys = new SealedKeys(bench.sealing);
        var stolen = keys.seal(AccountPrivateKey.parse(xprv), victim.scope());
        assertThat(keys.openAccountKey(stolen, victim.scope()).publicKey().id()).isEqualTo(AccountPrivateKey.parse(xprv).publicKey().id());
        assertThat(catchThrowableOfType(RuntimeException.class, () -> keys.openAccountKey(stolen, thief.scope())))
                .hasMessageContaining("does not open");
    }

    @Test
    void aPathThatContradictsTheKeyIsRefused() {
        NewWallet contradicting = new NewWallet(newAccount(false).publicKey().encode(), Custody.WATCH_ONLY, "m/44'/60'/7'");
        Refused refused = catchThrowableOfType(Refused.class, () -> node.wallets.propose(owner(false), contradicting));
        assertThat(refused.param()).isEqualTo("path");
        assertThat(refused.text()).contains("account 0", "7");
    }

    private static List<String> mailsTo(Caller owner) {
        return bench.everything()
                .fetch("select subject from mail.message where recipient = ? order by id", "owner@" + owner.scope().storeId())
                .getValues("subject", String.class);
    }

    private static Refusal refusalOf(ThrowingCallable call) {
        return catchThrowableOfType(Refused.class, call).refusal();
    }
}
