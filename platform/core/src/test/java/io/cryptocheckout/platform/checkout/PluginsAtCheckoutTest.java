package io.cryptocheckout.platform.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.checkout.CheckoutSession.Details;
import io.cryptocheckout.platform.checkout.settlement.Depth;
import io.cryptocheckout.platform.money.Fiat;
import io.cryptocheckout.platform.plugin.ActivityLine;
import io.cryptocheckout.platform.plugin.HelperPlugin;
import io.cryptocheckout.platform.plugin.PluginView;
import io.cryptocheckout.platform.plugin.Plugins;
import io.cryptocheckout.plugin.Block;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Payments of stores that enabled a plugin: it changes what it may, and nothing else. */
class PluginsAtCheckoutTest {
    private static final String ID = HelperPlugin.ID;
    private static CheckoutBench bench;

    private final Caller merchant = bench.merchant();

    @BeforeAll
    static void open() throws IOException {
        Path folder = Files.createTempDirectory("plugins-of-a-test");
        HelperPlugin.in(folder);
        bench = new CheckoutBench(folder);
    }

    @AfterAll
    static void close() {
        bench.close();
    }

    @Test
    void aRateIsChangedWithinTheGuardsAndTheQuoteSaysByWhom() {
        JsonNode before = bench.open(merchant, "50.00");
        assertThat(before.at("/rate/sources").toString()).doesNotContain("plugin");
        enable(Map.of("factor", "1.005"));
        JsonNode session = opened(json -> json.at("/rate/sources").toString().contains("plugin:helper"));
        assertThat(session.at("/rate/value").asString()).startsWith("2512.5");
        assertThat(session.at("/rate/sources").toString()).isEqualTo("[\"fixed for tests\",\"plugin:helper\"]");
        assertThat(session.at("/fiat").toString()).isEqualTo(before.at("/fiat").toString());
        JsonNode other = bench.open(bench.merchant(), "50.00");
        assertThat(other.at("/rate/value").asString()).startsWith("2500");
    }

    @Test
    void aRateBeyondTheGuardsIsNotTakenAndCountsAgainstThePlugin() {
        enable(Map.of("factor", "1.02"));
        JsonNode session = opened(json -> plugins().activity(merchant, ID, null, 10).lines().stream()
                .anyMatch(line -> line.kind() == ActivityLine.Kind.FAULT && line.line().contains("quote.rate may not be used")));
        assertThat(session.at("/rate/value").asString()).startsWith("2500");
        assertThat(session.at("/rate/sources").toString()).isEqualTo("[\"fixed for tests\"]");
    }

    @Test
    void paymentGoesOnWhateverThePluginDoesAndItIsStopped() {
        enable(Map.of("mood", "throw"));
        opened(json -> plugins().find(merchant, ID).state() == PluginView.State.QUARANTINED);
        JsonNode session = bench.open(merchant, "50.00");
        bench.chain.mine(TestChain.send(session.get("address").asString(), null, CheckoutBench.PRICE));
        bench.chain.mine(2);
        bench.settle();
        assertThat(bench.status(merchant, CheckoutBench.id(session))).isEqualTo("paid");
    }

    @Test
    void thePluginOrdersTheWaysToPayUnlessTheShopDid() {
        List<String> usual = options(bench.open(merchant, "50.00"));
        enable(Map.of());
        JsonNode session = opened(json -> !options(json).equals(usual));
        assertThat(options(session)).isEqualTo(usual.reversed());
        NewSession named = new NewSession(Fiat.parse("50.00", "USD", "amount"), null, List.of("USDC", "ETH"), false,
                new Details(null, null, Map.of(), null, null));
        assertThat(options(CheckoutBench.json(bench.checkout().open(merchant, named, null).body())).getFirst()).startsWith("USDC");
    }

    @Test
    void aCoinTakenAtParStaysAtPar() {
        enable(Map.of("factor", "1.005"));
        JsonNode session = opened(json -> json.at("/rate/sources").toString().contains("plugin:helper"));
        Map<String, String> amounts = new HashMap<>();
        session.get("paymentOptions").forEach(option -> amounts.put(option.get("asset").asString(), option.get("amount").asString()));
        assertThat(new BigDecimal(amounts.get("USDC"))).isEqualByComparingTo("50");
        assertThat(new BigDecimal(amounts.get("ETH"))).isNotEqualByComparingTo("0.02");
    }

    @Test
    void howDeepAPaymentMustLieIsNoPluginsToDecide() {
        enable(Map.of("factor", "1.005"));
        opened(json -> json.at("/rate/sources").toString().contains("plugin:helper"));
        NewSession wanted = new NewSession(Fiat.parse("800.00", "EUR", "amount"), null, null, false,
                new Details(null, null, Map.of(), null, null));
        JsonNode session = CheckoutBench.json(bench.checkout().open(merchant, wanted, null).body());
        assertThat(session.at("/rate/value").asString()).startsWith("2010");
        CheckoutSession stored = bench.database.in(merchant.scope(), tx -> CheckoutSessions.find(tx, CheckoutBench.id(session)));
        assertThat(stored.offers().getFirst().asset().chainId()).as("the plugin turned the order").isEqualTo(CheckoutBench.OTHER_CHAIN);
        assertThat(stored.rules().depth(CheckoutBench.CHAIN)).isEqualTo(Depth.FINALIZED);
    }

    @Test
    void aWayToPayThatThePluginForgetsIsOfferedAllTheSame() {
        List<String> usual = options(bench.open(merchant, "50.00"));
        enable(Map.of("mood", "forget"));
        JsonNode session = opened(json -> !options(json).equals(usual));
        assertThat(options(session).getFirst()).isEqualTo(usual.getLast());
        assertThat(options(session)).containsExactlyInAnyOrderElementsOf(usual);
    }

    @Test
    void thePageShowsWhatThePluginAddsAndTheReceiptItsLines() {
        enable(Map.of());
        JsonNode session = opened(json -> json.at("/rate/sources").size() == 1);
        PublicSession shown = bench.context.getBean(PublicSessions.class).find(CheckoutBench.id(session));
        PageBlocks blocks = bench.context.getBean(PageBlocks.class);
        Await.until("the plugin is up", () -> !blocks.underTheAmount(shown).isEmpty());
        assertThat(blocks.underTheAmount(shown)).containsExactly(Block.text("<b>Hello</b>", "USD"), Block.line("Points", "+5"));
        assertThat(blocks.onTheReceipt(shown)).containsExactly(Block.line("Receipt", "pending"));
        JsonNode foreign = bench.open(bench.merchant(), "50.00");
        assertThat(blocks.underTheAmount(bench.context.getBean(PublicSessions.class).find(CheckoutBench.id(foreign)))).isEmpty();
    }

    private void enable(Map<String, String> settings) {
        plugins().enable(merchant, ID, settings);
    }

    private Plugins plugins() {
        return bench.context.getBean(Plugins.class);
    }

    /** The first new session of which this is true: a plugin is told of a store, and started, within moments. */
    private JsonNode opened(Predicate<JsonNode> wanted) {
        List<JsonNode> last = new ArrayList<>();
        Await.until("a session is as wanted", () -> {
            LockSupport.parkNanos(50_000_000);
            last.add(bench.open(merchant, "50.00"));
            return wanted.test(last.getLast());
        });
        return last.getLast();
    }

    private static List<String> options(JsonNode session) {
        List<String> options = new ArrayList<>();
        session.get("paymentOptions").forEach(option -> options.add(option.get("asset").asString() + ":" + option.get("chainId")));
        return options;
    }
}
