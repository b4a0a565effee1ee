package io.cryptocheckout.platform.checkout;

import static io.cryptocheckout.platform.checkout.CheckoutBench.ETHER;
import static io.cryptocheckout.platform.checkout.CheckoutBench.id;
import static io.cryptocheckout.platform.checkout.CheckoutBench.json;
import static io.cryptocheckout.platform.checkout.TestChain.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.cryptocheckout.jooq.checkout.Tables;
import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.checkout.CheckoutSession.Details;
import io.cryptocheckout.platform.checkout.OfferedAsset.Price;
import io.cryptocheckout.platform.checkout.TestChain.Sent;
import io.cryptocheckout.platform.money.Fiat;
import io.cryptocheckout.platform.pricing.MarketOfTests;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import tools.jackson.databind.JsonNode;

/**
 * A session of 50 dollars that is open for a day asks for 0.02 ETH in its first hour; then ether costs half as much. Nobody looks at it: the
 * rows are read as they stand.
 */
class RequotesTest {
    private static final BigInteger FIRST = ETHER.divide(BigInteger.valueOf(50));
    private static final BigInteger SECOND = ETHER.divide(BigInteger.valueOf(25));
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int A_DAY = 86_400;

    private final CheckoutBench bench = new CheckoutBench();
    private final Caller merchant = bench.merchant();
    private final MarketOfTests market = new MarketOfTests(bench.context);
    private JsonNode session;

    @BeforeEach
    void openForADay() {
        market.etherAt("2500.00", bench.clock.instant());
        NewSession day = new NewSession(Fiat.parse("50.00", "USD", "amount"), A_DAY, null, false,
                new Details(null, null, Map.of(), null, null));
        session = json(bench.checkout().open(merchant, day, null).body());
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void theLoopRenewsAQuoteWhenItsHourIsOverThoughNobodyLooks() {
        market.etherAt("1250.00", bench.clock.instant());
        pass(Duration.ofMinutes(59));
        assertThat(ether().quotes()).hasSize(1);
        pass(MINUTE);
        assertThat(ether().quotes()).extracting(Price::units).containsExactly(FIRST, SECOND);
        assertThat(ether().current().from()).isEqualTo(bench.clock.instant());
        assertThat(stored().offers().get(1).quotes()).as("a stablecoin at par needs no new quote").hasSize(1);
        assertThat(stored().progress().amounts().getFirst().due()).isEqualTo(SECOND);
        assertThat(bench.events(id(session))).containsExactly("session.created");
        market.etherAt("2500.00", bench.clock.instant());
        pass(Duration.ofMinutes(59));
        assertThat(ether().quotes()).hasSize(2);
        pass(MINUTE);
        assertThat(ether().quotes()).extracting(Price::units).containsExactly(FIRST, SECOND, FIRST);
    }

    @Test
    void everyTransferIsWorthWhatWasAskedAtItsBlocksTime() {
        market.etherAt("1250.00", bench.clock.instant());
        bench.clock.advance(Duration.ofMinutes(59));
        Sent before = sent(FIRST.divide(BigInteger.TWO));
        before.firstSeen()[0] = bench.clock.instant();
        pass(MINUTE);
        bench.clock.advance(MINUTE);
        bench.chain.mine(before);
        bench.settle();
        assertThat(stored().fiatReceived()).as("mined before the new quote, seen after it").isEqualByComparingTo("25.00");
        bench.chain.mine(sent(FIRST.divide(BigInteger.TWO)));
        bench.settle();
        assertThat(stored().fiatReceived()).as("the old amount after the new quote").isEqualByComparingTo("37.50");
        bench.chain.mine(sent(FIRST.divide(BigInteger.TWO)));
        bench.chain.mine(2);
        bench.settle();
        assertThat(stored().status()).isEqualTo(SessionStatus.PAID);
        assertThat(stored().exceptions()).isEmpty();
    }

    @Test
    void aPartKeepsItsWorthAndOnlyTheRestIsPricedAnew() {
        bench.chain.mine(sent(FIRST.divide(BigInteger.TWO)));
        bench.settle();
        market.etherAt("1250.00", bench.clock.instant());
        pass(Duration.ofHours(1));
        assertThat(stored().status()).isEqualTo(SessionStatus.UNDERPAID);
        assertThat(stored().fiatReceived()).isEqualByComparingTo("25.00");
        assertThat(stored().progress().amounts().getFirst().due()).isEqualTo(SECOND.divide(BigInteger.TWO));
        assertThat(stored().progress().amounts().get(1).due()).isEqualTo(BigInteger.valueOf(25_000_000));
    }

    @Test
    void aPaymentInFlightIsStillShownAsDetectedAndIsWorthWhatItsBlocksTimeSays() {
        Sent inFlight = sent(FIRST);
        bench.clock.advance(Duration.ofMinutes(59));
        bench.chain.pending(inFlight);
        bench.settle();
        market.etherAt("1250.00", bench.clock.instant());
        pass(MINUTE);
        assertThat(ether().quotes()).hasSize(2);
        assertThat(stored().status()).as("nobody is asked to pay again what is on its way").isEqualTo(SessionStatus.DETECTED);
        bench.clock.advance(MINUTE);
        bench.chain.mine(inFlight);
        bench.settle();
        assertThat(stored().status()).isEqualTo(SessionStatus.UNDERPAID);
        assertThat(stored().fiatReceived()).isEqualByComparingTo("25.00");
        assertThat(bench.events(id(session))).containsExactly("session.created", "session.detected", "session.underpaid");
    }

    @Test
    void whereNoPriceCanBeHadTheOldQuoteStaysInForceUntilThereIsOne() {
        market.silent(bench.clock.instant());
        pass(Duration.ofHours(1));
        assertThat(ether().quotes()).hasSize(1);
        assertThat(bench.status(merchant, id(session))).isEqualTo("pending");
        pass(Duration.ofMinutes(10));
        bench.chain.mine(sent(FIRST.divide(BigInteger.TWO)));
        bench.settle();
        assertThat(stored().fiatReceived()).isEqualByComparingTo("25.00");
        market.etherAt("1250.00", bench.clock.instant());
        pass(MINUTE);
        assertThat(ether().quotes()).extracting(Price::units).containsExactly(FIRST, SECOND);
        assertThat(ether().current().from()).isEqualTo(bench.clock.instant());
        assertThat(stored().fiatReceived()).isEqualByComparingTo("25.00");
    }

    @Test
    void whatAsksForNothingMoreGetsNoNewQuote() {
        JsonNode canceled = session;
        openForADay();
        JsonNode paid = session;
        openForADay();
        JsonNode unconfirmed = session;
        bench.checkout().cancel(merchant, id(canceled), null);
        bench.chain.mine(send(paid.get("address").asString(), null, FIRST));
        bench.chain.mine(2);
        bench.chain.mine(send(unconfirmed.get("address").asString(), null, FIRST));
        bench.settle();
        market.etherAt("1250.00", bench.clock.instant());
        pass(Duration.ofHours(2));
        for (JsonNode done : List.of(canceled, paid, unconfirmed)) {
            assertThat(stored(done).offers().getFirst().quotes()).hasSize(1);
        }
        assertThat(stored(canceled).status()).isEqualTo(SessionStatus.CANCELED);
        assertThat(stored(paid).status()).isEqualTo(SessionStatus.PAID);
        bench.chain.orphan(1);
        bench.settle();
        assertThat(stored(unconfirmed).offers().getFirst().quotes()).as("its payment vanished, so it asks again").hasSize(2);
    }

    @Test
    void nodesAndReadersAtOnceMakeOneNewQuote() throws Exception {
        List<AnnotationConfigApplicationContext> nodes = new ArrayList<>(List.of(bench.context, bench.node()));
        new MarketOfTests(nodes.getLast()).etherAt("1250.00", bench.clock.instant());
        market.etherAt("1250.00", bench.clock.instant());
        for (int hour = 1; hour <= 5; hour++) {
            bench.clock.advance(Duration.ofHours(1));
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<BigInteger>> shown = new ArrayList<>();
                for (AnnotationConfigApplicationContext node : nodes) {
                    threads.submit(() -> CheckoutBench.settle(node));
                    for (int i = 0; i < 4; i++) {
                        shown.add(
                                threads.submit(() -> node.getBean(Checkout.class).find(merchant, id(session)).session().offers().getFirst()
                                        .current().units()));
                    }
                }
                for (Future<BigInteger> each : shown) {
                    assertThat(each.get()).as("whoever looks sees the new price").isEqualTo(SECOND);
                }
            }
            assertThat(ether().quotes()).hasSize(hour + 1);
        }
        nodes.getLast().close();
    }

    @Test
    void thePageHearsOfIt() throws Exception {
        List<String> heard = new ArrayList<>();
        market.etherAt("1250.00", bench.clock.instant());
        try (AutoCloseable ignored = bench.context.getBean(SessionSignals.class).subscribe(id(session), () -> {
            synchronized (heard) {
                heard.add("changed");
            }
        })) {
            pass(Duration.ofHours(1));
            Await.until("the page hears", () -> {
                synchronized (heard) {
                    return !heard.isEmpty();
                }
            });
        }
        PublicSession shown = bench.context.getBean(PublicSessions.class).find(id(session));
        assertThat(shown.options().getFirst().due()).isEqualTo(SECOND);
    }

    private Sent sent(BigInteger wei) {
        return send(session.get("address").asString(), null, wei);
    }

    private void pass(Duration time) {
        bench.clock.advance(time);
        bench.settle();
    }

    private OfferedAsset ether() {
        return stored().offers().getFirst();
    }

    private CheckoutSession stored() {
        return stored(session);
    }

    /** Past the reading that would renew a quote itself. */
    private CheckoutSession stored(JsonNode named) {
        UUID id = id(named);
        return bench.everything().selectFrom(Tables.SESSION).where(Tables.SESSION.ID.eq(id)).fetchSingle(SessionRows::session);
    }
}
