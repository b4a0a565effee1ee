package io.cryptocheckout.platform.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import io.cryptocheckout.platform.access.ApiKeys;
import io.cryptocheckout.platform.authority.Permission;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a shop calls the platform with: tokens that many processes renew once, keys that are pasted, and who may change them. */
class ShopTokensTest {
    @RegisterExtension
    static final PanelPerTest SHOPS = new PanelPerTest();

    private static final LocalRun RUN = LocalRun.shared();
    private static final int PROCESSES = 8;
    private static final String BEARER = "CryptoCheckout\\WooCommerce\\Connection::load('test')->bearer()";
    private static final String STORE = "(new CryptoCheckout\\WooCommerce\\ApiClient(CryptoCheckout\\WooCommerce\\Connection::load('test')))"
            + "->get('/store')['name']";

    private final Shop store = SHOPS.store();
    private final ShopPanel panel = SHOPS.panel();
    private final ShopSite shop = panel.admin().shop();

    /** To the platform a refresh token that comes back after its successor was used is a theft, and ends the connection. */
    @Test
    void manyProcessesRenewAnExpiredTokenOnce() throws Exception {
        panel.connect("test", store);
        for (int round = 1; round <= 3; round++) {
            panel.outlive("test");
            Set<String> tokens = atOnce("return " + BEARER + ";");
            assertThat(tokens).as("all call with the one new token").hasSize(1);
            assertThat(tokens.iterator().next()).isEqualTo(panel.kept("test").get("access_token").asString());
            assertThat(issued()).as("access tokens given since the connection was made").isEqualTo(1 + round);
        }
        assertThat(shop.php("return " + STORE + ";").asString()).isEqualTo("Tulips");
        assertThat(RUN.value("select count(*) from oauth.app_grant where ended_at is not null and store_id = '" + store.store() + "'"))
                .isEqualTo("0");
    }

    /** The shop's clock may be wrong: it still believes in the token that the platform calls expired. */
    @Test
    void aTokenThatThePlatformRefusesIsRenewedOnceAndTheCallRepeated() throws Exception {
        panel.connect("test", store);
        new Grants(RUN.superuser()).execute("update oauth.token set expires_at = now() - interval '1 day' where kind = 'access' and"
                + " authorization_id in (select id from oauth.app_grant where store_id = ?)", store.store());
        assertThat(atOnce("return " + STORE + ";")).containsExactly("Tulips");
        assertThat(issued()).isEqualTo(2);
        assertThat(panel.kept("test").get("ended").asString()).isEmpty();
    }

    @Test
    void aTokenLivesForAnHourAndIsRenewedWhenItIsNeeded() {
        panel.connect("test", store);
        RUN.timePasses(Duration.ofMinutes(61));
        assertThat(shop.php("return " + STORE + ";").asString()).isEqualTo("Tulips");
        assertThat(issued()).isEqualTo(2);
    }

    @Test
    void aKeyConnectsTheModeThatItIsOfAndNoOther() {
        panel.open().page().locator("#crypto-checkout-url").fill(RUN.text("baseUrl"));
        panel.otherWay("key", "live", PanelPerTest.key(store, false));
        assertThat(panel.said()).contains("meant for live payments, but a test mode was given");
        panel.otherWay("key", "test", "ck_test_" + "a".repeat(38));
        assertThat(panel.said()).contains("copied whole");
        assertThat(panel.kept("test").isEmpty() && panel.kept("live").isEmpty()).isTrue();
        panel.otherWay("key", "test", PanelPerTest.key(store, false));
        assertThat(panel.card("test")).contains("Connected to Tulips", "an API key", "WebhookOn");
        panel.press("test:test");
        assertThat(panel.said()).contains("The test event arrived");
        panel.otherWay("key", "live", PanelPerTest.key(store, true));
        assertThat(panel.card("live")).contains("Connected to Tulips", "an API key");

        store.bean(ApiKeys.class).list(store.caller(false)).forEach(key -> store.bean(ApiKeys.class).revoke(store.caller(false), key.id()));
        panel.open();
        assertThat(panel.card("test")).contains("The connection has ended");
        assertThat(panel.card("live")).contains("Connected to Tulips");
        panel.press("disconnect:test");
        assertThat(panel.card("test")).contains("Not connected");
    }

    /** What the shop may not read it would never bring to its orders, and nobody would notice before a webhook is lost. */
    @Test
    void aKeyThatMayNotDoWhatTheShopNeedsConnectsNothingAndIsToldWhatItLacks() {
        panel.open().page().locator("#crypto-checkout-url").fill(RUN.text("baseUrl"));
        for (Permission needed : List.of(Permission.EVENTS_READ, Permission.SESSIONS_READ, Permission.SESSIONS_WRITE,
                Permission.STORE_READ)) {
            panel.otherWay("key", "test", PanelPerTest.key(store, false, needed));
            assertThat(panel.said()).contains("This key lacks permissions that the shop needs: " + needed.wireName() + ".",
                    "Nothing was connected");
        }
        panel.otherWay("key", "test", PanelPerTest.key(store, false, Permission.EVENTS_READ, Permission.SESSIONS_WRITE));
        assertThat(panel.said()).contains("events:read, sessions:write.");
        assertThat(panel.card("test")).contains("Not connected");
        assertThat(panel.kept("test").isEmpty()).isTrue();
    }

    /** Whatever the platform let somebody choose: what is kept for live payments is of live mode. */
    @Test
    void aConnectionOfTheOtherModeIsNeverKept() {
        String made = shop
                .php("try { CryptoCheckout\\WooCommerce\\Connect::complete(CryptoCheckout\\WooCommerce\\Connection::made('live', array("
                        + "'base_url' => '" + RUN.text("baseUrl") + "', 'refresh_token' => 'ort_x')), '" + PanelPerTest.key(store, false)
                        + "'); return 'kept'; }"
                        + " catch (CryptoCheckout\\WooCommerce\\ApiProblem $problem) { return $problem->code_name(); }")
                .asString();
        assertThat(made).isEqualTo("other_mode");
        assertThat(panel.kept("live").isEmpty()).isTrue();
    }

    @Test
    void enterInAFieldMeansThatFieldAndKeysAreNotShownAgain() {
        panel.open().page().locator("#crypto-checkout-url").fill(RUN.text("baseUrl"));
        panel.page().waitForNavigation(() -> panel.page().locator("#crypto-checkout-url").press("Enter"));
        assertThat(panel.said()).contains("The address of the platform is saved");
        panel.page().locator("#crypto-checkout-test summary").last().focus();
        panel.page().keyboard().press("Enter");
        String key = PanelPerTest.key(store, false);
        panel.page().keyboard().press("Tab");
        panel.page().keyboard().type(key);
        panel.page().waitForNavigation(() -> panel.page().keyboard().press("Enter"));
        assertThat(panel.card("test")).contains("Connected to Tulips");
        assertThat(panel.page().content()).doesNotContain(key)
                .doesNotContain(panel.kept("test").get("secrets").get(0).get("secret").asString());
        assertThat(shop.pluginLog()).doesNotContain(key);
    }

    @Test
    void anAddressWithoutTlsOrOfAnotherPlatformIsRefused() {
        for (Map.Entry<String, String> wrong : Map
                .of("http://pay.example.com", "must begin with https://", "pay.example.com", "not complete",
                        "http://127.0.0.1.example.com", "must begin with https://", "https://a:b@pay.example.com", "no user name")
                .entrySet()) {
            panel.open().page().locator("#crypto-checkout-url").evaluate("(field, text) => { field.type = 'text'; field.value = text; }",
                    wrong.getKey());
            panel.press("connect:test");
            assertThat(panel.said()).as(wrong.getKey()).contains(wrong.getValue());
            assertThat(panel.page().url()).startsWith(shop.url());
        }
        panel.connect("test", store);
        assertThat(panel.page().locator("#crypto-checkout-url").count()).as("connected, it is no field any more").isZero();
        assertThat(panel.page().locator(ShopPanel.PART).textContent()).contains("disconnect both modes first");
        String nonce = panel.page().locator("#crypto-checkout-panel input[name=_wpnonce]").inputValue();
        post(Map.of("_wpnonce", nonce, "crypto_checkout_do", "connect:live", "crypto_checkout_platform_url", "https://pay.example.com"));
        assertThat(panel.open().said()).contains("connected to another platform. Disconnect both modes first");
        assertThat(panel.card("test")).contains("Connected to Tulips");
    }

    @Test
    void nobodyElseAndNoForgedFormChangesTheConnection() {
        panel.connect("test", store);
        String nonce = panel.page().locator("#crypto-checkout-panel input[name=_wpnonce]").inputValue();
        for (String forged : List.of("", "forged")) {
            assertThat(post(Map.of("_wpnonce", forged, "crypto_checkout_do", "disconnect:test"))).isEqualTo(403);
        }
        shop.php("if (!username_exists('buyer')) { wp_create_user('buyer', '" + ShopSite.PASSWORD
                + "', 'buyer@shop.example'); } return true;");
        ShopPanel buyer = SHOPS.another();
        buyer.admin().signIn("buyer");
        for (String act : List.of("crypto_checkout_act", "crypto_checkout_connected")) {
            int status = buyer.page().request().get(shop.url() + "/wp-admin/admin-post.php?action=" + act + "&mode=test&_wpnonce=" + nonce,
                    RequestOptions.create().setMaxRedirects(0)).status();
            assertThat(status).as(act).isEqualTo(403);
        }
        assertThat(panel.open().card("test")).contains("Connected to Tulips");
    }

    private int post(Map<String, String> fields) {
        FormData form = FormData.create().set("action", "crypto_checkout_act");
        fields.forEach(form::set);
        return panel.page().request().post(shop.url() + "/wp-admin/admin-post.php",
                RequestOptions.create().setForm(form).setMaxRedirects(0)).status();
    }

    /** What the script answers in several processes that begin it at the same moment. */
    private Set<String> atOnce(String script) throws IOException, InterruptedException, ExecutionException {
        Path start = Files.createDirectories(shop.folder().resolve("wp-content/start"));
        String when = "touch(WP_CONTENT_DIR . '/start/' . getmypid()); while (!file_exists(WP_CONTENT_DIR . '/start/now')) {"
                + " usleep(200); clearstatcache(); } ";
        List<Future<String>> answers = new ArrayList<>();
        try (ExecutorService processes = Executors.newFixedThreadPool(PROCESSES)) {
            for (int i = 0; i < PROCESSES; i++) {
                answers.add(processes.submit(() -> shop.php(when + script).asString()));
            }
            await().atMost(Duration.ofSeconds(60)).until(() -> {
                try (Stream<Path> ready = Files.list(start)) {
                    return ready.count() == PROCESSES;
                }
            });
            Files.createFile(start.resolve("now"));
        }
        Set<String> all = new HashSet<>();
        for (Future<String> answer : answers) {
            all.add(answer.get());
        }
        WordPress.delete(start);
        return all;
    }

    private int issued() {
        return Integer.parseInt(RUN.value("select count(*) from oauth.token where kind = 'access' and authorization_id in"
                + " (select id from oauth.app_grant where store_id = '" + store.store() + "')"));
    }
}
