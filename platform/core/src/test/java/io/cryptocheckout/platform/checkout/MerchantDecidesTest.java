package io.cryptocheckout.platform.checkout;

import static io.cryptocheckout.platform.checkout.CheckoutBench.ETHER;
import static io.cryptocheckout.platform.checkout.CheckoutBench.PRICE;
import static io.cryptocheckout.platform.checkout.CheckoutBench.id;
import static io.cryptocheckout.platform.checkout.CheckoutBench.refusal;
import static io.cryptocheckout.platform.checkout.TestChain.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.chain.Address;
import io.cryptocheckout.platform.checkout.TestChain.Sent;
import io.cryptocheckout.platform.database.Answer;
import io.cryptocheckout.platform.refusal.Refusal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** What a merchant decides about a session of 50 dollars (0.02 ETH), on facts as fresh as the payment loop's. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MerchantDecidesTest {
    private static final Duration SOON = Duration.ofMinutes(1);

    private final CheckoutBench bench = new CheckoutBench();
    private final Caller merchant = bench.merchant();

    @AfterAll
    void close() {
        bench.close();
    }

    @Test
    void cancellingClosesAndAPaymentMinedBeforeThatWins() {
        JsonNode canceled = bench.open(merchant, "50.00");
        JsonNode inFlight = bench.open(merchant, "50.00");
        bench.clock.advance(SOON);
        Sent before = send(inFlight.get("address").asString(), null, PRICE);
        before.firstSeen()[0] = bench.clock.instant();
        bench.clock.advance(SOON);
        for (JsonNode session : List.of(canceled, inFlight)) {
            Answer answer = bench.checkout().cancel(merchant, id(session), null);
            assertThat(CheckoutBench.json(answer.body()).get("status").asString()).isEqualTo("canceled");
        }
        bench.clock.advance(SOON);
        bench.chain.mine(send(canceled.get("address").asString(), null, PRICE), before);
        bench.chain.mine(2);
        bench.settle();
        assertThat(bench.events(id(canceled))).containsExactly("session.created", "session.canceled");
        assertThat(bench.inbox(merchant, canceled)).extracting(UnmatchedFunds::reason).containsExactly("canceled");
        assertThat(bench.events(id(inFlight))).containsExactly("session.created", "session.canceled", "session.detected", "session.paid");
        assertThat(bench.inbox(merchant, inFlight)).isEmpty();
    }

    @Test
    void onlyAnOpenSessionThatReceivedNothingCanBeCanceled() {
        JsonNode session = bench.open(merchant, "50.00");
        bench.chain.mine(send(session.get("address").asString(), null, ETHER.divide(BigInteger.valueOf(1000))));
        // The loop has not looked yet: the decision is made on the chain's facts, not on the stored status.
        assertThat(refusal(() -> bench.checkout().cancel(merchant, id(session), null))).isEqualTo(Refusal.SESSION_NOT_CANCELABLE);
        assertThat(refusal(() -> bench.checkout().cancel(merchant, UUID.randomUUID(), null))).isEqualTo(Refusal.NOT_FOUND);
        assertThat(refusal(() -> bench.checkout().cancel(bench.merchant(), id(session), null))).isEqualTo(Refusal.NOT_FOUND);
        assertThat(bench.events(id(session))).containsExactly("session.created");
    }

    @Test
    void whatHasArrivedCanBeAcceptedByHand() {
        JsonNode session = bench.open(merchant, "50.00");
        assertThat(refusal(() -> bench.checkout().resolve(merchant, id(session), "fine", null))).isEqualTo(Refusal.NOTHING_RECEIVED);
        bench.chain.mine(send(session.get("address").asString(), null, PRICE.divide(BigInteger.TWO)));
        bench.settle();
        JsonNode paid = CheckoutBench.json(bench.checkout().resolve(merchant, id(session), "a good customer", null).body());
        assertThat(paid.get("status").asString()).isEqualTo("paid");
        assertThat(paid.get("timeline").get(2).get("reason").asString()).endsWith("a good customer");
        assertThat(refusal(() -> bench.checkout().resolve(merchant, id(session), "again", null))).isEqualTo(Refusal.SESSION_ALREADY_PAID);
        bench.settle();
        assertThat(bench.events(id(session))).containsExactly("session.created", "session.underpaid", "session.paid");
    }

    @Test
    void checkingAsksForALookAtTheAddress() {
        JsonNode session = bench.open(merchant, "50.00");
        Answer answer = bench.checkout().check(merchant, id(session), null);
        assertThat(answer.status()).isEqualTo(202);
        assertThat(bench.rescans).contains(Address.parse(session.get("address").asString()));
    }
}
