package io.cryptocheckout.platform.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The main loop from outside: the real server, a real chain, a real receiver, and a customer's real browser whose page must follow
 * by itself.
 */
class PaymentJourneyTest {

    private static LocalRun run;
    private static Browser browser;

    @BeforeAll
    static void start() {
        run = LocalRun.shared();
        browser = new Browser();
    }

    @AfterAll
    static void stop() {
        browser.close();
    }

    @AfterEach
    void everyDeliveryWasSigned() {
        assertThat(run.receiver.all()).allMatch(Receiver.Delivery::signed);
    }

    @Test
    void anExactPaymentIsDetectedConfirmedAndPaid() {
        Order order = order("50.00");
        run.chain.pay(order.address, order.due());
        order.pageShows("paid");
        order.reaches("paid");
        order.receiverGot("session.created", "session.detected", "session.paid");
        assertThat(order.now().get("payments")).hasSize(1);
        assertThat(order.now().get("amountDue").asString()).isEqualTo("0.00");
        assertThat(order.exceptions()).isEmpty();
    }

    @Test
    void tooLittleIsUnderpaidAndATopUpLeadsOn() {
        Order order = order("40.00");
        run.chain.pay(order.address, order.due().shiftRight(1));
        order.pageShows("underpaid");
        order.reaches("underpaid");
        run.chain.pay(order.address, order.due().subtract(order.due().shiftRight(1)));
        order.pageShows("paid");
        order.reaches("paid");
        order.receiverGot("session.created", "session.underpaid", "session.detected", "session.paid");
        assertThat(order.exceptions()).isEmpty();
    }

    @Test
    void tooMuchIsPaidAndThenOverpaid() {
        Order order = order("20.00");
        run.chain.pay(order.address, order.due().multiply(BigInteger.TWO));
        order.pageShows("paid");
        order.reaches("paid");
        order.receiverGot("session.created", "session.detected", "session.paid", "session.overpaid");
        assertThat(order.exceptions()).containsExactly("overpaid");
    }

    @Test
    void aPaymentInTheGraceWindowIsPaidLate() {
        Order order = order("30.00");
        run.timePasses(Duration.ofMinutes(16));
        order.pageShows("expired");
        run.chain.pay(order.address, order.due());
        order.pageShows("paid_late");
        order.reaches("paid_late");
        order.receiverGot("session.created", "session.expired", "session.detected", "session.paid_late");
        assertThat(order.exceptions()).containsExactly("late");
    }

    @Test
    void nothingPaidIsExpired() {
        Order order = order("31.00");
        run.timePasses(Duration.ofMinutes(16));
        order.pageShows("expired");
        order.reaches("expired");
        order.receiverGot("session.created", "session.expired");
    }

    @Test
    void aCancelledSessionTakesNothingAndLaterMoneyIsInTheFundsInbox() {
        Order order = order("32.00");
        assertThat(run.api.post("/api/v1/checkout_sessions/" + order.id + "/cancel", Map.of()).status()).isEqualTo(200);
        order.pageShows("canceled");
        // A chain whose clock runs a little behind would date the transfer before the cancellation, and then it would count.
        run.timePasses(Duration.ofMinutes(1));
        run.chain.pay(order.address, order.due());
        order.receiverGot("session.created", "session.canceled");
        org.awaitility.Awaitility.await("the transfer is told as unmatched, " + order.now())
                .atMost(Order.PATIENCE)
                .until(() -> run.receiver.all().stream()
                        .anyMatch(d -> d.type().equals("funds.unmatched") && d.body().contains(order.address)));
        assertThat(order.status()).isEqualTo("canceled");
    }

    @Test
    void aTokenPaysAsWell() {
        Order order = order("33.00");
        var usdc = order.option("USDC");
        BigInteger units = new BigDecimal(usdc.get("amount").asString())
                .movePointRight(usdc.get("decimals").asInt())
                .toBigIntegerExact();
        run.chain.mintToken(usdc.get("contract").asString(), units);
        run.chain.transferToken(usdc.get("contract").asString(), order.address, units);
        order.pageShows("paid");
        order.reaches("paid");
        assertThat(order.now().get("payments").get(0).get("asset").asString()).isEqualTo("USDC");
    }

    @Test
    void etherSentByAContractIsFoundByTheBalance() {
        Order order = order("34.00");
        run.chain.payByContract(order.address, order.due());
        order.pageShows("paid");
        order.reaches("paid");
        assertThat(order.now().get("payments")).hasSize(1);
        assertThat(order.now().get("payments").get(0).get("txHash").isNull()).isTrue();
        assertThat(order.exceptions()).isEmpty();
    }

    @Test
    void aReorgAfterDetectedTakesThePaymentBack() {
        Order order = order("35.00");
        run.chain.call("evm_setIntervalMining", 0);
        try {
            run.chain.pay(order.address, order.due());
            run.chain.mine(1);
            order.pageShows("detected");
            run.chain.reorg(1);
            run.chain.mine(1);
            order.pageShows("pending");
            order.reaches("pending");
        } finally {
            run.chain.call("evm_setIntervalMining", 1);
        }
        run.chain.pay(order.address, order.due());
        order.reaches("paid");
        order.receiverGotOnce("session.paid");
    }

    @Test
    void aReorgAfterPaidIsTold() {
        Order order = order("36.00");
        run.chain.call("evm_setIntervalMining", 0);
        try {
            run.chain.pay(order.address, order.due());
            run.chain.mine(3);
            order.reaches("paid");
            run.chain.reorg(3);
            run.chain.mine(1);
            order.reaches("pending");
        } finally {
            run.chain.call("evm_setIntervalMining", 1);
        }
        order.receiverGot("session.created", "session.detected", "session.paid", "session.reverted");
        assertThat(order.exceptions()).contains("reverted");
    }

    private static Order order(String amount) {
        Page page = browser.page();
        return Order.place(run, page, amount, Map.of("successUrl", "https://shop.example/thanks?cs={CHECKOUT_SESSION_ID}"));
    }
}
