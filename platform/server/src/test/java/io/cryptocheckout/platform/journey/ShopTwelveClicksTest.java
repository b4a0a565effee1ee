package io.cryptocheckout.platform.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.LoadState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** From the uploaded zip to a paid test order, by the screens alone: what a shop owner and a first buyer click, and how often. */
class ShopTwelveClicksTest {
    @RegisterExtension
    static final ShopPerClass SHOP = new ShopPerClass();

    private static final LocalRun RUN = LocalRun.shared();
    private static final int AT_MOST = 12;

    @Test
    void anUploadedZipTakesItsFirstPaymentInTwelveClicks() {
        ShopAdmin admin = SHOP.admin().signIn().upload();
        Page page = admin.page();
        Clicks clicks = new Clicks(page);
        clicks.picture("upload").follow(AriaRole.LINK, "Activate Plugin");
        row(page).locator("a", new Locator.LocatorOptions().setHasText("Settings")).first().waitFor();
        clicks.picture("activated");
        page.waitForNavigation(() -> row(page).locator("a", new Locator.LocatorOptions().setHasText("Settings")).first().click());
        clicks.made().add("Settings");
        connect(page, clicks);
        clicks.follow(AriaRole.BUTTON, "Offer it at the checkout").picture("settings-connected");

        ShopCustomer customer = SHOP.customer();
        String order = buy(customer, clicks.in(customer.page()));
        assertThat(clicks.made()).as("clicks").hasSizeLessThanOrEqualTo(AT_MOST);

        page.navigate(order);
        assertThat(page.locator("#order_status").inputValue()).isEqualTo("wc-processing");
        assertThat(page.locator(".order_notes").textContent()).contains("Payment via", "cs_");
        clicks.in(page).picture("order-paid");
    }

    /** From the plugin's settings over the platform's pages and back. */
    private static void connect(Page page, Clicks clicks) {
        page.getByLabel("Address of your Crypto Checkout platform").fill(RUN.text("baseUrl"));
        clicks.picture("settings-before").follow(AriaRole.BUTTON, "Connect test payments");
        page.getByLabel("E-mail address").fill(RUN.text("email"));
        page.getByLabel("Password").fill(RUN.text("password"));
        clicks.follow(AriaRole.BUTTON, "Sign in");
        if (clicks.sees(AriaRole.BUTTON, "Go on")) {
            page.getByText(", test mode").first().click();
            clicks.made().add("the store");
            clicks.follow(AriaRole.BUTTON, "Go on");
        }
        clicks.picture("consent").follow(AriaRole.BUTTON, "Connect");
        page.getByText("Connected to").first().waitFor();
        clicks.picture("connected");
    }

    /** A buyer's way from the product to the page that thanks; answers where the administrator finds the order. */
    private static String buy(ShopCustomer customer, Clicks clicks) {
        Page page = customer.page();
        page.navigate(
                SHOP.shop().php("return get_permalink(get_posts(array('post_type' => 'product', 'numberposts' => 1, 'orderby' => 'ID', "
                        + "'order' => 'ASC'))[0]);").asString());
        clicks.follow(AriaRole.BUTTON, "Add to cart");
        // The real shop shows the cart first.
        for (String onward : new String[]{"View cart", "Proceed to Checkout"}) {
            if (clicks.sees(AriaRole.LINK, onward)) {
                clicks.follow(AriaRole.LINK, onward);
            }
        }
        customer.fillOpen();
        page.waitForLoadState(LoadState.NETWORKIDLE);
        clicks.picture("checkout");
        String place = page.locator(".wc-block-components-checkout-place-order-button").textContent().strip();
        clicks.press(AriaRole.BUTTON, place);
        page.waitForURL(url -> url.startsWith(RUN.text("baseUrl")));
        clicks.picture("pay").press(AriaRole.BUTTON, "Exact amount");
        Locator back = page.locator("#checkout[data-status=paid] [data-back]");
        back.waitFor(new Locator.WaitForOptions().setTimeout(Order.PATIENCE.toMillis()));
        clicks.picture("paid").follow(AriaRole.LINK, back.textContent().strip());
        assertThat(page.url()).contains("/order-received/");
        clicks.picture("thanks");
        return SHOP.shop().php("return wc_get_order(" + customer.newestOrder() + ")->get_edit_order_url();").asString();
    }

    private static Locator row(Page page) {
        return page.locator("tr[data-slug=" + ShopSite.PLUGIN + "]");
    }
}
