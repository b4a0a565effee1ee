package io.cryptocheckout.platform.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Every way a payment may go, from the chain through the platform's own events to the order in the shop. */
class ShopStatesTest {
    @RegisterExtension
    static final PayingShop SHOP = new PayingShop();

    @BeforeEach
    void latePaymentsAreTaken() {
        SHOP.set(Map.of("complete_paid_late", "yes"));
    }

    @Test
    void anExactPaymentIsSeenThenConfirmed() {
        long order = SHOP.orderOnItsWay("50.00");
        assertThat(SHOP.seen(order).status()).isEqualTo("pending");
        SHOP.run().chain.call("evm_setIntervalMining", 0);
        String transaction;
        try {
            transaction = SHOP.transfer(order, 100);
            SHOP.run().chain.mine(1);
            SHOP.reaches(order, "on-hold");
            assertThat(SHOP.seen(order).notes()).contains("A crypto payment of 50.00 EUR is on its way", "Test mode");
            assertThat(SHOP.completions(order)).isZero();
        } finally {
            SHOP.run().chain.call("evm_setIntervalMining", 1);
        }
        SHOP.reaches(order, "processing");
        assertThat(SHOP.completions(order)).isOne();
        assertThat(SHOP.seen(order).notes()).contains("Crypto payment of 50.00 EUR confirmed", transaction,
                "Payment via Pay with crypto (" + SHOP.sessionOf(order) + ").");
    }

    @Test
    void tooLittleWaitsForTheRestAndIsCompletedByIt() {
        long order = SHOP.orderOnItsWay("40.00");
        SHOP.pay(order, 50);
        SHOP.noted(order, "20.00 EUR is missing");
        assertThat(SHOP.seen(order).status()).isEqualTo("on-hold");
        assertThat(SHOP.seen(order).attention()).contains("20.00 EUR is missing");
        SHOP.pay(order, 50);
        SHOP.reaches(order, "processing");
        assertThat(SHOP.completions(order)).isOne();
        assertThat(SHOP.seen(order).attention()).isEmpty();
    }

    @Test
    void whatIsMissingStandsInTheListOnTheOrderAndWhereItsBuyerPaysTheRest() {
        long order = SHOP.orderOnItsWay("40.00");
        SHOP.pay(order, 50);
        SHOP.noted(order, "20.00 EUR is missing");
        ShopAdmin admin = SHOP.pages().admin().signIn().orders();
        Locator cell = admin.page().locator("tr:is(#order-" + order + ", #post-" + order + ") .column-crypto_checkout");
        assertThat(cell.textContent()).startsWith("Only 20.00 EUR of 40.00 EUR has arrived");
        assertThat(Accessible.violations(admin.page(), ".column-crypto_checkout .crypto-checkout-attention")).isEmpty();
        admin.order(order);
        assertThat(admin.page().locator(".notice.crypto-checkout-attention").textContent())
                .contains("Test mode, no real money: Only 20.00 EUR of 40.00 EUR has arrived");
        assertThat(Accessible.violations(admin.page(), ".notice.crypto-checkout-attention")).isEmpty();

        Page page = SHOP.pages().customer().received(order).page();
        assertThat(page.locator("a.wp-element-button", new Page.LocatorOptions().setHasText("Pay the rest")).getAttribute("href"))
                .isEqualTo(SHOP.session(order).get("checkoutUrl").asString());
    }

    @Test
    void tooMuchIsCompletedAndTold() {
        long order = SHOP.orderOnItsWay("20.00");
        SHOP.pay(order, 200);
        SHOP.reaches(order, "processing");
        SHOP.noted(order, "40.00 EUR instead of 20.00 EUR");
        assertThat(SHOP.completions(order)).isOne();
    }

    @Test
    void nothingInTimeFailsTheOrderAndTheBuyerPaysAtTheNextTry() {
        long order = SHOP.orderOnItsWay("21.00");
        String first = SHOP.sessionOf(order);
        SHOP.run().timePasses(Duration.ofMinutes(16));
        SHOP.reaches(order, "failed");
        assertThat(SHOP.seen(order).notes()).contains("nothing arrived. The customer can try again");
        assertThat(SHOP.send(order).get("result").asString()).isEqualTo("success");
        assertThat(SHOP.sessionOf(order)).isNotEqualTo(first);
        SHOP.pay(order, 100);
        SHOP.reaches(order, "processing");
        assertThat(SHOP.completions(order)).isOne();
    }

    @Test
    void aLatePaymentIsTakenWhereTheSettingsSaySo() {
        long order = SHOP.orderOnItsWay("22.00");
        SHOP.run().timePasses(Duration.ofMinutes(16));
        SHOP.reaches(order, "failed");
        SHOP.pay(order, 100);
        SHOP.reaches(order, "processing");
        assertThat(SHOP.seen(order).notes()).contains("after its time had run out", "It was taken, as your settings say");
        assertThat(SHOP.completions(order)).isOne();
    }

    @Test
    void aLatePaymentWaitsForTheMerchantWhereTheyDoNot() {
        SHOP.set(Map.of("complete_paid_late", "no"));
        long order = SHOP.orderOnItsWay("23.00");
        SHOP.run().timePasses(Duration.ofMinutes(16));
        SHOP.reaches(order, "failed");
        SHOP.pay(order, 100);
        SHOP.noted(order, "complete the order by hand, or return the money");
        assertThat(SHOP.seen(order, PayingShop.LOOK).status()).isEqualTo("on-hold");
        assertThat(SHOP.completions(order)).isZero();
    }

    @Test
    void whatTheNetworkTakesBackStopsTheOrderAndItIsNotCompletedTwice() {
        long order = SHOP.orderOnItsWay("24.00");
        SHOP.run().chain.call("evm_setIntervalMining", 0);
        try {
            SHOP.transfer(order, 100);
            SHOP.run().chain.mine(3);
            SHOP.reaches(order, "processing");
            SHOP.run().chain.reorg(3);
            SHOP.run().chain.mine(1);
            SHOP.reaches(order, "on-hold");
            assertThat(SHOP.seen(order).notes())
                    .contains("no longer holds: the network has taken it back. Do not ship; 24.00 EUR is missing");
            assertThat(SHOP.seen(order).attention()).contains("no longer holds");
            SHOP.transfer(order, 100);
            SHOP.run().chain.mine(3);
            SHOP.reaches(order, "processing");
        } finally {
            SHOP.run().chain.call("evm_setIntervalMining", 1);
        }
        assertThat(SHOP.seen(order).notes()).contains("holds again");
        assertThat(SHOP.completions(order)).isOne();
    }

    @Test
    void aCancelledOrderCancelsItsSession() {
        long order = SHOP.orderOnItsWay("25.00");
        String session = SHOP.sessionOf(order);
        SHOP.php("wc_get_order(" + order + ")->update_status('cancelled'); return true;");
        SHOP.site().queue();
        SHOP.sessionReaches(session, "canceled");
        assertThat(SHOP.seen(order).status()).isEqualTo("cancelled");
    }

    @Test
    void aPaymentThatWasUnderWayWhenTheOrderWasCancelledIsTakenOrToldButNeverLost() {
        long taken = SHOP.orderOnItsWay("26.00");
        cancelledWhilePaid(taken);
        SHOP.reaches(taken, "processing");
        assertThat(SHOP.seen(taken).notes()).contains("confirmed after the order had been cancelled");
        assertThat(SHOP.completions(taken)).isOne();
        SHOP.set(Map.of("complete_paid_late", "no"));
        long told = SHOP.orderOnItsWay("27.00");
        cancelledWhilePaid(told);
        SHOP.reaches(told, "on-hold");
        assertThat(SHOP.seen(told).notes()).contains("Your settings do not take it");
        assertThat(SHOP.seen(told, PayingShop.LOOK).status()).isEqualTo("on-hold");
        assertThat(SHOP.completions(told)).isZero();
    }

    /** The shop's own clean-up cancels what was not paid for an hour, and only that. */
    @Test
    void theCleaningOfUnpaidOrdersSparesWhatIsBeingPaid() {
        long waiting = SHOP.orderOnItsWay("28.00");
        long paid = SHOP.orderOnItsWay("29.00");
        long expired = SHOP.orderOnItsWay("30.00");
        assertThat(maySweep(waiting)).isFalse();
        SHOP.webhooks(false);
        try {
            SHOP.pay(paid, 40);
            SHOP.sessionReaches(SHOP.sessionOf(paid), "underpaid");
            assertThat(SHOP.seen(paid).status()).isEqualTo("pending");
            assertThat(maySweep(paid)).isFalse();
            SHOP.run().timePasses(Duration.ofMinutes(16));
            SHOP.sessionReaches(SHOP.sessionOf(expired), "expired");
            assertThat(maySweep(expired)).isTrue();
        } finally {
            SHOP.webhooks(true);
        }
    }

    @Test
    void withoutAnyWebhookTheShopFindsOutByItself() {
        SHOP.webhooks(false);
        try {
            long order = SHOP.orderOnItsWay("31.00");
            SHOP.pay(order, 100);
            SHOP.sessionReaches(SHOP.sessionOf(order), "paid");
            assertThat(SHOP.seen(order).status()).isEqualTo("pending");
            assertThat(SHOP.seen(order, PayingShop.LOOK).status()).isEqualTo("processing");
            assertThat(SHOP.seen(order, PayingShop.LOOK).status()).isEqualTo("processing");
            assertThat(SHOP.completions(order)).isOne();
        } finally {
            SHOP.webhooks(true);
        }
    }

    private static void cancelledWhilePaid(long order) {
        SHOP.run().chain.call("evm_setIntervalMining", 0);
        try {
            SHOP.transfer(order, 100);
            SHOP.run().chain.mine(1);
            SHOP.sessionReaches(SHOP.sessionOf(order), "detected");
            SHOP.php("wc_get_order(" + order + ")->update_status('cancelled'); return true;");
            SHOP.noted(order, "which is cancelled");
        } finally {
            SHOP.run().chain.call("evm_setIntervalMining", 1);
        }
    }

    private static boolean maySweep(long order) {
        return SHOP.php("return apply_filters('woocommerce_cancel_unpaid_order', true, wc_get_order(" + order + "));").asBoolean();
    }
}
