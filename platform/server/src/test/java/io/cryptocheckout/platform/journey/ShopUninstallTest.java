package io.cryptocheckout.platform.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A plugin that is switched off and deleted leaves nothing behind but what orders hold of their payments. */
class ShopUninstallTest {
    @RegisterExtension
    static final ShopPerClass SHOPS = new ShopPerClass();

    private static final LocalRun RUN = LocalRun.shared();
    private static final String ROW = "tr[data-plugin='" + ShopSite.PLUGIN + "/" + ShopSite.PLUGIN + ".php']";

    private final Shop store = Shop.open(RUN, "Tulips");
    private final ShopPanel panel = new ShopPanel(SHOPS.admin());
    private final ShopSite shop = panel.admin().shop();

    @BeforeEach
    void install() {
        panel.admin().install();
        panel.connect("test", store);
    }

    @Test
    void itGivesItsAccessBackAndKeepsTheOrders() {
        String token = panel.kept("test").get("access_token").asString();
        long order = shop.php("$order = wc_create_order(); $order->update_meta_data('_crypto_checkout_session', 'cs_1'); $order->save();"
                + "set_transient('crypto_checkout_no_EUR', '1', 3600); set_transient('crypto_checkout_look_1', '1'); return $order->get_id();")
                .asLong();
        delete();
        assertThat(new Api(RUN.text("baseUrl"), token).get("/api/v1/store").status()).isEqualTo(401);
        assertThat(RUN.value("select end_reason from oauth.app_grant where store_id = '" + store.store() + "'")).isEqualTo("revoked");
        assertThat(
                RUN.value("select count(*) from events.webhook_endpoint where deleted_at is null and store_id = '" + store.store() + "'"))
                .isEqualTo("0");
        assertThat(left()).isEmpty();
        assertThat(shop.php("return wc_get_order(" + order + ")->get_meta('_crypto_checkout_session');").asString()).isEqualTo("cs_1");
    }

    @Test
    void withoutWooCommerceAndWithoutThePlatformItIsDeletedAllTheSame() {
        shop.php("$name = 'crypto_checkout_connection_test'; $kept = get_option($name); $kept['base_url'] = 'http://127.0.0.1:9';"
                + "update_option($name, $kept, false); require_once ABSPATH . 'wp-admin/includes/plugin.php';"
                + "deactivate_plugins('woocommerce/woocommerce.php', true); return true;");
        try {
            panel.page().navigate(shop.url() + "/wp-admin/plugins.php");
            assertThat(panel.page().locator(".notice-error").allTextContents().toString())
                    .contains("Install and activate WooCommerce first");
            delete();
            assertThat(left()).isEmpty();
        } finally {
            shop.php("require_once ABSPATH . 'wp-admin/includes/plugin.php'; activate_plugin('woocommerce/woocommerce.php'); return true;");
        }
    }

    @Test
    void switchedOffAndOnAgainItHasItsTables() {
        String lock = "{$wpdb->prefix}crypto_checkout_lock";
        shop.php("global $wpdb; $wpdb->query(\"DROP TABLE " + lock + "\"); return true;");
        Page page = panel.page();
        page.navigate(shop.url() + "/wp-admin/plugins.php");
        page.waitForNavigation(() -> page.locator(ROW + " .deactivate a").click());
        page.waitForNavigation(() -> page.locator(ROW + " .activate a").click());
        assertThat(shop.php("global $wpdb; return $wpdb->get_var(\"SELECT count(*) FROM " + lock + "\");").asString()).isEqualTo("0");
        panel.open().press("test:test");
        assertThat(panel.said()).contains("The test event arrived");
        delete();
    }

    /** Switches it off and deletes it, as somebody does in the list of plugins. */
    private void delete() {
        Page page = panel.page();
        page.navigate(shop.url() + "/wp-admin/plugins.php");
        page.waitForNavigation(() -> page.locator(ROW + " .deactivate a").click());
        page.onDialog(dialog -> dialog.accept());
        page.locator(ROW + " .delete a").click();
        page.locator(ROW + ".deleted, tr.plugin-deleted-tr, " + ROW + " + tr .updated-message").first().waitFor();
        assertThat(java.nio.file.Files.exists(shop.folder().resolve("wp-content/plugins/" + ShopSite.PLUGIN))).isFalse();
    }

    /** Options, tables and notes with the plugin's name. */
    private String left() {
        return String.join(" ", shop.php("global $wpdb; return array_merge("
                + "$wpdb->get_col(\"SELECT option_name FROM $wpdb->options WHERE option_name LIKE '%crypto_checkout%'\"),"
                + "$wpdb->get_col(\"SELECT meta_key FROM $wpdb->usermeta WHERE meta_key LIKE '%crypto_checkout%'\"),"
                + "$wpdb->get_col(\"SHOW TABLES LIKE '%crypto_checkout%'\"));").valueStream().map(name -> name.asString()).toList());
    }
}
