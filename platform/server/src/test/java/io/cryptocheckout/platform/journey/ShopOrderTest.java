package io.cryptocheckout.platform.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.cryptocheckout.platform.journey.ShopCustomer.Checkout;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Buyers at the checkout: from the cart to the platform's page and back, and everything that may come between. */
class ShopOrderTest {
    @RegisterExtension
    static final PayingShop SHOP = new PayingShop();

    private static final String NOWHERE = "http://127.0.0.1:9";

    @ParameterizedTest
    @EnumSource(Checkout.class)
    void aBuyerPaysOnThePlatformsPageAndComesBackToHisOrder(Checkout checkout) {
        Look look = new Look();
        ShopCustomer buyer = SHOP.pages().customer().fill(checkout);
        look.at(buyer.page(), "shop-checkout-" + checkout.name().toLowerCase(java.util.Locale.ROOT));
        Shown.on(buyer.page(), "You pay from your own wallet",
                "Test mode: no real money is taken");
        buyer.place(checkout);
        buyer.page().waitForURL(url -> url.contains("/checkout/cs_"));
        long order = buyer.newestOrder();
        String session = SHOP.sessionOf(order);
        assertThat(buyer.page().url()).isEqualTo(SHOP.session(order).get("checkoutUrl").asString());
        assertThat(SHOP.session(order).get("reference").asString()).endsWith("-" + order);
        String transaction = SHOP.pay(order, 100);
        buyer.page().waitForSelector("#checkout[data-status=paid]");
        PayingShop.Seen seen = SHOP.reaches(order, "processing");
        assertThat(seen.transaction()).isEqualTo(session);
        assertThat(seen.notes()).contains("Payment via Pay with crypto (" + session + ").", transaction);
        assertThat(SHOP.completions(order)).isOne();
        buyer.received(order);
        Shown.on(buyer.page(), "Thank you").doesNotContain("waiting");
        // The theme's menu is not ours, nor is the real WooCommerce's own checkout.
        assertThat(look.problems()).allMatch(problem -> ShopSite.isGiven() || problem.contains("wp-block-navigation"));
    }

    @Test
    void whoeverGoesBackAndPressesAgainGetsTheSamePage() {
        ShopCustomer buyer = SHOP.pages().customer().order(Checkout.CLASSIC);
        String first = buyer.page().url();
        long order = buyer.newestOrder();
        buyer.page().navigate(SHOP.site().url() + Checkout.CLASSIC.path);
        assertThat(buyer.page().locator("#place_order").isVisible()).isTrue();
        buyer.payAgain(order);
        assertThat(buyer.page().url()).isEqualTo(first);
        assertThat(SHOP.api().get("/api/v1/checkout_sessions?reference=" + SHOP.session(order).get("reference").asString()).body()
                .get("data")).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Checkout.class)
    void whileThePlatformIsDownTheBuyerReadsSoAndTheOrderStaysPayable(Checkout checkout) {
        platformAt(NOWHERE);
        ShopCustomer buyer = SHOP.pages().customer();
        try {
            assertThat(buyer.refused(checkout)).contains("cannot be started at the moment", "Your order is kept");
        } finally {
            platformAt(SHOP.run().text("baseUrl"));
        }
        long order = buyer.newestOrder();
        assertThat(SHOP.seen(order).status()).isEqualTo("pending");
        buyer.payAgain(order);
        assertThat(buyer.page().url()).contains("/checkout/cs_");
        SHOP.pay(order, 100);
        SHOP.reaches(order, "processing");
    }

    @Test
    void theThankYouPageFindsThePaymentBeforeAnyEventDoes() {
        SHOP.webhooks(false);
        try {
            long order = SHOP.orderOnItsWay("50.00");
            Page page = SHOP.pages().customer().received(order).page();
            assertThat(page.locator(".crypto-checkout-state").textContent()).contains("No payment has been seen yet");
            SHOP.pay(order, 100);
            SHOP.sessionReaches(SHOP.sessionOf(order), "paid");
            SHOP.php("delete_transient('crypto_checkout_look_" + order + "'); return true;");
            page.reload();
            Shown.on(page, "Thank you");
            assertThat(page.locator(".crypto-checkout-state").count()).isZero();
            assertThat(SHOP.seen(order).status()).isEqualTo("processing");
            assertThat(SHOP.completions(order)).isOne();
        } finally {
            SHOP.webhooks(true);
        }
    }

    @Test
    void theMerchantsButtonFindsThePaymentToo() {
        SHOP.webhooks(false);
        try {
            long order = SHOP.orderOnItsWay("50.00");
            SHOP.pay(order, 100);
            SHOP.sessionReaches(SHOP.sessionOf(order), "paid");
            SHOP.pages().admin().signIn().order(order).act("crypto_checkout_check");
            assertThat(SHOP.seen(order).status()).isEqualTo("processing");
        } finally {
            SHOP.webhooks(true);
        }
    }

    @Test
    void anEditedOrderIsPaidInASessionOfItsNewAmountAndTheOldOneIsClosed() {
        long order = SHOP.orderOnItsWay("50.00");
        String old = SHOP.sessionOf(order);
        change(order, "$o->set_total('60.00');");
        assertThat(SHOP.send(order).get("result").asString()).isEqualTo("success");
        assertThat(SHOP.session(order).get("fiat").get("amount").asString()).isEqualTo("60.00");
        assertThat(SHOP.session(old).get("status").asString()).isEqualTo("canceled");
        SHOP.pay(order, 100);
        SHOP.reaches(order, "processing");
        assertThat(SHOP.completions(order)).isOne();
    }

    @Test
    void anOrderThatIsEditedWhileItIsPaidOpensNoSecondSession() {
        long order = SHOP.orderOnItsWay("50.00");
        String session = SHOP.sessionOf(order);
        SHOP.pay(order, 40);
        SHOP.noted(order, "30.00 EUR is missing");
        change(order, "$o->set_total('60.00'); $o->set_status('pending');");
        assertThat(SHOP.send(order).get("result").asString()).isEqualTo("failure");
        assertThat(SHOP.sessionOf(order)).isEqualTo(session);
        assertThat(SHOP.seen(order).notes()).contains("No second payment was opened");
    }

    @Test
    void whatIsUnderWayIsPaidFurtherInTheSameSession() {
        long order = SHOP.orderOnItsWay("50.00");
        String session = SHOP.sessionOf(order);
        SHOP.pay(order, 40);
        SHOP.noted(order, "30.00 EUR is missing");
        assertThat(SHOP.send(order).get("redirect").asString()).contains(session);
        SHOP.pay(order, 60);
        SHOP.reaches(order, "processing");
        assertThat(SHOP.send(order).get("redirect").asString()).contains("order-received");
        assertThat(SHOP.completions(order)).isOne();
    }

    @Test
    void twoSessionsOfOneOrderCompleteItOnceAndTheSecondPaymentIsTold() {
        long order = SHOP.orderOnItsWay("50.00");
        String first = SHOP.sessionOf(order);
        SHOP.run().timePasses(Duration.ofMinutes(16));
        SHOP.reaches(order, "failed");
        SHOP.send(order);
        String second = SHOP.sessionOf(order);
        assertThat(second).isNotEqualTo(first);
        SHOP.pay(SHOP.session(first), 100);
        SHOP.pay(SHOP.session(second), 100);
        SHOP.reaches(order, "processing");
        SHOP.noted(order, "A second crypto payment of 50.00 EUR");
        assertThat(SHOP.completions(order)).isOne();
    }

    @Test
    void itIsOfferedOnlyWhereItCanBePaid() {
        assertThat(offered("")).isTrue();
        assertThat(offered("add_filter('woocommerce_currency', function () { return 'BTC'; });")).isFalse();
        assertThat(offered("add_filter('woocommerce_currency', function () { return 'XBTC'; });")).isFalse();
        assertThat(offered("add_filter('option_home', function () { return 'http://copy.example'; }, 99);")).isFalse();
        SHOP.set(Map.of("mode", "live"));
        try {
            assertThat(offered("")).isFalse();
        } finally {
            SHOP.set(Map.of("mode", "test"));
        }
        SHOP.set(Map.of("enabled", "no"));
        try {
            assertThat(offered("")).isFalse();
        } finally {
            SHOP.set(Map.of("enabled", "yes"));
        }
    }

    private static boolean offered(String before) {
        return SHOP.php(before + "return WC()->payment_gateways()->payment_gateways()['crypto_checkout']->is_available();").asBoolean();
    }

    private static void change(long order, String how) {
        SHOP.php("$o = wc_get_order(" + order + "); " + how + " $o->save(); return true;");
    }

    private static void platformAt(String url) {
        SHOP.php("C\\Connection::load('test')->change(array('base_url' => " + ShopSite.quoted(url) + ")); return true;");
    }
}
