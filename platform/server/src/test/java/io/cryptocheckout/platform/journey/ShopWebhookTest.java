package io.cryptocheckout.platform.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What comes to the shop's webhook: the platform's own events, and whatever else somebody sends. The platform itself sends nothing here. */
class ShopWebhookTest {
    @RegisterExtension
    static final PayingShop SHOP = new PayingShop();

    private String secret = "";

    @BeforeAll
    static void thePlatformIsSilent() throws IOException {
        SHOP.webhooks(false);
        Files.writeString(SHOP.content("test-queue-sleeps"), "");
    }

    @BeforeEach
    void nothingWaits() {
        secret = SHOP.php("global $wpdb; $wpdb->query(\"DELETE FROM {$wpdb->prefix}crypto_checkout_event\");"
                + "return C\\Connection::load('test')->webhook_secrets()[0];").asString();
    }

    @AfterEach
    void theDatabaseTakesEverything() throws IOException {
        Files.deleteIfExists(SHOP.content("test-database-refuses"));
    }

    @Test
    void whatNobodyOfOursSignedJustNowIsRefused() {
        long order = paid("50.00");
        String event = event(order).toString();
        ShopDelivery good = delivery(event);
        assertThat(ShopDelivery.signed(SHOP.site(), event, "whsec_c29tZWJvZHkgZWxzZSBhbHRvZ2V0aGVyIHdhcyBoZXJl", now()).post())
                .isEqualTo(401);
        assertThat(new ShopDelivery(SHOP.site(), event, "").post()).isEqualTo(401);
        assertThat(new ShopDelivery(SHOP.site(), event, good.header() + ",t=1").post()).isEqualTo(401);
        assertThat(new ShopDelivery(SHOP.site(), event, good.header() + ",v2=" + "a".repeat(3000)).post()).isEqualTo(401);
        assertThat(good.with(event.replace("\"50.00\"", "\"51.00\"")).post()).isEqualTo(401);
        assertThat(good.with(event + " ").post()).isEqualTo(401);
        assertThat(ShopDelivery.signed(SHOP.site(), event, SHOP.secret(), now().minusSeconds(310)).post()).isEqualTo(401);
        assertThat(ShopDelivery.signed(SHOP.site(), event, SHOP.secret(), now().plusSeconds(320)).post()).isEqualTo(401);
        assertThat(good.post("live").statusCode()).isEqualTo(401);
        assertThat(good.post("neither").statusCode()).isEqualTo(404);
        assertThat(SHOP.site().get("/wp-json/crypto-checkout/v1/webhook/test").statusCode()).isEqualTo(404);
        assertThat(rows()).isEmpty();
        assertThat(SHOP.seen(order, PayingShop.QUEUE).status()).isEqualTo("pending");
        assertThat(SHOP.php("return C\\Health::last('test')['reason'];").asString()).isNotEmpty();
    }

    @Test
    void whatIsSignedAndNoEventIsRefused() {
        assertThat(delivery("{}").post()).isEqualTo(400);
        assertThat(delivery("[]").post()).isEqualTo(400);
        assertThat(delivery("{\"object\":\"event\",\"id\":\"'; drop table\"}").post()).isEqualTo(400);
        assertThat(delivery("{\"object\":\"event\",\"id\":\"evt_1\",\"filler\":\"" + "x".repeat(262_144) + "\"}").post()).isEqualTo(413);
        assertThat(rows()).isEmpty();
    }

    @Test
    void anEventIsWorkedOnOnceHoweverOftenItComes() {
        long order = paid("50.00");
        String event = event(order).toString();
        for (int i = 0; i < 3; i++) {
            assertThat(delivery(event).post()).isEqualTo(200);
        }
        assertThat(rows()).hasSize(1);
        SHOP.reaches(order, "processing");
        String notes = SHOP.seen(order).notes();
        assertThat(delivery(event).post()).isEqualTo(200);
        SHOP.site().queue();
        assertThat(SHOP.completions(order)).isOne();
        assertThat(SHOP.seen(order).notes()).isEqualTo(notes);
    }

    @Test
    void anOlderEventThatWasOvertakenChangesNothing() {
        long order = paid("50.00");
        JsonNode detected = SHOP.event(SHOP.sessionOf(order), "session.detected");
        assertThat(delivery(event(order).toString()).post()).isEqualTo(200);
        SHOP.reaches(order, "processing");
        String notes = SHOP.seen(order).notes();
        assertThat(delivery(detected.toString()).post()).isEqualTo(200);
        assertThat(SHOP.seen(order, PayingShop.QUEUE).status()).isEqualTo("processing");
        assertThat(SHOP.seen(order).notes()).isEqualTo(notes);
    }

    /** The event says that it is paid and is signed; the session says that it is not. */
    @Test
    void anEventIsBelievedOnlyAsFarAsThePlatformRepeatsIt() {
        long order = SHOP.orderOnItsWay("50.00");
        JsonNode created = SHOP.event(SHOP.sessionOf(order), "session.created");
        String lie = created.toString().replace("session.created", "session.paid").replace("\"pending\"", "\"paid\"");
        assertThat(delivery(lie).post()).isEqualTo(200);
        assertThat(SHOP.seen(order, PayingShop.QUEUE).status()).isEqualTo("pending");
        assertThat(SHOP.completions(order)).isZero();
    }

    @Test
    void eventsOfOtherSitesAndOfTheOtherModeAreNoneOfOurs() {
        long order = paid("50.00");
        ObjectNode event = (ObjectNode) event(order);
        ObjectNode metadata = (ObjectNode) event.get("data").get("metadata");
        String site = metadata.get("siteId").asString();
        metadata.put("siteId", "zzzzzzzz");
        assertThat(delivery(event.toString()).post()).isEqualTo(200);
        metadata.put("siteId", site);
        event.put("livemode", true);
        assertThat(delivery(event.toString()).post()).isEqualTo(200);
        event.put("livemode", false).put("type", "webhook.test");
        assertThat(delivery(event.toString()).post()).isEqualTo(200);
        assertThat(rows()).isEmpty();
    }

    /** A signed event that names one order and a session of another: what the session itself names counts. */
    @Test
    void anEventThatNamesAnotherOrderThanItsSessionCompletesNeither() {
        long payer = paid("50.00");
        long other = SHOP.order("50.00");
        ObjectNode event = (ObjectNode) event(payer);
        ((ObjectNode) event.get("data").get("metadata")).put("orderId", "" + other);
        assertThat(delivery(event.toString()).post()).isEqualTo(200);
        assertThat(SHOP.seen(other, PayingShop.QUEUE).status()).isEqualTo("pending");
        assertThat(SHOP.seen(payer).status()).isEqualTo("pending");
        assertThat(SHOP.completions(other) + SHOP.completions(payer)).isZero();
    }

    @Test
    void anOrderThatWasEditedSinceIsNotCompletedAndTold() {
        long dearer = paid("50.00");
        change(dearer, "$o->set_total('50.01');");
        told(dearer, "on-hold", "but the order is over 50.01 EUR now");
        long elsewhere = paid("50.00");
        change(elsewhere, "$o->set_currency('USD');");
        told(elsewhere, "on-hold", "but the order is over 50.00 USD now");
        SHOP.php(PayingShop.LOOK + "return true;");
        assertThat(SHOP.completions(dearer) + SHOP.completions(elsewhere)).isZero();
        change(dearer, "$o->set_total('50.00');");
        assertThat(SHOP.seen(dearer, PayingShop.LOOK).status()).isEqualTo("processing");
        assertThat(SHOP.completions(dearer)).isOne();
    }

    @Test
    void anOrderThatIsPaidInAnotherWayByNowIsLeftAloneAndTold() {
        long order = paid("50.00");
        change(order, "$o->set_payment_method('bacs');");
        told(order, "pending", "is to be paid in another way by now");
        long done = paid("50.00");
        change(done, "$o->set_payment_method('bacs'); $o->save(); $o->payment_complete('bank-1');");
        told(done, "processing", "is to be paid in another way by now");
        assertThat(SHOP.completions(done)).isOne();
    }

    @Test
    void aTestPaymentDoesNotCompleteAnOrderThatIsPaidInLiveMode() {
        long order = paid("50.00");
        change(order, "$o->update_meta_data('_crypto_checkout_mode', 'live');");
        told(order, "pending", "does not count for this order");
    }

    @Test
    void whatTheMerchantCompletedHimselfIsNotCompletedAgain() {
        long order = paid("50.00");
        change(order, "$o->set_status('completed');");
        told(order, "completed", "which was already completed");
        long refunded = paid("50.00");
        change(refunded, "$o->set_status('refunded');");
        told(refunded, "refunded", "which was already refunded");
    }

    @Test
    void eitherSecretOfARotationIsTaken() {
        String old = SHOP.secret();
        SHOP.php("C\\Endpoint::rotate(C\\Connection::load('test')); return true;");
        assertThat(SHOP.secret()).isNotEqualTo(old);
        long order = paid("50.00");
        String event = event(order).toString();
        assertThat(ShopDelivery.signed(SHOP.site(), event, old, now()).post()).isEqualTo(200);
        assertThat(ShopDelivery.signed(SHOP.site(), event, SHOP.secret(), now()).post()).isEqualTo(200);
        SHOP.reaches(order, "processing");
    }

    @Test
    void whatTheShopCannotKeepIsSentAgain() throws IOException {
        long order = paid("50.00");
        Files.writeString(SHOP.content("test-database-refuses"), "");
        assertThat(delivery(event(order).toString()).post()).isEqualTo(500);
        Files.delete(SHOP.content("test-database-refuses"));
        assertThat(delivery(event(order).toString()).post()).isEqualTo(200);
        SHOP.reaches(order, "processing");
    }

    @Test
    void anEventWaitsWhileThePlatformIsDown() {
        long order = paid("50.00");
        platformAt("http://127.0.0.1:9");
        try {
            assertThat(delivery(event(order).toString()).post()).isEqualTo(200);
            assertThat(SHOP.seen(order, PayingShop.QUEUE).status()).isEqualTo("pending");
            assertThat(state(event(order))).isEqualTo("waiting");
        } finally {
            platformAt(SHOP.run().text("baseUrl"));
        }
        // Its scheduled action is lost; the row is not.
        SHOP.php("as_unschedule_all_actions('crypto_checkout_event'); return true;");
        assertThat(SHOP.seen(order, PayingShop.LOOK).status()).isEqualTo("processing");
        assertThat(state(event(order))).isEqualTo("done");
    }

    @Test
    void eventsAreForgottenAfterThirtyDays() {
        long order = paid("50.00");
        assertThat(delivery(event(order).toString()).post()).isEqualTo(200);
        SHOP.reaches(order, "processing");
        SHOP.php("add_filter('crypto_checkout_now', function ($now) { return $now + 29 * 86400; }, 20); C\\EventStore::prune(); return 1;");
        assertThat(rows()).isNotEmpty();
        SHOP.php("add_filter('crypto_checkout_now', function ($now) { return $now + 31 * 86400; }, 20); C\\EventStore::prune(); return 1;");
        assertThat(rows()).isEmpty();
    }

    /** An order of ours whose session is paid, of which the shop has not heard; nothing else waits in the shop. */
    private static long paid(String total) {
        long order = SHOP.orderOnItsWay(total);
        SHOP.pay(order, 100);
        SHOP.sessionReaches(SHOP.sessionOf(order), "paid");
        return order;
    }

    private static JsonNode event(long order) {
        return SHOP.event(SHOP.sessionOf(order), "session.paid");
    }

    private ShopDelivery delivery(String body) {
        return ShopDelivery.signed(SHOP.site(), body, secret, now());
    }

    private static java.time.Instant now() {
        return SHOP.run().clock.instant();
    }

    private static java.util.List<JsonNode> rows() {
        return SHOP.php("global $wpdb; return $wpdb->get_results(\"SELECT * FROM {$wpdb->prefix}crypto_checkout_event\");").valueStream()
                .toList();
    }

    /** What has become of an event that was taken; looking for what was missed may have brought others beside it. */
    private static String state(JsonNode event) {
        return rows().stream().filter(row -> row.get("event_id").equals(event.get("id"))).findFirst().orElseThrow().get("state").asString();
    }

    private static void change(long order, String how) {
        SHOP.php("$o = wc_get_order(" + order + "); " + how + " $o->save(); return true;");
    }

    /** The paid event comes: the order stays or goes where it should, is not completed by it, and says so once. */
    private void told(long order, String status, String note) {
        long before = SHOP.completions(order);
        String event = event(order).toString();
        for (int i = 0; i < 2; i++) {
            assertThat(delivery(event).post()).isEqualTo(200);
            PayingShop.Seen seen = SHOP.seen(order, PayingShop.QUEUE + PayingShop.LOOK);
            assertThat(seen.status()).isEqualTo(status);
            assertThat(seen.notes()).containsOnlyOnce(note);
            assertThat(seen.attention()).contains(note);
        }
        assertThat(SHOP.completions(order)).isEqualTo(before);
    }

    private static void platformAt(String url) {
        SHOP.php("C\\Connection::load('test')->change(array('base_url' => " + ShopSite.quoted(url) + ")); return true;");
    }
}
