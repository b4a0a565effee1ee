package io.cryptocheckout.platform.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The platform is not reached while a token is renewed, and for a day: the connection stands, and nothing is lost. */
class ShopOutageTest {
    @RegisterExtension
    static final PayingShop SHOP = new PayingShop();

    private static final LocalRun RUN = LocalRun.shared();
    private static final Road ROAD = new Road(RUN.text("baseUrl"));
    private static final String CALL = "try { return (new CryptoCheckout\\WooCommerce\\ApiClient(CryptoCheckout\\WooCommerce\\Connection::load('test')))"
            + "->get('/store')['name']; } catch (CryptoCheckout\\WooCommerce\\ApiProblem $problem) { return $problem->code_name(); }";

    @BeforeAll
    static void goByTheRoad() {
        byTheRoad();
    }

    /** The connection there is leads to the same platform, by the road that may be closed. */
    private static void byTheRoad() {
        SHOP.php("$name = 'crypto_checkout_connection_test'; $kept = get_option($name); $kept['base_url'] = '" + ROAD.url()
                + "'; return update_option($name, $kept, false);");
    }

    @AfterAll
    static void close() {
        ROAD.close();
    }

    @Test
    void aRenewalThatGetsNoAnswerIsTriedAgainWithTheSameTokens() {
        Shop store = Shop.open(RUN, "Tulips");
        ShopPanel panel = new ShopPanel(SHOP.pages().admin());
        panel.admin().signIn();
        SHOP.php("$name = 'crypto_checkout_connection_test'; update_option('kept_aside', get_option($name)); return delete_option($name);");
        try {
            panel.connect("test", store);
            byTheRoad();
            String refresh = panel.kept("test").get("refresh_token").asString();
            panel.outlive("test");
            ROAD.shut();
            assertThat(SHOP.php(CALL).asString()).isEqualTo("not_reached");
            ROAD.reopen();
            ROAD.losesAnswers(true);
            assertThat(SHOP.php(CALL).asString()).as("the platform has renewed it, and the shop does not know").isEqualTo("not_reached");
            ROAD.losesAnswers(false);
            assertThat(panel.kept("test").get("refresh_token").asString()).isEqualTo(refresh);
            assertThat(panel.kept("test").get("ended").asString()).isEmpty();
            assertThat(SHOP.php(CALL).asString()).isEqualTo("Tulips");
            assertThat(panel.kept("test").get("refresh_token").asString()).isNotEqualTo(refresh);
            assertThat(RUN.value("select ended_at from oauth.app_grant where store_id = '" + store.store() + "'")).isEqualTo("null");
        } finally {
            SHOP.php("return update_option('crypto_checkout_connection_test', get_option('kept_aside'), false);");
        }
    }

    @Test
    void whatHappenedInADayWithoutThePlatformIsMadeUpFor() {
        long paid = SHOP.orderOnItsWay("30.00");
        long expired = SHOP.orderOnItsWay("31.00");
        SHOP.webhooks(false);
        ROAD.shut();
        try {
            SHOP.pay(paid, 100);
            SHOP.sessionReaches(SHOP.sessionOf(paid), "paid");
            RUN.timePasses(Duration.ofHours(24));
            SHOP.sessionReaches(SHOP.sessionOf(expired), "expired");
            assertThat(SHOP.seen(paid, PayingShop.LOOK).status()).as("nothing is guessed").isEqualTo("pending");
            assertThat(SHOP.site().pluginLog()).contains("The events of test mode could not be read");
        } finally {
            ROAD.reopen();
        }
        SHOP.webhooks(true);
        assertThat(SHOP.seen(paid, PayingShop.LOOK).status()).isEqualTo("processing");
        assertThat(SHOP.completions(paid)).isOne();
        assertThat(SHOP.seen(expired).status()).isEqualTo("failed");
        assertThat(SHOP.send(expired).get("result").asString()).as("and the buyer pays at the next try").isEqualTo("success");
    }
}
