package io.cryptocheckout.platform.journey;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** Who asks for his data gets what orders hold of his crypto payments, and who has it erased has that erased too. */
class ShopPrivacyTest {
    @RegisterExtension
    static final ShopPerClass SHOPS = new ShopPerClass();

    private static final String EMAIL = "anna@buyer.example";
    private static final String SESSION = "_crypto_checkout_session";

    private final ShopSite shop = SHOPS.shop();

    @BeforeAll
    static void install() {
        SHOPS.admin().install();
    }

    @Test
    void whatAnOrderHoldsIsExportedAndErasedThoughTheShopTakesTheAddressOutOfIt() {
        long paid = order(EMAIL, "completed", "cs_paid");
        long waiting = order(EMAIL, "on-hold", "cs_waiting");
        JsonNode exported = export(EMAIL);
        assertThat(exported.toString()).contains("cs_paid", "cs_waiting");
        assertThat(exported.get("done").asBoolean()).isTrue();

        assertThat(erase(EMAIL, "no").toString()).as("the shop keeps its orders").contains("is kept");
        assertThat(session(paid)).isEqualTo("cs_paid");
        JsonNode erased = erase(EMAIL, "yes");
        assertThat(erased.get("items_removed").asBoolean()).isTrue();
        assertThat(erased.get("messages").toString()).contains("waits for its payment");
        assertThat(session(paid)).isEmpty();
        assertThat(shop.php("return wc_get_order(" + paid + ")->get_billing_email();").asString()).isNotEqualTo(EMAIL);
        assertThat(session(waiting)).as("without it the payment would not find it").isEqualTo("cs_waiting");
    }

    /** Plugins that repeat orders copy their fields; the payment is the first one's alone. */
    @Test
    void anOrderThatWasCopiedIsExportedWithoutTheOthersPaymentAndErasedWithIt() {
        String email = "bert@buyer.example";
        long first = order(email, "completed", "cs_of_the_first");
        long copy = order(email, "completed", "cs_of_the_first");
        shop.php("$copy = wc_get_order(" + copy + "); $copy->update_meta_data('_crypto_checkout_order', '" + first
                + "'); return $copy->save();");
        JsonNode exported = export(email).get("data");
        assertThat(exported.size()).isOne();
        assertThat(exported.get(0).get("item_id").asString()).isEqualTo("crypto-checkout-" + first);
        assertThat(erase(email, "yes").get("items_removed").asBoolean()).isTrue();
        assertThat(session(first) + session(copy)).isEmpty();
    }

    private long order(String email, String status, String session) {
        return shop.php("$order = wc_create_order(); $order->set_billing_email(" + ShopSite.quoted(email) + ");"
                + "CryptoCheckout\\WooCommerce\\Orders::set($order, array('" + SESSION + "' => '" + session + "'));"
                + "$order->set_status('" + status + "'); $order->save(); return $order->get_id();").asLong();
    }

    private String session(long order) {
        return shop.php("return (string) wc_get_order(" + order + ")->get_meta('" + SESSION + "');").asString();
    }

    private JsonNode export(String email) {
        return shop.php("$all = apply_filters('wp_privacy_personal_data_exporters', array());"
                + "return call_user_func($all['crypto-checkout']['callback'], " + ShopSite.quoted(email) + ", 1);");
    }

    /** Runs the erasers one after another as WordPress does; WooCommerce's, which empties paid orders, was registered before ours. */
    private JsonNode erase(String email, String orders) {
        return shop.php("update_option('woocommerce_erasure_request_removes_order_data', '" + orders + "');"
                + "add_filter('wp_privacy_personal_data_erasers', function ($all) { return $all + array('orders-of-the-shop' => array('callback' =>"
                + "function ($email) { foreach (wc_get_orders(array('billing_email' => $email, 'status' => 'completed')) as $order) {"
                + "if ('yes' === get_option('woocommerce_erasure_request_removes_order_data')) {"
                + "$order->set_billing_email('deleted@site.invalid'); $order->save(); } } })); }, 9);"
                + "$answer = null; foreach (apply_filters('wp_privacy_personal_data_erasers', array()) as $name => $eraser) {"
                + "if (in_array($name, array('crypto-checkout', 'orders-of-the-shop'), true)) {"
                + "$said = call_user_func($eraser['callback'], " + ShopSite.quoted(email) + ", 1);"
                + "$answer = 'crypto-checkout' === $name ? $said : $answer; } } return $answer;");
    }
}
