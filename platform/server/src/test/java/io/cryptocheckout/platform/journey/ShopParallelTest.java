package io.cryptocheckout.platform.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** Fifty paid orders of which the shop hears four times at once, each: by the event, by its own look, or by both. */
class ShopParallelTest {
    @RegisterExtension
    static final PayingShop SHOP = new PayingShop();

    private static final int ORDERS = 50;
    private static final int AT_ONCE = 4;

    /** One order, where its buyer sees it, and the event that tells of its payment. */
    private record Paid(long order, String page, JsonNode event) {}

    @Test
    void fourDeliveriesAtOnceOfFiftyOrdersCompleteEachOnce() throws Exception {
        SHOP.webhooks(false);
        Files.writeString(SHOP.content("test-queue-sleeps"), "");
        List<Paid> all = paid();
        String secret = SHOP.secret();
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            for (Paid one : all) {
                CyclicBarrier start = new CyclicBarrier(AT_ONCE);
                List<Callable<List<Integer>>> work = new ArrayList<>();
                for (int i = 0; i < AT_ONCE; i++) {
                    boolean looks = i == AT_ONCE - 1;
                    work.add(() -> {
                        start.await();
                        return looks ? List.of(SHOP.site().get(one.page()).statusCode()) : hears(one, secret);
                    });
                }
                for (Future<List<Integer>> done : threads.invokeAll(work)) {
                    assertThat(done.get()).as("order %d", one.order()).containsOnly(200);
                }
            }
        }
        SHOP.site().queue();
        for (Paid one : all) {
            assertThat(SHOP.completions(one.order())).as("completions of order %d", one.order()).isOne();
        }
        assertThat(SHOP.php("return count(wc_get_orders(array('status' => 'processing', 'limit' => -1, 'return' => 'ids')));").asInt())
                .isGreaterThanOrEqualTo(ORDERS);
    }

    /** A delivery, and the work on its event in a request of its own, as Action Scheduler may do it in several processes. */
    private static List<Integer> hears(Paid one, String secret) {
        int delivered = ShopDelivery.signed(SHOP.site(), one.event().toString(), secret, SHOP.run().clock.instant()).post();
        int worked = SHOP.site().post("/wp-json/test-payments/v1/event/" + one.event().get("id").asString(), "", Map.of()).statusCode();
        return List.of(delivered, worked);
    }

    private static List<Paid> paid() throws IOException {
        List<Paid> all = new ArrayList<>();
        JsonNode orders = SHOP
                .php("$made = array(); for ($i = 0; $i < " + ORDERS + "; $i++) { " + PayingShop.NEW_ORDER + "$o->save();"
                        + PayingShop.SEND.formatted("$o->get_id()")
                        + "$o = wc_get_order($o->get_id()); $made[] = array($o->get_id(), $o->get_meta('_crypto_checkout_session'),"
                        + " wp_make_link_relative($o->get_checkout_order_received_url())); } return $made;");
        for (JsonNode order : orders) {
            SHOP.pay(SHOP.session(order.get(1).asString()), 100);
        }
        for (JsonNode order : orders) {
            String session = order.get(1).asString();
            SHOP.sessionReaches(session, "paid");
            all.add(new Paid(order.get(0).asLong(), order.get(2).asString(), SHOP.event(session, "session.paid")));
        }
        return all;
    }
}
