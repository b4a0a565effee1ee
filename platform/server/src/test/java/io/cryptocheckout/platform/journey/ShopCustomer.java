package io.cryptocheckout.platform.journey;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.util.LinkedHashMap;
import java.util.Map;

/** A buyer in a shop, without an account there. */
record ShopCustomer(Page page, ShopSite shop) {
    private static final String METHOD = "crypto_checkout";

    /** The two checkouts that a shop may have, by the page where each is. */
    enum Checkout {
        BLOCK("/checkout/"), CLASSIC("/classic/");

        final String path;

        Checkout(String path) {
            this.path = path;
        }
    }

    /** Orders one of what the shop sells and chooses to pay with crypto; ends where the shop sends the buyer. */
    ShopCustomer order(Checkout checkout) {
        fill(checkout);
        String before = page.url();
        place(checkout);
        page.waitForURL(url -> !url.equals(before) && !url.startsWith(before + "#"));
        return this;
    }

    /** Orders, and reads what the checkout says instead of sending the buyer to pay. */
    String refused(Checkout checkout) {
        fill(checkout);
        place(checkout);
        Locator said = page.locator(".woocommerce-error, .wc-block-components-notice-banner.is-error").first();
        said.waitFor();
        return said.textContent().strip();
    }

    /** Puts one into the cart, opens the checkout and fills it in, up to the last button. */
    ShopCustomer fill(Checkout checkout) {
        long product = shop
                .php("return get_posts(array('post_type' => 'product', 'numberposts' => 1, 'orderby' => 'ID', 'order' => 'ASC'))[0]->ID;")
                .asLong();
        page.navigate(shop.url() + "/?add-to-cart=" + product);
        page.navigate(shop.url() + checkout.path);
        return checkout == Checkout.BLOCK ? fillBlock() : fillClassic();
    }

    /** Fills in the address on the open block checkout; the way to pay is left as it is. */
    ShopCustomer fillOpen() {
        page.locator("#email").fill("ada@buyer.example");
        String kind = page.locator("#shipping-first_name").count() > 0 ? "shipping" : "billing";
        address().forEach((name, value) -> page.locator("#" + kind + "-" + name).fill(value));
        return this;
    }

    private ShopCustomer fillBlock() {
        fillOpen();
        Locator method = page.locator("#radio-control-wc-payment-method-options-" + METHOD);
        method.waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.ATTACHED));
        // The only way to pay is chosen already, and its button is not shown.
        if (!method.isChecked()) {
            method.check();
        }
        return this;
    }

    private ShopCustomer fillClassic() {
        Map<String, String> all = address();
        all.put("phone", "1");
        all.put("email", "ada@buyer.example");
        all.forEach((name, value) -> page.locator("#billing_" + name).fill(value));
        settled();
        page.locator("#payment_method_" + METHOD).check(new Locator.CheckOptions().setForce(true));
        return this;
    }

    void place(Checkout checkout) {
        if (checkout == Checkout.CLASSIC) {
            settled();
            page.locator("#place_order").click();
        } else {
            page.locator(".wc-block-components-checkout-place-order-button").click();
        }
    }

    /** The classic checkout draws its payment box anew after each change of the address; until then it lies under a veil. */
    private void settled() {
        page.waitForLoadState(com.microsoft.playwright.options.LoadState.NETWORKIDLE);
        page.locator(".blockUI.blockOverlay").first().waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.HIDDEN));
    }

    private static Map<String, String> address() {
        Map<String, String> address = new LinkedHashMap<>();
        address.put("first_name", "Ada");
        address.put("last_name", "Byron");
        address.put("address_1", "Main street 1");
        address.put("postcode", "53111");
        address.put("city", "Bonn");
        return address;
    }

    /** The newest order of the shop. */
    long newestOrder() {
        return shop
                .php("$ids = wc_get_orders(array('limit' => 1, 'orderby' => 'ID', 'order' => 'DESC', 'return' => 'ids')); return $ids[0];")
                .asLong();
    }

    /** Opens the page that thanks for an order. */
    ShopCustomer received(long order) {
        page.navigate(shop.php("return wc_get_order(" + order + ")->get_checkout_order_received_url();").asString());
        return this;
    }

    /** Opens the page on which an order is paid once more, chooses crypto and presses the button. */
    ShopCustomer payAgain(long order) {
        page.navigate(shop.php("return wc_get_order(" + order + ")->get_checkout_payment_url();").asString());
        String before = page.url();
        page.locator("#payment_method_" + METHOD).check(new Locator.CheckOptions().setForce(true));
        page.locator("#place_order").click();
        page.waitForURL(url -> !url.equals(before));
        return this;
    }
}
