package io.cryptocheckout.platform.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import io.cryptocheckout.platform.access.ApiKeys;
import io.cryptocheckout.platform.id.IdKind;
import io.cryptocheckout.platform.oauth.RegistrationTokens;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** A shop owner connects his shop with a store by a button and a consent, and what must not connect it does not. */
class ShopConnectTest {
    @RegisterExtension
    static final PanelPerTest SHOPS = new PanelPerTest();

    private static final LocalRun RUN = LocalRun.shared();
    private static final String NOBODYS = "belongs to no connection that you began";

    private final Shop store = SHOPS.store();
    private final ShopPanel panel = SHOPS.panel();

    @Test
    void aShopIsConnectedByAButtonAndAConsentAndHearsOfItsPayments() {
        Look look = new Look();
        panel.open();
        look.at(panel.page(), ShopPanel.PART, "shop-not-connected");
        panel.leaveFor("test", RUN.text("baseUrl")).signInAs(store);
        Shown.on(panel.page(), "WooCommerce", "Tulips, test mode", "Ask customers for payments");
        panel.agree();
        assertThat(panel.said()).contains("connected to Tulips");
        JsonNode kept = panel.kept("test");
        assertThat(kept.get("refresh_token").asString()).startsWith("ort_");
        assertThat(kept.get("secrets").get(0).get("secret").asString()).startsWith("whsec_");
        assertThat(RUN.value("select url from events.webhook_endpoint where enabled and store_id = '" + store.store() + "'"))
                .isEqualTo(panel.admin().shop().url() + "/wp-json/crypto-checkout/v1/webhook/test");
        assertThat(panel.admin().shop().php("global $wpdb; return $wpdb->get_col(\"SELECT autoload FROM $wpdb->options"
                + " WHERE option_name LIKE 'crypto_checkout_c%'\");").toString()).doesNotContain("yes").doesNotContain("\"on\"");
        panel.press("test:test");
        assertThat(panel.said()).contains("The test event arrived");
        assertThat(panel.card("test")).contains("Connected to Tulips", "webhook.test, arrived");
        look.at(panel.page(), ShopPanel.PART, "shop-connected");
        assertThat(look.problems()).isEmpty();
        assertThat(panel.admin().shop().pluginLog()).doesNotContain("oat_", "ort_", "whsec_");
    }

    @Test
    void whoeverCancelsConnectsNothing() {
        panel.leaveFor("test", RUN.text("baseUrl")).signInAs(store);
        new ConsentPage(panel.page()).cancel();
        panel.page().locator(".crypto-checkout-panel").waitFor();
        assertThat(panel.said()).contains("You canceled; nothing was connected");
        assertThat(panel.card("test")).contains("Not connected");
        assertThat(panel.kept("test").isEmpty()).isTrue();
    }

    @Test
    void anAnswerCountsOnceAndForWhoeverBeganIt() {
        String answer = answerOnItsWay();
        ShopPanel other = SHOPS.another();
        other.admin().shop().php("if (!username_exists('second')) { $id = wp_create_user('second', '" + ShopSite.PASSWORD
                + "', 'second@shop.example'); (new WP_User($id))->set_role('administrator'); } return true;");
        other.admin().signIn("second");
        other.page().navigate(answer);
        assertThat(other.said()).contains(NOBODYS);

        panel.page().navigate(answer.replaceAll("state=[^&]*", "state=" + "x".repeat(43)));
        assertThat(panel.said()).contains(NOBODYS);
        assertThat(panel.kept("test").isEmpty()).isTrue();
        panel.page().navigate(answer);
        assertThat(panel.said()).contains("connected to Tulips");
        String refresh = panel.kept("test").get("refresh_token").asString();
        panel.page().navigate(answer);
        assertThat(panel.said()).contains(NOBODYS);
        assertThat(panel.kept("test").get("refresh_token").asString()).as("the replay changed nothing").isEqualTo(refresh);
        panel.press("test:test");
        assertThat(panel.said()).as("and the platform was not shown the code again").contains("The test event arrived");
    }

    @Test
    void anAnswerOfAnotherPlatformOrOfTenMinutesAgoIsNone() {
        String answer = answerOnItsWay();
        panel.page().navigate(answer.replaceAll("iss=[^&]*", "iss=https%3A%2F%2Fpay.example.org"));
        assertThat(panel.said()).contains("came from another platform");
        panel.page().navigate(answerOnItsWay().replaceAll("code=[^&]*", "code=" + "x".repeat(43)));
        assertThat(panel.said()).contains("does not take this answer any more");
        String late = answerOnItsWay();
        panel.admin().shop().php("$name = '_crypto_checkout_connecting_test'; $kept = get_user_meta(1, $name, true); $kept['until'] -= 601;"
                + "return update_user_meta(1, $name, $kept);");
        panel.page().navigate(late);
        assertThat(panel.said()).contains(NOBODYS);
        assertThat(panel.kept("test").isEmpty()).isTrue();
    }

    @Test
    void testAndLiveStandSideBySide() {
        panel.connect("test", store);
        panel.leaveFor("live", "").signInAs(store);
        Shown.on(panel.page(), "Tulips, live mode");
        panel.agree();
        assertThat(panel.said()).as("live events go over https alone").contains("connected to Tulips", "cannot tell it about payments");
        assertThat(panel.card("live")).contains("Connected to Tulips", "None: the platform cannot tell the shop about payments");
        assertThat(panel.card("test")).contains("Connected to Tulips", "WebhookOn");
        assertThat(panel.kept("live").get("client_id")).isEqualTo(panel.kept("test").get("client_id"));
        for (String mode : new String[]{"test", "live"}) {
            assertThat(panel.admin().shop().php("return (new CryptoCheckout\\WooCommerce\\ApiClient("
                    + "CryptoCheckout\\WooCommerce\\Connection::load('" + mode + "')))->get('/store')['livemode'];").asBoolean())
                    .isEqualTo(mode.equals("live"));
        }
        panel.press("disconnect:live");
        assertThat(panel.said()).contains("The shop is disconnected.");
        assertThat(panel.card("live")).contains("Not connected");
        assertThat(panel.card("test")).contains("Connected to Tulips");
    }

    @Test
    void aConnectionEndedOnThePlatformIsSeenAtOnceAndMadeAgain() {
        panel.connect("test", store);
        String client = panel.kept("test").get("client_id").asString();
        Page dashboard = panel.page().context().newPage();
        dashboard.navigate(RUN.text("baseUrl") + "/dashboard/apps");
        dashboard.locator("summary", new Page.LocatorOptions().setHasText("Disconnect")).click();
        dashboard.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Disconnect the app")).click();
        Shown.on(dashboard, "Its next call is refused");
        panel.open();
        assertThat(panel.card("test")).contains("The connection has ended. No payments are taken.", "Reconnect test payments");
        panel.page().navigate(panel.admin().shop().url() + "/wp-admin/index.php");
        assertThat(panel.page().locator(".notice-error").allTextContents().toString()).contains("Connect it again");
        panel.connect("test", store);
        assertThat(panel.card("test")).contains("Connected to Tulips");
        assertThat(panel.kept("test").get("client_id").asString()).as("no second registration").isEqualTo(client);
        panel.press("test:test");
        assertThat(panel.said()).contains("The test event arrived");
    }

    @Test
    void aClientThatThePlatformHasForgottenIsRegisteredAnew() {
        panel.connect("test", store);
        String client = panel.kept("test").get("client_id").asString();
        new Grants(RUN.superuser()).execute("update oauth.app set deleted_at = now() where id = ?", IdKind.APP.parse(client));
        panel.open();
        assertThat(panel.card("test")).contains("The connection has ended");
        panel.connect("test", store);
        assertThat(panel.card("test")).contains("Connected to Tulips");
        assertThat(panel.kept("test").get("client_id").asString()).isNotEqualTo(client);
    }

    @Test
    void disconnectingEndsTheTokensAndTheEndpointOnThePlatform() {
        panel.connect("test", store);
        String token = panel.kept("test").get("access_token").asString();
        assertThat(new Api(RUN.text("baseUrl"), token).get("/api/v1/store").status()).isEqualTo(200);
        panel.press("disconnect:test");
        assertThat(panel.said()).isEqualTo("The shop is disconnected.");
        assertThat(new Api(RUN.text("baseUrl"), token).get("/api/v1/store").status()).isEqualTo(401);
        assertThat(
                RUN.value("select count(*) from events.webhook_endpoint where deleted_at is null and store_id = '" + store.store() + "'"))
                .isEqualTo("0");
        assertThat(RUN.value("select end_reason from oauth.app_grant where store_id = '" + store.store() + "'")).isEqualTo("revoked");
        assertThat(panel.kept("test").isEmpty()).isTrue();
    }

    @Test
    void whereThePlatformCannotAskTheSiteAOneTimeTokenIsTheWayOut() {
        ShopSite shop = panel.admin().shop();
        shop.php("return delete_option('crypto_checkout_client');");
        try (ShopPatch _ = ShopPatch.in(shop, "closed", ShopPatch.CLOSED)) {
            panel.leaveFor("test", RUN.text("baseUrl"));
            assertThat(panel.said()).contains("proof_uri answered 403", "make a one-time token on the page \"Apps\"");
            String token = RUN.context.getBean(RegistrationTokens.class).make(Shop.principal(store.owner(), store.email()),
                    store.organization());
            panel.otherWay("token", "test", token).signInAs(store).agree();
            assertThat(panel.card("test")).contains("Connected to Tulips");
        } finally {
            shop.php("return delete_option('crypto_checkout_client');");
        }
    }

    /** A key knows nothing of the endpoint that another key made, unless both are of one store. */
    @Test
    void whoeverReconnectsLeavesNoEndpointBehindAndIsToldOfAnotherStore() {
        Shop other = Shop.open(RUN, "Roses");
        panel.open().page().locator("#crypto-checkout-url").fill(RUN.text("baseUrl"));
        panel.otherWay("key", "test", PanelPerTest.key(store, false));
        store.bean(ApiKeys.class).list(store.caller(false)).forEach(key -> store.bean(ApiKeys.class).revoke(store.caller(false), key.id()));
        assertThat(panel.open().card("test")).contains("The connection has ended");
        panel.otherWay("key", "test", PanelPerTest.key(store, false));
        assertThat(panel.said()).contains("connected by the key").doesNotContain("before, they went to");
        assertThat(endpoints(store)).as("the first key is dead, the second one of the same store").isEqualTo("1");

        again("key:test", "crypto_checkout_key_test", PanelPerTest.key(other, false));
        assertThat(panel.open().said()).contains("Payments go to Roses (" + other.id() + ") now", "went to Tulips (" + store.id() + ")");
        assertThat(endpoints(store) + endpoints(other)).as("the old key deleted what it had made").isEqualTo("01");

        panel.page().navigate(again("connect:test", "crypto_checkout_key_test", ""));
        panel.signInAs(store).agree();
        assertThat(panel.card("test")).contains("Connected to Tulips", "your consent");
        assertThat(endpoints(store) + endpoints(other)).isEqualTo("10");
        panel.page().navigate(again("connect:test", "crypto_checkout_key_test", ""));
        panel.agree();
        assertThat(panel.said()).contains("connected to Tulips").doesNotContain("before, they went to");
        assertThat(endpoints(store)).isEqualTo("1");
        panel.press("test:test");
        assertThat(panel.said()).contains("The test event arrived");
    }

    /** Posts a button that a connected card does not show, as a tab does that was opened before; answers where it leads. */
    private String again(String act, String field, String text) {
        String nonce = panel.page().locator("#crypto-checkout-panel input[name=_wpnonce]").inputValue();
        String leads = panel.page().request().post(panel.admin().shop().url() + "/wp-admin/admin-post.php",
                RequestOptions.create().setMaxRedirects(0).setForm(FormData.create().set("action", "crypto_checkout_act")
                        .set("_wpnonce", nonce).set("crypto_checkout_do", act).set(field, text)))
                .headers().get("location");
        return Objects.requireNonNull(leads);
    }

    private static String endpoints(Shop of) {
        return RUN.value("select count(*) from events.webhook_endpoint where deleted_at is null and store_id = '" + of.store() + "'");
    }

    @Test
    void theProofIsGivenOnlyWhileARegistrationIsPending() {
        ShopSite shop = panel.admin().shop();
        String proof = "/wp-json/crypto-checkout/v1/proof?nonce=" + "n".repeat(43);
        assertThat(shop.get(proof).statusCode()).isEqualTo(404);
        try {
            theProofIsGivenForTenMinutes(shop, proof);
        } finally {
            shop.php("return delete_option('crypto_checkout_registering');");
        }
    }

    private static void theProofIsGivenForTenMinutes(ShopSite shop, String proof) {
        shop.php("return update_option('crypto_checkout_registering', array('redirect_uri' => 'https://shop.example/',"
                + " 'until' => CryptoCheckout\\WooCommerce\\Plugin::now() + 600), false);");
        assertThat(Api.JSON.readTree(shop.get(proof).body()).get("nonce").asString()).isEqualTo("n".repeat(43));
        assertThat(shop.get(proof.substring(0, proof.indexOf('=') + 1) + "%3Cb%3E").statusCode()).isEqualTo(404);
        shop.php("$kept = get_option('crypto_checkout_registering'); $kept['until'] -= 601;"
                + "return update_option('crypto_checkout_registering', $kept, false);");
        assertThat(shop.get(proof).statusCode()).as("ten minutes later").isEqualTo(404);
    }

    /** Where the browser is sent with the answer; the shop has not looked at it yet. */
    private String answerOnItsWay() {
        panel.leaveFor("test", RUN.text("baseUrl")).signInAs(store);
        try (ShopPatch _ = ShopPatch.in(panel.admin().shop(), "kept-back",
                "add_action('admin_post_crypto_checkout_connected', function () { wp_die('kept back', 200); }, 1);")) {
            new ConsentPage(panel.page()).connect();
            Shown.on(panel.page(), "kept back");
        }
        return panel.page().url();
    }
}
