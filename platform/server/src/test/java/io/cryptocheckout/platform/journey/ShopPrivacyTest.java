package io.cryptocheckout.platform.journey;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

<<<<<<< HEAD
/** Who asks for his data gets what orders hold of his crypto payments, and who has it erased has that erased too. */
=======
/** What orders hold of their crypto payments is exported to whoever asks, and erased as far as the shop erases orders. */
>>>>>>> connect
class ShopPrivacyTest {
    @RegisterExtension
    static final ShopPerClass SHOPS = new ShopPerClass();

<<<<<<< HEAD
    private static final String EMAIL = "anna@buyer.example";
    private static final String SESSION = "_crypto_checkout_session";

=======
>>>>>>> connect
    private final ShopSite shop = SHOPS.shop();

    @BeforeAll
    static void install() {
        SHOPS.admin().install();
    }

    @Test
<<<<<<< HEAD
    void whatAnOrderHoldsIsExportedAndErasedThoughTheShopTakesTheAddressOutOfIt() {
        long paid = order("completed", "cs_paid");
        long waiting = order("on-hold", "cs_waiting");
        JsonNode exported = shop.php("$all = apply_filters('wp_privacy_personal_data_exporters', array());"
                + "return call_user_func($all['crypto-checkout']['callback'], " + ShopSite.quoted(EMAIL) + ", 1);");
        assertThat(exported.toString()).contains("cs_paid", "cs_waiting");
        assertThat(exported.get("done").asBoolean()).isTrue();

        assertThat(erase("no").toString()).as("the shop keeps its orders").contains("is kept");
        assertThat(session(paid)).isEqualTo("cs_paid");
        JsonNode erased = erase("yes");
        assertThat(erased.get("items_removed").asBoolean()).isTrue();
        assertThat(erased.get("messages").toString()).contains("waits for its payment");
        assertThat(session(paid)).isEmpty();
        assertThat(shop.php("return wc_get_order(" + paid + ")->get_billing_email();").asString()).isNotEqualTo(EMAIL);
        assertThat(session(waiting)).as("without it the payment would not find it").isEqualTo("cs_waiting");
    }

    private long order(String status, String session) {
        return shop.php("$order = wc_create_order(); $order->set_billing_email(" + ShopSite.quoted(EMAIL) + ");"
                + "$order->update_meta_data('" + SESSION + "', '" + session + "'); $order->set_status('" + status + "'); $order->save();"
=======
    void aCustomerGetsWhatIsHisAndOnlyThat() {
        order("ada@buyer.example", "completed");
        order("bob@buyer.example", "completed");
        JsonNode exported = shop.php(run("exporters", "ada@buyer.example"));
        assertThat(exported.get("done").asBoolean()).isTrue();
        assertThat(exported.get("data").size()).isEqualTo(1);
        assertThat(exported.get("data").get(0).toString()).contains("cs_of_ada@buyer.example", "Crypto payments");
        assertThat(shop.php(run("exporters", "eve@buyer.example")).get("data").isEmpty()).isTrue();
    }

    @Test
    void whatWaitsForItsPaymentAndWhatTheShopKeepsIsNotErased() {
        long paid = order("cid@buyer.example", "completed");
        long waiting = order("cid@buyer.example", "on-hold");
        JsonNode kept = shop.php("update_option('woocommerce_erasure_request_removes_order_data', 'no');" + run("erasers", "cid@buyer.example"));
        assertThat(kept.get("items_removed").asBoolean()).isFalse();
        assertThat(kept.get("messages").size()).isEqualTo(2);
        JsonNode erased = shop.php("update_option('woocommerce_erasure_request_removes_order_data', 'yes');" + run("erasers", "cid@buyer.example"));
        assertThat(erased.get("items_removed").asBoolean()).isTrue();
        assertThat(erased.get("items_retained").asBoolean()).isTrue();
        assertThat(session(paid)).isEmpty();
        assertThat(session(waiting)).isEqualTo("cs_of_cid@buyer.example");
    }

    private long order(String email, String status) {
        return shop.php("$order = wc_create_order(); $order->set_billing_email('" + email + "'); $order->update_meta_data("
                + "'_crypto_checkout_session', 'cs_of_" + email + "'); $order->set_status('" + status + "'); $order->save();"
>>>>>>> connect
                + "return $order->get_id();").asLong();
    }

    private String session(long order) {
<<<<<<< HEAD
        return shop.php("return (string) wc_get_order(" + order + ")->get_meta('" + SESSION + "');").asString();
    }

    /** Runs the erasers one after another as WordPress does; WooCommerce's, which empties paid orders, was registered before ours. */
    private JsonNode erase(String orders) {
        return shop.php("update_option('woocommerce_erasure_request_removes_order_data', '" + orders + "');"
                + "add_filter('wp_privacy_personal_data_erasers', function ($all) { return $all + array('orders-of-the-shop' => array('callback' =>"
                + "function ($email) { foreach (wc_get_orders(array('billing_email' => $email, 'status' => 'completed')) as $order) {"
                + "if ('yes' === get_option('woocommerce_erasure_request_removes_order_data')) {"
                + "$order->set_billing_email('deleted@site.invalid'); $order->save(); } } })); }, 9);"
                + "$answer = null; foreach (apply_filters('wp_privacy_personal_data_erasers', array()) as $name => $eraser) {"
                + "if (in_array($name, array('crypto-checkout', 'orders-of-the-shop'), true)) {"
                + "$said = call_user_func($eraser['callback'], " + ShopSite.quoted(EMAIL) + ", 1);"
                + "$answer = 'crypto-checkout' === $name ? $said : $answer; } } return $answer;");
=======
        return shop.php("return (string) wc_get_order(" + order + ")->get_meta('_crypto_checkout_session');").asString();
    }

    private static String run(String tools, String email) {
        return "$tools = apply_filters('wp_privacy_personal_data_" + tools + "', array());"
                + "return call_user_func($tools['crypto-checkout']['callback'], '" + email + "', 1);";
>>>>>>> connect
    }
}
