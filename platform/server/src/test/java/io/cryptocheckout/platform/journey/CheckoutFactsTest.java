package io.cryptocheckout.platform.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What both checkouts do with a gateway that redirects, in a browser; true of the stand-in and of the real WooCommerce. */
class CheckoutFactsTest {
    private static ShopSite shop;
    private static Browser browser;
    private static Path probe;

    private final ShopCustomer customer = new ShopCustomer(browser.page(), shop);

    @BeforeAll
    static void open() throws IOException {
        shop = ShopSite.open(Clock.systemUTC());
        probe = shop.folder().resolve("wp-content/mu-plugins/probe-gateway.php");
        Files.copy(ShopSite.TESTS.resolve("site/probe-gateway.php"), probe, StandardCopyOption.REPLACE_EXISTING);
        browser = new Browser();
    }

    @AfterAll
    static void close() throws IOException {
        browser.close();
        Files.delete(probe);
        try (ShopSite open = shop) {
            assertThat(open.debugLog()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(ShopCustomer.Checkout.class)
    void aBuyerIsSentWhereTheGatewaySays(ShopCustomer.Checkout checkout) {
        customer.order(checkout);
        long order = customer.newestOrder();
        assertThat(customer.page().url()).isEqualTo(shop.url() + "/?probe-pays=" + order);
        assertThat(shop.php("$o = wc_get_order(" + order + "); return array($o->get_status(), $o->get_payment_method(), "
                + "$o->get_payment_method_title(), $o->get_total(), $o->get_billing_email());").toString())
                .isEqualTo("[\"pending\",\"crypto_checkout\",\"Crypto\",\"50.00\",\"ada@buyer.example\"]");
        customer.received(order);
        assertThat(customer.page().locator("#probe-thanks").textContent()).isEqualTo("Thanks for " + order);
    }

    @ParameterizedTest
    @EnumSource(ShopCustomer.Checkout.class)
    void aRefusalIsReadByTheBuyerAndTheOrderStaysPayable(ShopCustomer.Checkout checkout) {
        shop.php("return update_option('probe_gateway_answer', 'no');");
        try {
            assertThat(customer.refused(checkout)).contains("The probe says no.");
        } finally {
            shop.php("return delete_option('probe_gateway_answer');");
        }
        long order = customer.newestOrder();
        assertThat(shop.php("return wc_get_order(" + order + ")->needs_payment();").asBoolean()).isTrue();
        customer.payAgain(order);
        assertThat(customer.page().url()).isEqualTo(shop.url() + "/?probe-pays=" + order);
    }

    @Test
    void theAdministratorFindsTheGatewayAndTheOrder() {
        ShopAdmin admin = new ShopAdmin(browser.page(), shop).signIn().settings();
        Page page = admin.page();
        assertThat(page.locator("#mainform").textContent()).contains("Probe");
        long order = shop
                .php("$o = wc_create_order(); $o->set_payment_method('crypto_checkout'); $o->save(); $o->add_order_note('A note.');"
                        + "return $o->get_id();")
                .asLong();
        admin.order(order);
        assertThat(page.locator(".order_notes").textContent()).contains("A note.");
        page.locator("select[name=order_status]").selectOption("wc-on-hold",
                new com.microsoft.playwright.Locator.SelectOptionOptions().setForce(true));
        page.waitForNavigation(() -> page.locator("button.save_order").click());
        assertThat(shop.php("return wc_get_order(" + order + ")->get_status();").asString()).isEqualTo("on-hold");
    }
}
