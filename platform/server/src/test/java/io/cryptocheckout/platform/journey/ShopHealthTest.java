package io.cryptocheckout.platform.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The settings of the shop say whether it hears of its payments, and what is wrong where it does not. */
class ShopHealthTest {
    @RegisterExtension
    static final PanelPerTest SHOPS = new PanelPerTest();

    private static final LocalRun RUN = LocalRun.shared();
    private static final String BODY = "{\"id\":\"evt_1\",\"object\":\"event\",\"type\":\"webhook.test\",\"livemode\":false}";

    private final Shop store = SHOPS.store();
    private final ShopPanel panel = SHOPS.panel();
    private final ShopSite shop = panel.admin().shop();

    @BeforeEach
    void connect() {
        panel.connect("test", store);
    }

    @Test
    void whyAnEventWasRefusedStandsThereUntilOneIsTaken() {
        assertThat(panel.card("test")).contains("Last event takennever");
        assertThat(deliver("whsec_somebody")).isEqualTo(401);
        assertThat(panel.open().card("test")).contains("Last event refused", "signature did not match");
        assertThat(panel.page().locator("#crypto-checkout-test dd.is-bad").count()).isEqualTo(1);
        assertThat(new ShopDelivery(shop, BODY, "").post()).isEqualTo(401);
        assertThat(panel.open().card("test")).as("whoever posts what he likes writes once in half a minute").contains("did not match");
        RUN.timePasses(Duration.ofSeconds(31));
        assertThat(new ShopDelivery(shop, BODY, "").post()).isEqualTo(401);
        assertThat(panel.open().card("test")).contains("signature was missing");
        assertThat(deliver(secret(0))).isEqualTo(200);
        assertThat(panel.open().card("test")).doesNotContain("Last event takennever");
        RUN.timePasses(Duration.ofMinutes(2));
        panel.press("test:test");
        assertThat(panel.said()).contains("The test event arrived");
        assertThat(panel.page().locator("#crypto-checkout-test dd.is-bad").count()).isZero();
    }

    @Test
    void aTestEventThatDoesNotArriveSaysWhatThePlatformSaw() {
        try (ShopPatch _ = ShopPatch.in(shop, "closed", ShopPatch.CLOSED)) {
            panel.press("test:test");
        }
        assertThat(panel.said()).contains("did not arrive: the shop answered with status 403.", "security plugin");
        assertThat(panel.card("test")).contains("not arrived: the shop answered with status 403.");
    }

    @Test
    void theWebhookIsRegisteredAgainAndTheOldOneIsDeleted() {
        String before = panel.kept("test").get("endpoint_id").asString();
        Look look = new Look();
        new Grants(RUN.superuser()).execute(
                "update events.webhook_endpoint set enabled = false, disabled_reason = 'failing', disabled_at = now() where store_id = ?",
                store.store());
        panel.open();
        assertThat(panel.card("test")).contains("The platform has switched it off. Register it again.");
        look.at(panel.page(), ShopPanel.PART, "shop-webhook-off");
        panel.press("again:test");
        assertThat(panel.said()).contains("registered again");
        assertThat(panel.card("test")).contains("WebhookOn");
        assertThat(panel.kept("test").get("endpoint_id").asString()).isNotEqualTo(before);
        assertThat(
                RUN.value("select count(*) from events.webhook_endpoint where deleted_at is null and store_id = '" + store.store() + "'"))
                .isEqualTo("1");
        panel.press("test:test");
        assertThat(panel.said()).contains("The test event arrived");
        assertThat(look.problems()).isEmpty();
    }

    @Test
    void aNewSecretWorksAtOnceAndTheOldOneForTwoDays() {
        String old = secret(0);
        panel.press("rotate:test");
        assertThat(panel.said()).contains("a new secret");
        assertThat(secret(0)).isNotEqualTo(old);
        assertThat(secret(1)).isEqualTo(old);
        panel.press("test:test");
        assertThat(panel.said()).contains("The test event arrived");
        assertThat(deliver(old)).isEqualTo(200);
        RUN.timePasses(Duration.ofHours(49));
        assertThat(deliver(old)).isEqualTo(401);
        assertThat(deliver(secret(0))).isEqualTo(200);
    }

    @Test
    void everyButtonIsReachedAndPressedByTheKeyboardAlone() {
        panel.open();
        Page page = panel.page();
        page.locator(ShopPanel.PART + " a").first().focus();
        StringBuilder met = new StringBuilder();
        for (int i = 0; i < 12; i++) {
            page.keyboard().press("Tab");
            met.append(page.evaluate("document.activeElement.textContent.trim()")).append('|');
            if (page.evaluate("document.activeElement.value") instanceof String act && act.equals("test:test")) {
                break;
            }
        }
        assertThat(met.toString()).endsWith("Send a test event|");
        page.waitForNavigation(() -> page.keyboard().press("Enter"));
        assertThat(panel.said()).contains("The test event arrived");
    }

    @Test
    void whereThePlatformIsNotReachedThePageSaysSoAndStaysUsable() {
        shop.php("$name = 'crypto_checkout_connection_test'; $kept = get_option($name); $kept['base_url'] = 'http://127.0.0.1:9';"
                + "return update_option($name, $kept, false);");
        panel.open();
        assertThat(panel.card("test")).contains("Connected to Tulips", "The platform at 127.0.0.1 was not reached");
        panel.press("test:test");
        assertThat(panel.said()).contains("was not reached");
        panel.press("disconnect:test");
        assertThat(panel.said()).contains("the platform could not be told", "Connected apps");
        assertThat(panel.card("test")).contains("Not connected");
    }

    /** A proxy answers by itself while the platform is being replaced; nothing is believed to be gone because of that. */
    @Test
    void whatSomethingElseAnsweredIsNoAnswerOfThePlatform() {
        assertThat(problem("")).isEqualTo("404 not_found");
        assertThat(problem(answering(404, "404 page not found"))).isEqualTo("502 answer_unreadable");
        assertThat(problem(answering(404, "{\"error\":\"Not Found\",\"status\":404}"))).isEqualTo("502 answer_unreadable");
        assertThat(problem(answering(200, ""))).isEqualTo("502 answer_unreadable");
        assertThat(problem(answering(200, "<html>We are back soon</html>"))).isEqualTo("502 answer_unreadable");
        assertThat(problem(answering(204, ""))).isEqualTo("none");
        assertThat(problem("add_filter('crypto_checkout_allow_loopback', '__return_false');")).isEqualTo("0 not_reached");
        assertThat(panel.open().card("test")).contains("Connected to Tulips");
    }

    private static String answering(int status, String body) {
        return "add_filter('pre_http_request', function ($answer, $arguments, $url) { return strpos($url, 'checkout_sessions') === false"
                + " ? $answer : array('headers' => array(), 'body' => " + ShopSite.quoted(body) + ", 'response' => array('code' => "
                + status + ", 'message' => ''), 'cookies' => array(), 'filename' => null); }, 5, 3);";
    }

    /** What the shop understands when it asks for a session that is not there, with something between it and the platform. */
    private String problem(String between) {
        return shop.php(between
                + "try { (new CryptoCheckout\\WooCommerce\\ApiClient(CryptoCheckout\\WooCommerce\\Connection::load('test')))"
                + "->get('/checkout_sessions/cs_01JD0ZB0S5W2N3V8QK4T6XM9RT'); return 'none'; }"
                + "catch (CryptoCheckout\\WooCommerce\\ApiProblem $problem) { return $problem->status() . ' ' . $problem->code_name(); }")
                .asString();
    }

    private String secret(int which) {
        return panel.kept("test").get("secrets").get(which).get("secret").asString();
    }

    private int deliver(String secret) {
        return ShopDelivery.signed(shop, BODY, secret, RUN.clock.instant()).post();
    }
}
