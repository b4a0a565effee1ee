package io.cryptocheckout.platform.journey;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** A site with the shop's connection comes up at another address: nothing happens there until somebody says what it is. */
class ShopClonedSiteTest {
    @RegisterExtension
    static final PanelPerTest SHOPS = new PanelPerTest();

    private static final LocalRun RUN = LocalRun.shared();
    private static final String CALL = "try { (new CryptoCheckout\\WooCommerce\\ApiClient(CryptoCheckout\\WooCommerce\\Connection::load('test')))"
            + "->get('/store'); return 'called'; } catch (CryptoCheckout\\WooCommerce\\ApiProblem $problem) { return $problem->code_name(); }";

    private final Shop store = SHOPS.store();
    private final ShopPanel panel = SHOPS.panel();
    private final ShopSite shop = panel.admin().shop();
    private @Nullable ShopPatch elsewhere;

    /** The same machine answers to another name, which is another address to WordPress and to the platform. */
    @BeforeEach
    void connectAndComeUpElsewhere() {
        panel.connect("test", store).press("offer:test");
        assertThat(offered()).isTrue();
        elsewhere = at("str_replace('127.0.0.1', 'localhost', $home)");
    }

    /** As search-replace, migration plugins and the staging buttons of hosts do it: in every option, inside of arrays too. */
    @Test
    void whateverReplacedTheAddressEverywhereACopyIsKnownAsOne() {
        String here = shop.url().substring("http://".length());
        shop.php("global $wpdb; $in = function ($value) use (&$in) { return is_array($value) ? array_map($in, $value)"
                + " : (is_string($value) ? str_replace(" + ShopSite.quoted(here) + ", "
                + ShopSite.quoted(here.replace("127.0.0.1", "localhost"))
                + ", $value) : $value); };"
                + "foreach ($wpdb->get_results(\"SELECT * FROM $wpdb->options WHERE option_name LIKE '%crypto_checkout%'\") as $row) {"
                + "$wpdb->update($wpdb->options, array('option_value' => maybe_serialize($in(maybe_unserialize($row->option_value)))),"
                + "array('option_name' => $row->option_name)); } return wp_cache_flush();");
        assertThat(shop.php(CALL).asString()).isEqualTo("site_cloned");
        assertThat(offered()).isFalse();
        assertThat(panel.open().page().locator(ShopPanel.PART).textContent())
                .contains("was connected at " + shop.url() + " and is now at http://localhost");
    }

    /** WP_HOME made of each request's host is no address where there is no request. */
    @Test
    void aConsoleThatKnowsNoHostActsForTheShopAndNotForACopyOfIt() {
        at("'http://'");
        assertThat(shop.php(CALL).asString()).isEqualTo("called");
        shop.php("$name = 'crypto_checkout_connection_test'; $kept = get_option($name);"
                + "$kept['site']['installation'] = hash('sha256', 'another folder'); return update_option($name, $kept, false);");
        assertThat(shop.php(CALL).asString()).isEqualTo("site_cloned");
        at(ShopSite.quoted(shop.url().replace("127.0.0.1", "www.127.0.0.1")));
        assertThat(shop.php(CALL).asString()).isEqualTo("called");
    }

    @Test
    void ofTwoFirstRequestsOneMakesTheIdOfTheSite() {
        JsonNode ids = shop.php("global $wpdb; $name = 'crypto_checkout_site_id'; delete_option($name); get_option($name);"
                + "$wpdb->insert($wpdb->options, array('option_name' => $name, 'option_value' => 'ab12cd34', 'autoload' => 'no'));"
                + "$second = CryptoCheckout\\WooCommerce\\Site::id();"
                + "return array($second, $wpdb->get_var(\"SELECT option_value FROM $wpdb->options WHERE option_name = '$name'\"));");
        assertThat(ids.valueStream().map(JsonNode::asString).toList()).containsExactly("ab12cd34", "ab12cd34");
        shop.php("return delete_option('crypto_checkout_site_id');");
        assertThat(siteId()).matches("[a-z0-9]{8}").isEqualTo(siteId()).isNotEqualTo("ab12cd34");
    }

    @AfterEach
    void comeBack() {
        if (elsewhere != null) {
            elsewhere.close();
        }
    }

    @Test
    void nothingIsPaidAndNothingIsSentUntilSomebodySaysWhatItIs() {
        assertThat(offered()).isFalse();
        assertThat(shop.php(CALL).asString()).isEqualTo("site_cloned");
        panel.page().navigate(shop.url() + "/wp-admin/index.php");
        assertThat(panel.page().locator(".notice-error").allTextContents().toString()).contains("takes no payments here");
        Look look = new Look();
        panel.open();
        look.at(panel.page(), ShopPanel.PART, "shop-at-another-address");
        assertThat(look.problems()).isEmpty();
        assertThat(panel.page().locator(ShopPanel.PART).textContent()).contains("is now at http://localhost", "This is a copy",
                "The shop has moved").doesNotContain("Send a test event", "Disconnect");
        assertThat(shop.php("return CryptoCheckout\\WooCommerce\\Disconnect::run('test');").isEmpty()).isTrue();
        assertThat(ended()).as("a copy ends nothing, not even when it is disconnected or deleted").isEqualTo("null");
    }

    @Test
    void aCopyForgetsTheConnectionAndTheShopKeepsIt() {
        String token = panel.kept("test").get("access_token").asString();
        String site = siteId();
        panel.open().press("copy");
        assertThat(panel.said()).contains("This copy has forgotten the connection");
        assertThat(panel.kept("test").isEmpty()).isTrue();
        assertThat(siteId()).as("its orders are not the shop's").isNotEqualTo(site);
        assertThat(new Api(RUN.text("baseUrl"), token).get("/api/v1/store").status()).isEqualTo(200);
        assertThat(ended()).isEqualTo("null");
        assertThat(endpoint()).startsWith("http://127.0.0.1");

        Shop other = Shop.open(RUN, "Roses");
        panel.page().context().clearCookies();
        panel.admin().signIn();
        panel.connect("test", other);
        assertThat(panel.card("test")).contains("Connected to Roses");
        panel.press("test:test");
        assertThat(panel.said()).contains("The test event arrived");
    }

    @Test
    void aShopThatHasMovedKeepsItsConnectionAndThePlatformKnowsTheNewAddress() {
        String site = siteId();
        panel.open().press("moved");
        assertThat(panel.said()).contains("keeps its connection, and the platform knows the new address");
        assertThat(endpoint()).startsWith("http://localhost");
        assertThat(siteId()).isEqualTo(site);
        assertThat(offered()).isTrue();
        panel.press("test:test");
        assertThat(panel.said()).contains("The test event arrived");
        assertThat(shop.php(CALL).asString()).isEqualTo("called");

        panel.press("disconnect:test");
        panel.connect("test", store);
        assertThat(panel.card("test")).as("the new address is registered").contains("Connected to Tulips");
    }

    /** What the shop takes for its address from now on: an expression of PHP, which may use what it was. */
    private ShopPatch at(String home) {
        return ShopPatch.in(shop, "elsewhere", "add_filter('option_home', function ($home) { return " + home + "; }, 20);");
    }

    /** Whether customers are offered to pay with crypto, as far as the connection decides it. */
    private boolean offered() {
        return shop.php("return CryptoCheckout\\WooCommerce\\Gateway::is_ready();").asBoolean();
    }

    private String siteId() {
        return shop.php("return CryptoCheckout\\WooCommerce\\Site::id();").asString();
    }

    private String ended() {
        return RUN.value("select ended_at from oauth.app_grant where store_id = '" + store.store() + "'");
    }

    private String endpoint() {
        return RUN.value("select url from events.webhook_endpoint where deleted_at is null and store_id = '" + store.store() + "'");
    }
}
