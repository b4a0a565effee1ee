package io.cryptocheckout.platform.checkout;

import static io.cryptocheckout.platform.checkout.CheckoutBench.PRICE;
import static io.cryptocheckout.platform.checkout.CheckoutBench.id;
import static io.cryptocheckout.platform.checkout.TestChain.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.checkout.TestChain.Sent;
import java.math.BigInteger;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** Blocks that held the payment of a session leave the chain, and some come back. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReorganizedPaymentsTest {
    private final CheckoutBench bench = new CheckoutBench();
    private final Caller merchant = bench.merchant();

    @AfterAll
    void close() {
        bench.close();
    }

    @Test
    void aReorganizationAfterDetectedLeadsBackAndAnotherPaymentLeadsOn() {
        JsonNode session = bench.open(merchant, "50.00");
        bench.chain.mine(send(session.get("address").asString(), null, PRICE));
        bench.settle();
        Sent sent = bench.chain.orphan(1).getFirst();
        bench.chain.mine(1);
        bench.settle();
        assertThat(bench.status(merchant, id(session))).isEqualTo("pending");
        assertThat(bench.show(merchant, id(session)).get("exceptions").toString()).isEqualTo("[\"reverted\"]");
        assertThat(bench.show(merchant, id(session)).get("payments")).isEmpty();
        bench.chain.mine(sent);
        bench.chain.mine(2);
        bench.settle();
        assertThat(bench.events(id(session))).containsExactly("session.created", "session.detected", "session.detected", "session.paid");
    }

    @Test
    void aReorganizationAfterPaidIsToldAsRevertedBeforeItIsPaidAgain() {
        JsonNode session = bench.open(merchant, "50.00");
        bench.chain.mine(send(session.get("address").asString(), null, PRICE.multiply(BigInteger.TWO)));
        bench.chain.mine(2);
        bench.settle();
        Sent sent = bench.chain.orphan(3).getFirst();
        bench.chain.mine(1);
        bench.settle();
        assertThat(bench.status(merchant, id(session))).isEqualTo("pending");
        assertThat(bench.show(merchant, id(session)).get("paidAt").isNull()).isTrue();
        bench.chain.mine(sent);
        bench.settle();
        assertThat(bench.status(merchant, id(session))).isEqualTo("detected");
        bench.chain.mine(2);
        bench.settle();
        assertThat(bench.events(id(session))).containsExactly("session.created", "session.detected", "session.paid", "session.overpaid",
                "session.reverted", "session.detected", "session.paid", "session.overpaid");
    }

    @Test
    void aPaidSessionFailsWhenThePaymentVanishesForGood() {
        JsonNode session = bench.open(merchant, "50.00");
        bench.chain.mine(send(session.get("address").asString(), null, PRICE));
        bench.chain.mine(2);
        bench.settle();
        bench.chain.orphan(3);
        bench.clock.advance(Duration.ofHours(1));
        bench.chain.mine(4);
        bench.otherChain.mine(1);
        bench.settle();
        assertThat(bench.events(id(session))).containsExactly("session.created", "session.detected", "session.paid", "session.reverted",
                "session.failed");
    }

    @Test
    void aHeadThatMovesBackBehindAPaidBlockRevertsNothing() {
        JsonNode session = bench.open(merchant, "50.00");
        bench.chain.mine(send(session.get("address").asString(), null, PRICE));
        bench.chain.mine(2);
        bench.settle();
        bench.chain.orphan(2);
        bench.settle();
        assertThat(bench.status(merchant, id(session))).isEqualTo("paid");
        bench.chain.mine(3);
        bench.settle();
        assertThat(bench.events(id(session))).containsExactly("session.created", "session.detected", "session.paid");
    }
}
