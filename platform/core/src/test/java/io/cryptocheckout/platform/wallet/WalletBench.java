package io.cryptocheckout.platform.wallet;

import io.cryptocheckout.devkit.SettableClock;
import io.cryptocheckout.devkit.TestDatabase;
import io.cryptocheckout.platform.audit.AuditLog;
import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.authority.Permission;
import io.cryptocheckout.platform.authority.Principal;
import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.chain.Address;
import io.cryptocheckout.platform.database.Database;
import io.cryptocheckout.platform.mail.Mails;
import io.cryptocheckout.platform.mail.StoreContacts;
import io.cryptocheckout.platform.sealing.Sealing;
import io.cryptocheckout.platform.sealing.SealingProperties;
import io.cryptocheckout.platform.wallet.keys.AccountPath;
import io.cryptocheckout.platform.wallet.keys.AccountPrivateKey;
import io.cryptocheckout.platform.wallet.keys.Mnemonic;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

/** Wallet rooms on one real database: as many nodes as a test wants, a clock it sets, and an outside world it describes. */
final class WalletBench implements AutoCloseable {

    final TestDatabase postgres = TestDatabase.fresh();
    final Database database = new Database(DSL.using(postgres.app(), SQLDialect.POSTGRES),
            DSL.using(postgres.worker(), SQLDialect.POSTGRES));
    final Sealing sealing = new Sealing(new SealingProperties(randomKey(), List.of()));
    final World world = new World();
    private final StaticListableBeanFactory contacts = new StaticListableBeanFactory(
            Map.of("contacts", (StoreContacts) store -> List.of("owner@" + store)));
    final SettableClock clock = SettableClock.standingAt("2026-01-01T00:00:00Z");

    /** What stands on the chains, as far as the wallet asks. */
    static final class World implements AddressScreen {
        final Set<Address> used = ConcurrentHashMap.newKeySet();
        final Set<Address> watched = ConcurrentHashMap.newKeySet();
        final List<Instant> lookedBack = new CopyOnWriteArrayList<>();
        volatile boolean down;
        volatile Consumer<Collection<Address>> beforeWatching = any -> {};
        volatile Runnable beforeLookingBack = () -> {};

        @Override
        public Set<Address> fresh(Collection<Address> addresses, boolean livemode) {
            if (down) {
                throw new IllegalStateException("no node answers");
            }
            return addresses.stream().filter(each -> !used.contains(each)).collect(Collectors.toSet());
        }

        @Override
        public void watch(Collection<Address> addresses) {
            beforeWatching.accept(addresses);
            watched.addAll(addresses);
        }

        @Override
        public void lookBack(Instant since) {
            beforeLookingBack.run();
            lookedBack.add(since);
        }
    }

    /** One node of the platform, as far as wallets go. */
    final class Node implements AutoCloseable {
        final WalletSignal signal = new WalletSignal();
        final Lineage lineage;
        final AddressPool pool;
        final Wallets wallets;
        final PoolFiller filler = new PoolFiller(database, new SealedKeys(sealing), world, clock);
        private final WalletLoop loop;

        Node(String name, WalletProperties settings) {
            lineage = new Lineage(database, settings, clock);
            pool = new AddressPool(database, lineage, signal, settings, new AddressPool.Node(name, clock, Runnable::run));
            var notices = new WalletNotices(new Mails(database, clock), contacts.getBeanProvider(StoreContacts.class));
            wallets = new Wallets(database,
                    new Wallets.Parts(new WalletImport(database, new SealedKeys(sealing), clock), lineage, pool, notices,
                            new AuditLog(database, clock)),
                    settings, clock);
            loop = new WalletLoop(database, new WalletLoop.Parts(lineage, wallets, pool, filler, signal), clock);
        }

        /** Runs the loop as production does. */
        Node started() {
            loop.start();
            return this;
        }

        /** Fills until nothing is due. */
        void fill() {
            lineage.check();
            List<AccountRows.Claim> claims = filler.claim(100);
            while (!claims.isEmpty()) {
                claims.forEach(filler::fill);
                claims = filler.claim(100);
            }
        }

        @Override
        public void close() {
            loop.stop();
        }
    }

    Node node(String name) {
        return new Node(name, settings(null));
    }

    static WalletProperties settings(String restoredFrom) {
        return new WalletProperties(32, 8192, 8, 512, Duration.ofSeconds(2), Duration.ofHours(24), Duration.ofHours(1),
                Duration.ofMinutes(10), 10_000, Duration.ofHours(24), restoredFrom);
    }

    static Caller owner(boolean livemode) {
        return owner(new Scope(UUID.randomUUID(), livemode));
    }

    static Caller owner(Scope scope) {
        return new Caller(scope, Set.of(Permission.WALLET_IMPORT),
                new Principal(Principal.Kind.ACCOUNT, UUID.randomUUID(), "owner@example.org"));
    }

    static AccountPrivateKey newAccount(boolean livemode) {
        return Mnemonic.random(new SecureRandom()).account(AccountPath.standard(livemode));
    }

    static NewWallet watchOnly(AccountPrivateKey account) {
        return new NewWallet(account.publicKey().encode(), Custody.WATCH_ONLY, null);
    }

    /** Imports and confirms as the owner would. */
    static WalletView use(Node node, Caller owner, AccountPrivateKey account) {
        WalletProposal proposal = node.wallets.propose(owner, watchOnly(account));
        return node.wallets.confirm(owner, proposal.id(), proof(proposal, account, null));
    }

    static WalletConfirmation proof(WalletProposal proposal, AccountPrivateKey account, Instant reauthenticatedAt) {
        String challenge = proposal.challenge();
        String signature = challenge == null ? null : "0x" + HexFormat.of().formatHex(account.signPersonal(0, challenge));
        return new WalletConfirmation(signature, reauthenticatedAt);
    }

    /** A superuser's view, for what no role of the platform may see. */
    DSLContext everything() {
        return DSL.using(postgres.superuser(), SQLDialect.POSTGRES);
    }

    @Override
    public void close() {
        postgres.close();
    }

    private static String randomKey() {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return Base64.getEncoder().encodeToString(key);
    }
}
