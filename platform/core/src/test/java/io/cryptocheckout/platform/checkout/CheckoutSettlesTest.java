package io.cryptocheckout.platform.checkout;

import static io.cryptocheckout.platform.checkout.CheckoutBench.PRICE;
import static io.cryptocheckout.platform.checkout.CheckoutBench.USDC;
import static io.cryptocheckout.platform.checkout.CheckoutBench.id;
import static io.cryptocheckout.platform.checkout.TestChain.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.checkout.TestChain.Sent;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** A session of 50 dollars asks for 0.02 ETH; what follows is what the chain shows. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CheckoutSettlesTest {
    private static final Duration SOON = Duration.ofMinutes(1);

    private final CheckoutBench bench = new CheckoutBench();
    private final Caller merchant = bench.merchant();

    @AfterAll
    void close() {
        bench.close();
    }

    @Test
    void anExactPaymentIsDetectedAndPaidAfterItsConfirmations() {
        JsonNode session = bench.open(merchant, "50.00");
        bench.clock.advance(SOON);
        bench.chain.mine(send(session.get("address").asString(), null, PRICE));
        bench.settle();
        JsonNode detected = bench.show(merchant, id(session));
        assertThat(detected.get("status").asString()).isEqualTo("detected");
        assertThat(detected.get("confirmations").toString()).isEqualTo("{\"current\":1,\"required\":3}");
        bench.chain.mine(1);
        bench.settle();
        assertThat(bench.show(merchant, id(session)).get("confirmations").get("current").asInt()).isEqualTo(2);
        bench.chain.mine(1);
        bench.settle();
        JsonNode paid = bench.show(merchant, id(session));
        assertThat(paid.get("status").asString()).isEqualTo("paid");
        assertThat(paid.get("amountReceived").asString()).isEqualTo("50.00");
        assertThat(paid.get("amountDue").asString()).isEqualTo("0.00");
        assertThat(paid.get("payments")).hasSize(1);
        assertThat(paid.get("payments").get(0).get("confirmations").asInt()).isEqualTo(3);
        assertThat(paid.get("paidAt").isNull()).isFalse();
        assertThat(statuses(paid)).containsExactly("pending", "detected", "paid");
        assertThat(bench.events(id(session))).containsExactly("session.created", "session.detected", "session.paid");
    }

    @Test
    void aPaymentThatIsConfirmedWhenFirstSeenIsStillToldAsDetectedFirst() {
        JsonNode session = bench.open(merchant, "50.00");
        bench.chain.mine(send(session.get("address").asString(), USDC, BigInteger.valueOf(50_000_000)));
        bench.chain.mine(5);
        bench.settle();
        assertThat(bench.status(merchant, id(session))).isEqualTo("paid");
        assertThat(bench.events(id(session))).containsExactly("session.created", "session.detected", "session.paid");
    }

    @Test
    void aPendingTransactionIsDetectedAndPaysNothing() {
        JsonNode session = bench.open(merchant, "50.00");
        Sent sent = send(session.get("address").asString(), null, PRICE);
        bench.chain.pending(sent);
        bench.settle();
        JsonNode detected = bench.show(merchant, id(session));
        assertThat(detected.get("status").asString()).isEqualTo("detected");
        assertThat(detected.get("confirmations").get("current").asInt()).isZero();
        assertThat(detected.get("amountReceived").asString()).isEqualTo("0.00");
        bench.chain.mine(sent);
        bench.chain.mine(2);
        bench.settle();
        assertThat(bench.status(merchant, id(session))).isEqualTo("paid");
        assertThat(bench.events(id(session))).containsExactly("session.created", "session.detected", "session.paid");
    }

    @Test
    void aTopUpThatNoBlockHoldsYetHasNoConfirmation() {
        JsonNode session = bench.open(merchant, "50.00");
        String address = session.get("address").asString();
        bench.chain.mine(send(address, null, PRICE.divide(BigInteger.TWO)));
        bench.chain.mine(4);
        bench.chain.pending(send(address, null, PRICE.divide(BigInteger.TWO)));
        bench.settle();
        JsonNode detected = bench.show(merchant, id(session));
        assertThat(detected.get("status").asString()).isEqualTo("detected");
        assertThat(detected.get("confirmations").get("current").asInt()).isZero();
    }

    @Test
    void tooLittleIsToldWithTheRemainderAndATopUpInAnotherAssetCompletesIt() {
        JsonNode session = bench.open(merchant, "50.00");
        String address = session.get("address").asString();
        bench.chain.mine(send(address, null, PRICE.divide(BigInteger.TWO)));
        bench.settle();
        JsonNode part = bench.show(merchant, id(session));
        assertThat(part.get("status").asString()).isEqualTo("underpaid");
        assertThat(part.get("exceptions").toString()).isEqualTo("[\"underpaid\"]");
        assertThat(part.get("amountDue").asString()).isEqualTo("25.00");
        assertThat(part.get("paymentOptions").get(0).get("amountDue").asString()).isEqualTo("0.01");
        assertThat(part.get("paymentOptions").get(1).get("amountDue").asString()).isEqualTo("25");
        assertThat(part.get("paymentOptions").get(0).get("paymentUri").asString()).endsWith("?value=10000000000000000");
        bench.chain.mine(send(address, USDC, BigInteger.valueOf(25_000_000)));
        bench.chain.mine(2);
        bench.settle();
        assertThat(bench.events(id(session))).containsExactly("session.created", "session.underpaid", "session.detected", "session.paid");
        assertThat(bench.show(merchant, id(session)).get("exceptions")).isEmpty();
    }

    @Test
    void tooMuchIsPaidThenOverpaidAndToldAgainWhenTheExcessGrows() {
        JsonNode session = bench.open(merchant, "50.00");
        String address = session.get("address").asString();
        bench.chain.mine(send(address, null, PRICE.multiply(BigInteger.TWO)));
        bench.chain.mine(2);
        bench.settle();
        bench.chain.mine(send(address, null, PRICE));
        bench.chain.mine(2);
        bench.settle();
        assertThat(bench.events(id(session))).containsExactly("session.created", "session.detected", "session.paid", "session.overpaid",
                "session.overpaid");
        assertThat(bench.show(merchant, id(session)).get("amountReceived").asString()).isEqualTo("150.00");
    }

    @Test
    void aSessionExpiresOnceEveryNetworkWasReadPastItAndAGracePaymentIsLate() {
        JsonNode session = bench.open(merchant, "50.00");
        bench.clock.advance(Duration.ofMinutes(16));
        bench.chain.mine(1);
        bench.settle();
        assertThat(bench.status(merchant, id(session))).as("the other network may still show a payment").isEqualTo("pending");
        bench.otherChain.mine(1);
        bench.settle();
        assertThat(bench.status(merchant, id(session))).isEqualTo("expired");
        bench.clock.advance(SOON);
        bench.chain.mine(send(session.get("address").asString(), null, PRICE));
        bench.chain.mine(2);
        bench.settle();
        assertThat(bench.status(merchant, id(session))).isEqualTo("paid_late");
        assertThat(bench.events(id(session))).containsExactly("session.created", "session.expired", "session.detected",
                "session.paid_late");
        assertThat(bench.show(merchant, id(session)).get("exceptions").toString()).isEqualTo("[\"late\"]");
    }

    @Test
    void pagesHearOfEveryChange() throws Exception {
        JsonNode session = bench.open(merchant, "50.00");
        List<String> heard = new ArrayList<>();
        PublicSessions pages = bench.context.getBean(PublicSessions.class);
        try (AutoCloseable ignored = bench.context.getBean(SessionSignals.class).subscribe(id(session), () -> {
            synchronized (heard) {
                heard.add("changed");
            }
        })) {
            bench.chain.mine(send(session.get("address").asString(), null, PRICE));
            bench.settle();
            Await.until("the page hears", () -> {
                synchronized (heard) {
                    return !heard.isEmpty();
                }
            });
        }
        PublicSession shown = pages.find(id(session));
        assertThat(shown.status()).isEqualTo("detected");
        assertThat(shown.store().name()).isEqualTo("Store");
        assertThat(pages.find(UUID.randomUUID())).isNull();
    }

    private static List<String> statuses(JsonNode session) {
        return session.get("timeline").valueStream().map(entry -> entry.get("status").asString()).toList();
    }
}
