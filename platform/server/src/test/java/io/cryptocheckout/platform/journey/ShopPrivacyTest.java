package io.cryptocheckout.platform.journey;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** What orders hold of their crypto payments is exported to whoever asks, and erased as far as the shop erases orders. */
class ShopPrivacyTest {
    @RegisterExtension
    static final ShopPerClass SHOPS = new ShopPerClass();

    private final ShopSite shop = SHOPS.shop();

    @BeforeAll
    static void install() {
        SHOPS.admin().install();
    }

    @Test
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
                + "return $order->get_id();").asLong();
    }

    private String session(long order) {
        return shop.php("return (string) wc_get_order(" + order + ")->get_meta('_crypto_checkout_session');").asString();
    }

    private static String run(String tools, String email) {
        return "$tools = apply_filters('wp_privacy_personal_data_" + tools + "', array());"
                + "return call_user_func($tools['crypto-checkout']['callback'], '" + email + "', 1);";
    }
}
