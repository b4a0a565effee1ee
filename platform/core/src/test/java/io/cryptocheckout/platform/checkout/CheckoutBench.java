package io.cryptocheckout.platform.checkout;

import static io.cryptocheckout.jooq.events.Tables.EVENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cryptocheckout.devkit.SettableClock;
import io.cryptocheckout.devkit.TestDatabase;
import io.cryptocheckout.platform.audit.AuditLog;
import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.authority.Permission;
import io.cryptocheckout.platform.authority.Principal;
import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.chain.Address;
import io.cryptocheckout.platform.chain.ChainFacts;
import io.cryptocheckout.platform.chain.CheckoutChainProperties;
import io.cryptocheckout.platform.chain.FreshAddresses;
import io.cryptocheckout.platform.chain.Heads;
import io.cryptocheckout.platform.chain.LookBack;
import io.cryptocheckout.platform.chain.Networks;
import io.cryptocheckout.platform.chain.Rescan;
import io.cryptocheckout.platform.chain.Watch;
import io.cryptocheckout.platform.checkout.CheckoutSession.Details;
import io.cryptocheckout.platform.database.Answer;
import io.cryptocheckout.platform.database.Database;
import io.cryptocheckout.platform.database.Idempotency;
import io.cryptocheckout.platform.database.Notifications;
import io.cryptocheckout.platform.database.WorkerConnectionDetails;
import io.cryptocheckout.platform.events.DueSignal;
import io.cryptocheckout.platform.events.Events;
import io.cryptocheckout.platform.id.IdKind;
import io.cryptocheckout.platform.mail.Mails;
import io.cryptocheckout.platform.money.Fiat;
import io.cryptocheckout.platform.outbound.LoopbackReceivers;
import io.cryptocheckout.platform.outbound.UrlRules;
import io.cryptocheckout.platform.pricing.Prices;
import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import io.cryptocheckout.platform.tenancy.Stores;
import io.cryptocheckout.platform.tenancy.TestStores;
import io.cryptocheckout.platform.wallet.Custody;
import io.cryptocheckout.platform.wallet.NewWallet;
import io.cryptocheckout.platform.wallet.WalletConfirmation;
import io.cryptocheckout.platform.wallet.WalletProposal;
import io.cryptocheckout.platform.wallet.Wallets;
import io.cryptocheckout.platform.wallet.keys.AccountPath;
import io.cryptocheckout.platform.wallet.keys.AccountPrivateKey;
import io.cryptocheckout.platform.wallet.keys.Mnemonic;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.nio.file.Path;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.assertj.core.api.ThrowableAssert;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The room on a real database with its real neighbours. Two boundaries are played: nodes ({@link TestChain} writes the facts a scanner would,
 * every address is fresh) and the clock. The payment loop makes a pass when the test says so.
 */
final class CheckoutBench implements AutoCloseable {
    static final long CHAIN = 31_337;
    static final long OTHER_CHAIN = 11_155_111;
    static final long LIVE_CHAIN = 1;
    static final String USDC = "0xa0b86991c6218b36c1d19d4a2e9eb0ce3606eb48";
    static final BigInteger ETHER = BigInteger.TEN.pow(18);
    /** What 50 dollars are at the bench's price of ether. */
    static final BigInteger PRICE = ETHER.divide(BigInteger.valueOf(50));

    final TestDatabase postgres = TestDatabase.fresh();
    final SettableClock clock = SettableClock.standingAt("2030-01-01T00:00:00Z");
    final Database database = new Database(DSL.using(postgres.app(), SQLDialect.POSTGRES),
            DSL.using(postgres.worker(), SQLDialect.POSTGRES));
    final TestChain chain = new TestChain(DSL.using(postgres.worker(), SQLDialect.POSTGRES), CHAIN, clock);
    final TestChain otherChain = new TestChain(DSL.using(postgres.worker(), SQLDialect.POSTGRES), OTHER_CHAIN, clock);
    final TestChain liveChain = new TestChain(DSL.using(postgres.worker(), SQLDialect.POSTGRES), LIVE_CHAIN, clock);
    final List<Address> rescans = new CopyOnWriteArrayList<>();
    final AnnotationConfigApplicationContext context;
    private final String sealingKey = Base64.getEncoder().encodeToString(new SecureRandom().generateSeed(32));

    private final @Nullable Path plugins;

    CheckoutBench() {
        this(null);
    }

    /**
     * @param plugins
     *            where plugins are; null for a platform without
     */
    CheckoutBench(@Nullable Path plugins) {
        this.plugins = plugins;
        context = node();
    }

    /** One more node of the platform on the same database. */
    AnnotationConfigApplicationContext node() {
        AnnotationConfigApplicationContext node = new AnnotationConfigApplicationContext();
        Map<String, Object> settings = new HashMap<>(Map.of("checkout.sealing.key", sealingKey, "checkout.public-url",
                "https://pay.example.org",
                "checkout.pricing.fixed.ETH.USD", "2500.00", "checkout.pricing.fixed.ETH.EUR", "2000.00", "checkout.pricing.fixed.USDC.USD",
                "1.00", "checkout.pricing.fixed-name", "fixed for tests"));
        node.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", settings));
        node.registerBean(Clock.class, () -> clock);
        node.registerBean(Database.class, () -> database);
        WorkerConnectionDetails details = new WorkerConnectionDetails(postgres.jdbcUrl(), "checkout_worker", "checkout_worker", 2);
        node.registerBean(Notifications.class, () -> new Notifications(details));
        node.registerBean(Networks.class, CheckoutBench::networks);
        node.registerBean(FreshAddresses.class, () -> (addresses, livemode) -> java.util.Set.copyOf(addresses));
        node.registerBean(UrlRules.class, () -> new UrlRules(LoopbackReceivers.refused()));
        node.registerBean(Rescan.class, this::rescan);
        node.register(ChainFacts.class, Heads.class, Watch.class, LookBack.class, Mails.class, AuditLog.class, Stores.class,
                Idempotency.class, Events.class,
                DueSignal.class,
                CheckoutConfiguration.class);
        for (String room : List.of("sealing.SealingConfiguration", "pricing.PricingConfiguration", "wallet.WalletConfiguration")) {
            node.register(configuration(room));
        }
        PluginsOfABench.register(node, plugins);
        node.refresh();
        // Here a pass is made when the test says so.
        node.getBean(PaymentLoopLifecycle.class).stop();
        Await.until("prices are known", () -> hasPrice(node.getBean(Prices.class)));
        return node;
    }

    private static boolean hasPrice(Prices prices) {
        try {
            return prices.quoteAtPar("USDC", "USD").value().signum() > 0 && prices.quote("ETH", "USD").value().signum() > 0;
        } catch (Refused notYet) {
            return false;
        }
    }

    static Class<?> configuration(String name) {
        try {
            return Class.forName("io.cryptocheckout.platform." + name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Networks networks() {
        var token = new CheckoutChainProperties.TokenProperties("USDC", USDC, 6, "USD", null);
        var follow = (CheckoutChainProperties.FollowProperties) null;
        Map<String, CheckoutChainProperties.NetworkProperties> networks = new java.util.LinkedHashMap<>();
        networks.put("local", new CheckoutChainProperties.NetworkProperties(CHAIN, "Local", false, 3, new BigDecimal("1000"), "ETH", 18,
                List.of(token), null, List.of(URI.create("http://127.0.0.1:1")), follow));
        networks.put("other",
                new CheckoutChainProperties.NetworkProperties(OTHER_CHAIN, "Other", false, 3, null, "ETH", 18, List.of(), null,
                        List.of(URI.create("http://127.0.0.1:1")), follow));
        networks.put("live",
                new CheckoutChainProperties.NetworkProperties(LIVE_CHAIN, "Live", true, 3, null, "ETH", 18, List.of(), null,
                        List.of(URI.create("http://127.0.0.1:1")), follow));
        return new Networks(new CheckoutChainProperties(networks, Map.of(), Duration.ofHours(20)), List.of());
    }

    private Rescan rescan() {
        return new Rescan() {
            @Override
            public void lookNow(Address address) {
                rescans.add(address);
            }

            @Override
            public void lookNow(long chainId) {
                throw new AssertionError("nobody asked for a network");
            }
        };
    }

    /** A merchant with a store and a wallet of his own, in test mode unless told. */
    Caller merchant() {
        return merchant(false);
    }

    Caller merchant(boolean livemode) {
        return merchant(context, livemode, Mnemonic.random(new SecureRandom()).account(AccountPath.standard(livemode)));
    }

    /** A merchant who receives with this key. */
    static Caller merchant(ApplicationContext context, boolean livemode, AccountPrivateKey key) {
        UUID account = UUID.randomUUID();
        UUID store = TestStores.create(context.getBean(Database.class), context.getBean(Clock.class), account);
        Caller caller = new Caller(new Scope(store, livemode), EnumSet.allOf(Permission.class),
                new Principal(Principal.Kind.API_KEY, UUID.randomUUID(), "test key"));
        Wallets wallets = context.getBean(Wallets.class);
        Caller owner = new Caller(caller.scope(), caller.permissions(),
                new Principal(Principal.Kind.ACCOUNT, account, "owner@example.org"));
        WalletProposal proposal = wallets.propose(owner, new NewWallet(key.publicKey().encode(), Custody.WATCH_ONLY, null));
        String challenge = proposal.challenge();
        wallets.confirm(owner, proposal.id(), challenge == null
                ? WalletConfirmation.bySight()
                : WalletConfirmation.signed("0x" + HexFormat.of().formatHex(key.signPersonal(0, challenge))));
        return caller;
    }

    Checkout checkout() {
        return context.getBean(Checkout.class);
    }

    static NewSession wanted(String dollars) {
        return new NewSession(Fiat.parse(dollars, "USD", "amount"), null, null, false, new Details(null, null, Map.of(), null, null));
    }

    JsonNode open(Caller caller, String dollars) {
        Answer answer = checkout().open(caller, wanted(dollars), null);
        return json(answer.body());
    }

    static JsonNode json(String body) {
        return JsonMapper.builder().build().readTree(body);
    }

    static UUID id(JsonNode session) {
        return java.util.Objects.requireNonNull(IdKind.CHECKOUT_SESSION.parse(session.get("id").asString()));
    }

    /** Passes of the loop until nothing is due. */
    void settle() {
        settle(context);
    }

    static void settle(AnnotationConfigApplicationContext node) {
        try {
            int passes = 0;
            while (node.getBean(PaymentLoop.class).pass()) {
                if (++passes > 1_000) {
                    throw new AssertionError("the loop finds no end");
                }
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    JsonNode show(Caller caller, UUID id) {
        return json(context.getBean(SessionJson.class).render(checkout().find(caller, id)));
    }

    String status(Caller caller, UUID id) {
        return show(caller, id).get("status").asString();
    }

    /** What waits in the funds inbox about one session. */
    List<UnmatchedFunds> inbox(Caller caller, JsonNode session) {
        return context.getBean(FundsInbox.class).list(caller, 100, null).stream().filter(funds -> id(session).equals(funds.sessionId()))
                .toList();
    }

    /** The rule that the call is refused by. */
    static Refusal refusal(ThrowableAssert.ThrowingCallable call) {
        Refused refused = catchThrowableOfType(Refused.class, call);
        assertThat(refused).isNotNull();
        return refused.refusal();
    }

    /** The types of a session's events in their order; fails where a sequence number is missing. */
    List<String> events(UUID object) {
        List<String> types = new ArrayList<>();
        everything().selectFrom(EVENT).where(EVENT.OBJECT_ID.eq(object)).orderBy(EVENT.SEQUENCE).forEach(event -> {
            types.add(event.getType());
            if (event.getSequence() != types.size()) {
                throw new AssertionError("the sequence has a gap before " + event.getSequence() + " " + event.getType());
            }
        });
        return types;
    }

    /** What the superuser sees, whom no policy binds. */
    DSLContext everything() {
        return DSL.using(postgres.superuser(), SQLDialect.POSTGRES);
    }

    @Override
    public void close() {
        context.close();
        postgres.close();
    }
}
