package io.cryptocheckout.platform.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * What the plugin and its tests take for granted of WooCommerce. The stand-in and a real shop both have to pass: where they differ, the
 * stand-in is wrong.
 */
class StandInFactsTest {
    private static final String NEW_ORDER = "$posts = get_posts(array('post_type' => 'product', 'numberposts' => 1, 'orderby' => 'ID', 'order' => 'ASC'));"
            + "$order = wc_create_order(); $order->add_product(wc_get_product($posts[0]->ID)); $order->set_payment_method('crypto_checkout');"
            + "$order->set_payment_method_title('Crypto'); $order->calculate_totals(); $order->save();";

    private static ShopSite shop;

    @BeforeAll
    static void open() {
        shop = ShopSite.open(Clock.systemUTC());
    }

    @AfterAll
    static void close() {
        try (ShopSite open = shop) {
            assertThat(open.debugLog()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"pending", "on-hold", "failed", "cancelled", "checkout-draft"})
    void aPaymentCompletesAnOrderThatWaits(String from) {
        JsonNode done = php(NEW_ORDER + "$order->set_status('" + from + "'); $order->save(); $order = wc_get_order($order->get_id());"
                + "$answer = $order->payment_complete('cs_1'); $read = wc_get_order($order->get_id());"
                + "return array($answer, $read->get_status(), $read->get_transaction_id(), $read->is_paid(), $read->get_date_paid() !== null);");
        assertThat(done.toString()).isEqualTo("[true,\"processing\",\"cs_1\",true,true]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"processing", "completed", "refunded"})
    void aPaymentLeavesAFinishedOrderAloneAndSaysTrue(String from) {
        JsonNode done = php(NEW_ORDER + "$order->set_status('" + from + "'); $order->save(); $order = wc_get_order($order->get_id());"
                + "$times = 0; add_action('woocommerce_payment_complete', function () use (&$times) { $times++; });"
                + "return array($order->payment_complete('cs_1'), wc_get_order($order->get_id())->get_status(), $times);");
        assertThat(done.toString()).isEqualTo("[true,\"" + from + "\",0]");
    }

    @Test
    void aPaymentIsNotedWithItsMethodAndItsNumber() {
        JsonNode notes = php(NEW_ORDER + "$order->payment_complete('cs_9');"
                + "return array_map(function ($n) { return $n->content; }, wc_get_order_notes(array('order_id' => $order->get_id())));");
        assertThat(texts(notes)).contains("Payment via Crypto (cs_9).");
    }

    @Test
    void anOrderOfVirtualThingsAloneIsProcessedToo() {
        JsonNode status = php("$p = wp_insert_post(array('post_type' => 'product', 'post_status' => 'publish', 'post_title' => 'Song'));"
                + "foreach (array('_price' => '5', '_regular_price' => '5', '_virtual' => 'yes') as $k => $v) { update_post_meta($p, $k, $v); }"
                + "$order = wc_create_order(); $order->add_product(wc_get_product($p)); $order->calculate_totals(); $order->payment_complete();"
                + "$s = wc_get_order($order->get_id())->get_status(); wp_delete_post($p, true); return $s;");
        assertThat(status.asString()).isEqualTo("processing");
    }

    @Test
    void thePrivateDataOfPluginsIsListedAndTakenOut() {
        assertThat(php(NEW_ORDER + "$order->update_meta_data('_one', '1'); $order->update_meta_data('_two', '2'); $order->save();"
                + "$order = wc_get_order($order->get_id()); foreach ($order->get_meta_data() as $meta) {"
                + "if ('_one' === $meta->get_data()['key']) { $order->delete_meta_data('_one'); } } $order->save();"
                + "$read = wc_get_order($order->get_id()); return array($read->get_meta('_one'), $read->get_meta('_two'));").toString())
                .isEqualTo("[\"\",\"2\"]");
    }

    @Test
    void aTotalIsATextWithTwoPlaces() {
        assertThat(php(NEW_ORDER + "return array(wc_get_order($order->get_id())->get_total(), $order->get_currency());").toString())
                .isEqualTo("[\"50.00\",\"EUR\"]");
    }

    @Test
    void anOrderWaitsForItsPaymentWhilePendingOrFailedOnly() {
        JsonNode waits = php(NEW_ORDER
                + "$found = array(); foreach (array('pending', 'on-hold', 'failed', 'cancelled', 'processing') as $s)"
                + "{ $order->set_status($s); $order->save(); $found[$s] = wc_get_order($order->get_id())->needs_payment(); } return $found;");
        assertThat(waits.toString())
                .isEqualTo("{\"pending\":true,\"on-hold\":false,\"failed\":true,\"cancelled\":false,\"processing\":false}");
    }

    @Test
    void aChangeOfStatusIsToldInThisOrder() {
        JsonNode told = php(NEW_ORDER + "$told = array(); foreach (array('woocommerce_order_status_on-hold', "
                + "'woocommerce_order_status_pending_to_on-hold', 'woocommerce_order_status_changed') as $hook) { add_action($hook, "
                + "function () use (&$told, $hook) { $told[] = $hook . ' ' . wc_get_order(func_get_arg(0))->get_status(); }); }"
                + "$order->update_status('on-hold', 'Seen.'); $order->update_status('on-hold', 'Again.'); return $told;");
        assertThat(texts(told)).containsExactly("woocommerce_order_status_on-hold on-hold",
                "woocommerce_order_status_pending_to_on-hold on-hold", "woocommerce_order_status_changed on-hold");
    }

    @Test
    void anActionCalledUniqueIsDroppedForTheSecondOrder() {
        String forget = "as_unschedule_all_actions('fact_u'); as_unschedule_all_actions('fact_n');";
        JsonNode waiting = php(forget + "as_enqueue_async_action('fact_u', array('a'), 'facts', true);"
                + "as_enqueue_async_action('fact_u', array('b'), 'facts', true);"
                + "as_enqueue_async_action('fact_n', array('a'), 'facts'); as_enqueue_async_action('fact_n', array('b'), 'facts');"
                + "$found = array(); foreach (array('u', 'n') as $k) { foreach (array('a', 'b') as $x) {"
                + "$found[$k . $x] = as_has_scheduled_action('fact_' . $k, array($x), 'facts'); } }"
                + "as_unschedule_all_actions('fact_n', array(), 'facts'); $found['group'] = as_has_scheduled_action('fact_n', null, 'facts');"
                + "as_unschedule_all_actions('', array(), 'facts'); $found['rest'] = as_has_scheduled_action('fact_n', null, 'facts'); return $found;");
        assertThat(waiting.toString()).as("and a hook with a group ends only what has no arguments")
                .isEqualTo("{\"ua\":true,\"ub\":false,\"na\":true,\"nb\":true,\"group\":true,\"rest\":false}");
    }

    @Test
    void theQueueRunsWhatIsDueWithItsArguments() {
        JsonNode seen = php("$seen = array(); add_action('fact_run', function ($a, $b) use (&$seen) { $seen[] = $a . $b; }, 10, 2);"
                + "as_enqueue_async_action('fact_run', array('x', 'y'), 'facts');"
                + "as_schedule_single_action(time() + 3600, 'fact_run', array('late', '!'), 'facts');"
                + "do_action('action_scheduler_run_queue', 'test'); do_action('action_scheduler_run_queue', 'test');"
                + "$later = as_has_scheduled_action('fact_run', array('late', '!'), 'facts'); as_unschedule_all_actions('fact_run');"
                + "return array($seen, $later);");
        assertThat(seen.toString()).isEqualTo("[[\"xy\"],true]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "no"})
    void whatAPluginKeepsWithAnOrderIsReadByTheOrderAlone(String tables) {
        // A shop with orders refuses to change its store: the real one is run once with each.
        boolean asItIs = ShopSite.isGiven();
        String choose = asItIs ? "" : "update_option('woocommerce_custom_orders_table_enabled', '" + tables + "');";
        JsonNode kept = php(choose + NEW_ORDER + "$order->update_meta_data('_fact', 'cs_2'); $order->save(); $id = $order->get_id();"
                + "$found = wc_get_orders(array('meta_key' => '_fact', 'meta_value' => 'cs_2', 'limit' => 1, 'return' => 'ids'));"
                + "$answer = array('read' => wc_get_order($id)->get_meta('_fact'), 'found' => $found === array($id), "
                + "'none' => wc_get_order($id)->get_meta('_other'), 'post' => get_post_meta($id, '_fact', true), "
                + "'tables' => Automattic\\WooCommerce\\Utilities\\OrderUtil::custom_orders_table_usage_is_enabled());"
                + (asItIs ? "" : "update_option('woocommerce_custom_orders_table_enabled', 'yes');") + "return $answer;");
        assertThat(kept.get("read").asString()).isEqualTo("cs_2");
        assertThat(kept.get("found").asBoolean()).isTrue();
        assertThat(kept.get("none").asString()).isEmpty();
        assertThat(kept.get("post").asString()).isEqualTo(kept.get("tables").asBoolean() ? "" : "cs_2");
        if (!asItIs) {
            assertThat(kept.get("tables").asBoolean()).isEqualTo(tables.equals("yes"));
        }
    }

    @Test
    void ordersAreFoundByMethodAndStatus() {
        JsonNode found = php(NEW_ORDER + "$a = $order->get_id(); " + NEW_ORDER
                + "$order->set_status('on-hold'); $order->save(); $b = $order->get_id();"
                + NEW_ORDER + "$order->set_payment_method('other'); $order->save(); $c = $order->get_id();"
                + "$ids = wc_get_orders(array('payment_method' => 'crypto_checkout', 'status' => array('pending', 'on-hold'), 'limit' => 2, "
                + "'orderby' => 'ID', 'order' => 'DESC', 'return' => 'ids')); return array($ids === array($b, $a), $ids, $a, $b, $c);");
        assertThat(found.get(0).asBoolean()).as(found.toString()).isTrue();
    }

    @Test
    void onlyPendingOrdersOfACheckoutAreCancelledForWantOfPayment() {
        // Where orders are posts, a save makes them new again: the post itself is made old.
        String old = "$order->set_created_via('checkout'); $order->set_date_modified(time() - 7200); $order->save(); global $wpdb;"
                + "$wpdb->update($wpdb->posts, array('post_modified' => gmdate('Y-m-d H:i:s', time() - 7200), 'post_modified_gmt' => "
                + "gmdate('Y-m-d H:i:s', time() - 7200)), array('ID' => $order->get_id())); clean_post_cache($order->get_id());";
        JsonNode left = php("update_option('woocommerce_manage_stock', 'yes'); update_option('woocommerce_hold_stock_minutes', '60');"
                + NEW_ORDER + old + "$a = $order->get_id();" + NEW_ORDER + "$order->set_status('on-hold'); $order->save();" + old
                + "$b = $order->get_id(); wc_cancel_unpaid_orders();"
                + "return array(wc_get_order($a)->get_status(), wc_get_order($b)->get_status());");
        assertThat(left.toString()).isEqualTo("[\"cancelled\",\"on-hold\"]");
    }

    @Test
    void thePagesOfAnOrderHaveTheseAddresses() {
        JsonNode urls = php(
                NEW_ORDER + "return array($order->get_id(), $order->get_order_key(), $order->get_checkout_order_received_url(), "
                        + "$order->get_checkout_payment_url());");
        String id = urls.get(0).asString();
        String key = urls.get(1).asString();
        assertThat(urls.get(2).asString()).isEqualTo(shop.url() + "/checkout/order-received/" + id + "/?key=" + key);
        assertThat(urls.get(3).asString()).isEqualTo(shop.url() + "/checkout/order-pay/" + id + "/?pay_for_order=true&key=" + key);
        assertThat(key).startsWith("wc_order_");
    }

    @Test
    void whatTheLoggerTakesStandsInAFileOfItsSource() {
        php("wc_get_logger()->warning('a fact', array('source' => 'crypto-checkout')); return true;");
        assertThat(shop.pluginLog()).contains("a fact");
    }

    /** Every name that the plugin may use of WooCommerce is in the shop. */
    @Test
    void theNamesAreThere() {
        Map<String, List<String>> names = Map.of(
                "class_exists", List.of("WooCommerce", "WC_Payment_Gateway", "WC_Order", "WC_Product", "WC_Logger", "WC_Admin_Settings",
                        "Automattic\\WooCommerce\\Utilities\\FeaturesUtil", "Automattic\\WooCommerce\\Utilities\\OrderUtil",
                        "Automattic\\WooCommerce\\Blocks\\Payments\\Integrations\\AbstractPaymentMethodType",
                        "Automattic\\WooCommerce\\Blocks\\Payments\\PaymentMethodRegistry"),
                "function_exists", List.of("WC", "wc_get_order", "wc_get_orders", "wc_create_order", "wc_get_logger", "wc_add_notice",
                        "wc_print_notices", "wc_print_notice", "wc_clean", "wc_price", "wc_get_checkout_url", "wc_get_endpoint_url",
                        "wc_get_order_statuses", "wc_get_order_status_name", "wc_get_is_paid_statuses", "wc_get_order_notes",
                        "wc_cancel_unpaid_orders", "get_woocommerce_currency", "as_enqueue_async_action",
                        "as_schedule_single_action", "as_schedule_recurring_action", "as_has_scheduled_action",
                        "as_unschedule_all_actions"),
                "defined", List.of("WC_VERSION", "WC_PLUGIN_FILE"));
        String missing = names.entrySet().stream().flatMap(kind -> kind.getValue().stream().map(name -> "if (!" + kind.getKey() + "("
                + ShopSite.quoted(name) + ")) { $missing[] = " + ShopSite.quoted(name) + "; }")).collect(Collectors.joining());
        assertThat(texts(php("$missing = array(); " + missing + "return $missing;"))).isEmpty();
        assertThat(php("return current_user_can('manage_woocommerce');").asBoolean()).isTrue();
    }

    private static JsonNode php(String script) {
        return shop.php(script);
    }

    private static List<String> texts(JsonNode list) {
        return Stream.iterate(0, i -> i < list.size(), i -> i + 1).map(i -> list.get(i).asString()).toList();
    }
}
