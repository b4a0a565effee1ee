package io.cryptocheckout.platform.checkout;

import static io.cryptocheckout.jooq.chain.Tables.LOOK_BACK;
import static io.cryptocheckout.jooq.wallet.Tables.ACCOUNT;
import static io.cryptocheckout.jooq.wallet.Tables.LINEAGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cryptocheckout.devkit.Anvil;
import io.cryptocheckout.devkit.LocalContracts;
import io.cryptocheckout.devkit.SettableClock;
import io.cryptocheckout.devkit.TestChain;
import io.cryptocheckout.devkit.TestDatabase;
import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.audit.AuditLog;
import io.cryptocheckout.platform.chain.Address;
import io.cryptocheckout.platform.chain.ChainFacts;
import io.cryptocheckout.platform.chain.ChainView;
import io.cryptocheckout.platform.database.Database;
import io.cryptocheckout.platform.database.Idempotency;
import io.cryptocheckout.platform.database.Notifications;
import io.cryptocheckout.platform.database.WorkerConnectionDetails;
import io.cryptocheckout.platform.events.DueSignal;
import io.cryptocheckout.platform.events.Events;
import io.cryptocheckout.platform.mail.Mails;
import io.cryptocheckout.platform.outbound.LoopbackReceivers;
import io.cryptocheckout.platform.outbound.UrlRules;
import io.cryptocheckout.platform.plugin.QuietPlugins;
import io.cryptocheckout.platform.refusal.Refused;
import io.cryptocheckout.platform.tenancy.Stores;
import io.cryptocheckout.platform.wallet.keys.AccountPath;
import io.cryptocheckout.platform.wallet.keys.AccountPrivateKey;
import io.cryptocheckout.platform.wallet.keys.Mnemonic;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;

/**
 * A backup is restored, and customers had been shown addresses after it was made. The rooms run with all their loops, on a real chain and a
 * real database; only the restore itself is played, by giving the recorded cluster another name.
 */
class RestoredPaymentsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final BigInteger UNITS = BigInteger.valueOf(50_000_000);
    private static final BigInteger WEI = BigInteger.TEN.pow(16);
    /** Beyond every index that the backup knows, and within those that are skipped. */
    private static final int LOST = 700;

    private final Anvil anvil = TestChain.everySecond();
    private final LocalContracts contracts = LocalContracts.on(anvil.rpcUrl());
    private final TestDatabase postgres = TestDatabase.fresh();
    private final SettableClock clock = SettableClock.running();
    private final String sealingKey = Base64.getEncoder().encodeToString(new SecureRandom().generateSeed(32));
    private final AccountPrivateKey account = Mnemonic.random(new SecureRandom()).account(AccountPath.standard(false));
    private AnnotationConfigApplicationContext platform;
    private Caller merchant;

    @BeforeEach
    void aStoreThatSells() {
        platform = platform();
        merchant = CheckoutBench.merchant(platform, false, account);
        await().atMost(PATIENCE).until(this::sells);
    }

    @AfterEach
    void close() {
        platform.close();
        postgres.close();
        anvil.close();
    }

    @Test
    void whatWasSentToAddressesOfTheLostHoursIsInTheFundsInbox() {
        Address forToken = account.publicKey().address(LOST);
        Address forEther = account.publicKey().address(LOST + 1);
        contracts.mined(contracts.mint(forToken.hex(), UNITS));
        String payment = contracts.pay(forEther.hex(), WEI);
        contracts.mined(payment);
        Instant paid = clock.instant();
        await().atMost(PATIENCE).until(() -> scannedThrough().isAfter(paid));
        assertThat(inbox()).isEmpty();

        pretendThatTheBackupCameFromAnotherCluster();
        await().atMost(PATIENCE).until(() -> inbox().size() == 2);
        assertThat(inbox()).extracting(UnmatchedFunds::reason).containsOnly("no_session");
        assertThat(inbox()).filteredOn(funds -> funds.address().equals(forToken)).singleElement().satisfies(funds -> {
            assertThat(funds.sum().amount()).isEqualTo(UNITS);
            assertThat(funds.sum().contract()).isEqualToIgnoringCase(contracts.usdc());
        });
        assertThat(inbox()).filteredOn(funds -> funds.address().equals(forEther)).singleElement()
                .satisfies(funds -> assertThat(funds.sum().amount()).isEqualTo(WEI));
        await("the reading ends").atMost(PATIENCE).until(() -> everything().selectFrom(LOOK_BACK)
                .fetch(row -> row.getNextNumber() == null && row.getWantedSince() == null), List.of(true)::equals);
        assertThat(everything().select(LINEAGE.LOST_SINCE).from(LINEAGE).fetchSingle().value1()).isBefore(paid);
        await().atMost(PATIENCE).until(this::sells);
    }

    @Test
    void aNodeThatEndsInTheMiddleOfItLosesNothing() {
        Address shown = account.publicKey().address(LOST);
        contracts.mined(contracts.mint(shown.hex(), UNITS));
        Instant paid = clock.instant();
        await().atMost(PATIENCE).until(() -> scannedThrough().isAfter(paid));
        pretendThatTheBackupCameFromAnotherCluster();
        await("some are watched").atMost(PATIENCE).until(() -> everything().fetchExists(ACCOUNT, ACCOUNT.SKIP_FROM.gt(LOST)));
        platform.close();
        // What the ended node had claimed is anybody's again.
        clock.advance(Duration.ofMinutes(3));
        platform = platform();
        await().atMost(PATIENCE).until(() -> inbox().size() == 1);
    }

    private boolean sells() {
        try {
            platform.getBean(Checkout.class).open(merchant, CheckoutBench.wanted("50.00"), null);
            return true;
        } catch (Refused notYet) {
            return false;
        }
    }

    private List<UnmatchedFunds> inbox() {
        return platform.getBean(FundsInbox.class).list(merchant, 100, null);
    }

    private Instant scannedThrough() {
        ChainView view = platform.getBean(Database.class)
                .acrossTenants("a test", worker -> platform.getBean(ChainFacts.class).views(worker)).get(Anvil.CHAIN_ID);
        return view == null ? Instant.MIN : view.scannedThrough();
    }

    private void pretendThatTheBackupCameFromAnotherCluster() {
        everything().update(LINEAGE).set(LINEAGE.SYSTEM_IDENTIFIER, LINEAGE.SYSTEM_IDENTIFIER.plus(1)).execute();
    }

    private DSLContext everything() {
        return DSL.using(postgres.superuser(), SQLDialect.POSTGRES);
    }

    private AnnotationConfigApplicationContext platform() {
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        Map<String, Object> settings = new HashMap<>(Map.of("checkout.sealing.key", sealingKey, "checkout.public-url",
                "https://pay.example.org", "checkout.pricing.fixed.ETH.USD", "2500.00", "checkout.pricing.fixed.USDC.USD", "1.00"));
        settings.putAll(Map.of("checkout.chain.networks.local.chain-id", Anvil.CHAIN_ID, "checkout.chain.networks.local.name", "Local",
                "checkout.chain.networks.local.confirmations", 3, "checkout.chain.networks.local.rpc-urls", anvil.rpcUrl().toString(),
                "checkout.chain.networks.local.follow.poll", "100ms", "checkout.chain.networks.local.tokens[0].symbol", "USDC",
                "checkout.chain.networks.local.tokens[0].contract", contracts.usdc(), "checkout.chain.networks.local.tokens[0].decimals", 6,
                "checkout.chain.networks.local.tokens[0].peg", "USD"));
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", settings));
        context.registerBean(Clock.class, () -> clock);
        context.registerBean(Database.class, () -> new Database(DSL.using(postgres.app(), SQLDialect.POSTGRES),
                DSL.using(postgres.worker(), SQLDialect.POSTGRES)));
        WorkerConnectionDetails details = new WorkerConnectionDetails(postgres.jdbcUrl(), "checkout_worker", "checkout_worker", 2);
        context.registerBean(Notifications.class, () -> new Notifications(details));
        context.registerBean(UrlRules.class, () -> new UrlRules(LoopbackReceivers.refused()));
        context.register(Mails.class, AuditLog.class, Stores.class, Idempotency.class, Events.class, DueSignal.class,
                CheckoutConfiguration.class);
        List.of("sealing.SealingConfiguration", "pricing.PricingConfiguration", "wallet.WalletConfiguration")
                .forEach(room -> context.register(CheckoutBench.configuration(room)));
        context.scan("io.cryptocheckout.platform.chain");
        QuietPlugins.register(context);
        context.refresh();
        return context;
    }
}
