package io.cryptocheckout.platform.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** What shops do to orders beside selling: they copy them, stop half way, change the mode, reopen and repay them, and lose webhooks. */
class ShopMoneyTest {
    @RegisterExtension
    static final PayingShop SHOP = new PayingShop();

    @BeforeAll
    static void seen() {
        SHOP.php("delete_option('crypto_checkout_seen_test'); C\\CatchUp::run(C\\Connection::load('test')); return true;");
    }

    @AfterEach
    void asBefore() {
        SHOP.set(Map.of("mode", "test"));
        SHOP.webhooks(true);
    }

    /** Subscriptions renew, and other plugins duplicate an order, with all that is kept with it. */
    @Test
    void aCopiedOrderIsPaidInASessionOfItsOwn() {
        long parent = SHOP.orderOnItsWay("31.00");
        long copy = SHOP.order("31.00");
        SHOP.php("$p = wc_get_order(" + parent + "); $o = wc_get_order(" + copy + ");"
                + " foreach (array('order', 'session', 'mode', 'attempt', 'state') as $name) {"
                + " $o->update_meta_data('_crypto_checkout_' . $name, $p->get_meta('_crypto_checkout_' . $name)); } $o->save(); return true;");
        assertThat(SHOP.send(copy).get("result").asString()).isEqualTo("success");
        assertThat(SHOP.sessionOf(copy)).isNotEqualTo(SHOP.sessionOf(parent));
        SHOP.pay(copy, 100);
        SHOP.reaches(copy, "processing");
        assertThat(SHOP.completions(copy)).isOne();
        assertThat(SHOP.seen(parent).status()).isEqualTo("pending");
    }

    /** Stored as a post, the order's fields are written before its status: a process that died in between left this. */
    @Test
    void anOrderOfWhichOnlyTheFieldsWereWrittenIsCompleted() {
        long order = SHOP.orderOnItsWay("32.00");
        settled(order, "this");
        SHOP.pay(order, 100);
        SHOP.reaches(order, "processing");
        assertThat(SHOP.completions(order)).isOne();
    }

    /** Stored in tables of its own it is the other way round. */
    @Test
    void anOrderOfWhichOnlyTheStatusWasWrittenIsLeftAlone() {
        long order = SHOP.orderOnItsWay("33.00");
        SHOP.pay(order, 100);
        SHOP.reaches(order, "processing");
        SHOP.php("$o = wc_get_order(" + order + "); $o->delete_meta_data('_crypto_checkout_state'); $o->save(); return true;");
        SHOP.php("C\\Reconciler::order(wc_get_order(" + order + ")); return true;");
        assertThat(SHOP.seen(order).notes()).doesNotContain("was already");
        assertThat(SHOP.seen(order).attention()).isEmpty();
        assertThat(SHOP.completions(order)).isOne();
    }

    @Test
    void aPluginThatFailsWhileAnOrderIsCompletedIsToldAndNothingIsRepeated() {
        long order = SHOP.orderOnItsWay("34.00");
        try (ShopPatch _ = ShopPatch.in(SHOP.site(), "broken",
                "add_action('woocommerce_order_status_processing', function () { throw new TypeError('of a test'); });")) {
            SHOP.pay(order, 100);
            SHOP.noted(order, "another plugin failed while the order was completed");
        }
        SHOP.php("C\\Reconciler::order(wc_get_order(" + order + ")); return true;");
        assertThat(SHOP.seen(order).status()).isEqualTo("processing");
        assertThat(SHOP.seen(order).attention()).contains("Check stock, mails and licences");
        assertThat(SHOP.completions(order)).isZero();
    }

    @Test
    void testMoneyCompletesNoOrderOfAShopThatIsLive() {
        long order = SHOP.orderOnItsWay("35.00");
        SHOP.set(Map.of("mode", "live"));
        SHOP.pay(order, 100);
        SHOP.sessionReaches(SHOP.sessionOf(order), "paid");
        PayingShop.Seen seen = SHOP.seen(order, PayingShop.LOOK + PayingShop.QUEUE + "C\\Reconciler::order(wc_get_order(" + order + "));");
        assertThat(seen.notes()).contains("does not count for this order");
        assertThat(seen.status()).isEqualTo("pending");
        assertThat(seen.attention()).contains("does not count");
        assertThat(SHOP.completions(order)).isZero();
    }

    /** The job reads the platform's list of events: it finds what concerns an order that nobody would look at any more. */
    @Test
    void anEventWhoseDeliveryGotLostIsFoundInTheList() {
        long order = SHOP.orderOnItsWay("36.00");
        SHOP.webhooks(false);
        SHOP.pay(order, 100);
        SHOP.sessionReaches(SHOP.sessionOf(order), "paid");
        assertThat(SHOP.seen(order).status()).isEqualTo("pending");
        SHOP.php("C\\CatchUp::run(C\\Connection::load('test')); return true;");
        SHOP.reaches(order, "processing");
        assertThat(SHOP.completions(order)).isOne();
    }

    @Test
    void anOrderOfAModeThatIsNotConnectedHoldsUpNoOther() {
        SHOP.webhooks(false);
        long order = SHOP.orderOnItsWay("37.00");
        long other = SHOP.orderOnItsWay("37.00");
        SHOP.php("$o = wc_get_order(" + other + "); $o->update_meta_data('_crypto_checkout_mode', 'live'); $o->save(); return true;");
        SHOP.pay(order, 100);
        SHOP.sessionReaches(SHOP.sessionOf(order), "paid");
        // The list of events is read from its end on, so that the orders themselves have to be asked for.
        seen();
        SHOP.php(PayingShop.LOOK + " return true;");
        assertThat(SHOP.seen(order).status()).isEqualTo("processing");
        SHOP.php("wc_get_order(" + other + ")->update_status('refunded'); return true;");
    }

    @Test
    void anOrderThatWasReopenedKeepsItsSession() {
        long order = SHOP.orderOnItsWay("38.00");
        SHOP.php("$o = wc_get_order(" + order + "); $o->update_status('cancelled'); $o->update_status('pending'); return true;");
        SHOP.site().queue();
        assertThat(SHOP.session(order).get("status").asString()).isEqualTo("pending");
    }

    @Test
    void whoeverPaysInAnotherWayIsAskedForNothingMore() {
        long order = SHOP.orderOnItsWay("39.00");
        SHOP.php("$o = wc_get_order(" + order + "); $o->set_payment_method('bacs'); $o->update_status('on-hold'); return true;");
        SHOP.site().queue();
        assertThat(SHOP.session(order).get("status").asString()).isEqualTo("canceled");
    }

    @Test
    void anOrderThatIsPaidAlreadyOpensNoPaymentPage() {
        long order = SHOP.order("30.00");
        SHOP.php("wc_get_order(" + order + ")->payment_complete('by-card'); return true;");
        JsonNode sent = SHOP.send(order);
        assertThat(sent.get("result").asString()).isEqualTo("success");
        assertThat(sent.get("redirect").asString()).contains("order-received");
        assertThat(SHOP.seen(order).transaction()).isEqualTo("by-card");
    }

    /** The mode is that of the address: what is posted beside it makes no row of anybody's choosing. */
    @Test
    void nobodyWritesAModeOfHisOwnMaking() {
        String body = "{\"mode\":\"junk\"}";
        ShopDelivery delivery = ShopDelivery.signed(SHOP.site(), body, "whsec_wrong", SHOP.run().clock.instant());
        assertThat(delivery.post("live?mode=junk").statusCode()).isEqualTo(401);
        assertThat(delivery.post("live?mode[]=junk").statusCode()).isEqualTo(401);
        assertThat(SHOP.php("return get_option('crypto_checkout_health_junk');").asBoolean()).isFalse();
    }

    /** An answer may take seconds; the merchant need not wait for it. */
    @Test
    void whatTheMerchantDoesWhileThePlatformIsAskedIsNotOverwritten() {
        SHOP.webhooks(false);
        for (String look : new String[]{"C\\Settlement::read_all(%d);", "C\\Settlement::read(%d, '%s', 'test');"}) {
            long order = SHOP.orderOnItsWay("38.00");
            SHOP.pay(order, 50);
            SHOP.sessionReaches(SHOP.sessionOf(order), "underpaid");
            PayingShop.Seen seen = SHOP.seen(order,
                    "$once = true; add_filter('pre_http_request', function ($answer, $asked, $url) use (&$once) {"
                            + "if ($once && strpos($url, 'checkout_sessions') !== false) { $once = false; wc_get_order(" + order
                            + ")->update_status('cancelled'); } return $answer; }, 5, 3);" + look.formatted(order, SHOP.sessionOf(order)));
            assertThat(seen.status()).isEqualTo("cancelled");
            assertThat(seen.attention()).contains("has arrived for this order, which is cancelled");
        }
    }

    private static void settled(long order, String how) {
        String session = SHOP.sessionOf(order);
        SHOP.php("$o = wc_get_order(" + order + "); $o->update_meta_data('_crypto_checkout_state', wp_json_encode(array('" + session
                + "' => array('sequence' => 0, 'status' => 'paid', 'notes' => array(), 'settled' => '" + how
                + "')))); $o->save(); return true;");
    }
}
