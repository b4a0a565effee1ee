package io.cryptocheckout.platform.journey;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import tools.jackson.databind.JsonNode;

/** The connection on the settings screen of a shop, as its administrator uses it, and what the shop keeps of it. */
record ShopPanel(ShopAdmin admin) {
    /** What of the screen is the plugin's own. */
    static final String PART = ".crypto-checkout-panel";

    ShopPanel open() {
        admin.settings();
        return this;
    }

    /** Enters the platform's address, presses the button of a mode, and stands before the platform's pages. */
    ShopPanel leaveFor(String mode, String platform) {
        open();
        Locator address = page().locator("#crypto-checkout-url");
        if (address.count() > 0) {
            address.fill(platform);
        }
        return press("connect:" + mode);
    }

    /** The whole way of a mode: the button, signing in where that is asked for, and agreeing. */
    ShopPanel connect(String mode, Shop store) {
        leaveFor(mode, store.run().text("baseUrl"));
        signInAs(store);
        return agree();
    }

    /** Signs in to the platform as the store's owner, where the browser is not signed in yet. */
    ShopPanel signInAs(Shop store) {
        if (page().url().contains("/login")) {
            People.fillIn(page(), store.email(), Visitors.PASSWORD);
        }
        return this;
    }

    /** Agrees; ends at the shop again. */
    ShopPanel agree() {
        new ConsentPage(page()).connect();
        page().locator(PART).waitFor();
        return this;
    }

    /** Presses the button that does this; the next page is there when it comes back. */
    ShopPanel press(String act) {
        Locator button = page().locator("button[value='" + act + "']").first();
        Locator folded = page().locator("details:not([open])",
                new Page.LocatorOptions().setHas(page().locator("button[value='" + act + "']")));
        if (!button.isVisible() && folded.count() > 0) {
            folded.last().locator("summary").click();
            button = folded.count() > 0 ? button : page().locator("details[open] button[value='" + act + "']").first();
        }
        Locator pressed = button;
        page().waitForNavigation(pressed::click);
        return this;
    }

    /** Unfolds another way to connect, fills in its field and presses its button. */
    ShopPanel otherWay(String field, String mode, String text) {
        Locator way = page().locator("details",
                new Page.LocatorOptions().setHas(page().locator("#crypto-checkout-" + field + "-" + mode)));
        way.locator("summary").click();
        way.locator("input").fill(text);
        page().waitForNavigation(() -> way.getByRole(AriaRole.BUTTON).click());
        return this;
    }

    /** What the panel says after an act, all of it. */
    String said() {
        return String.join("\n", page().locator(PART + " > .notice").allTextContents());
    }

    /** The text of a mode's card. */
    String card(String mode) {
        return page().locator("#crypto-checkout-" + mode).textContent().replaceAll("\\s+", " ");
    }

    /** What the shop keeps of a mode; an empty object where nothing is kept. */
    JsonNode kept(String mode) {
        return admin.shop().php("return (object) get_option('crypto_checkout_connection_" + mode + "', array());");
    }

    /** Makes the access token of a mode look as if its hour were over. */
    void outlive(String mode) {
        admin.shop().php("$name = 'crypto_checkout_connection_" + mode + "'; $kept = get_option($name); $kept['expires_at'] = 1;"
                + "return update_option($name, $kept, false);");
    }

    /** The shop as it is before anybody connects it; the client that it registered stays, because that is what is counted. */
    ShopPanel forget() {
        admin.shop().php("foreach (array('connection', 'health', 'store') as $one) { foreach (array('test', 'live') as $mode) {"
                + "delete_option('crypto_checkout_' . $one . '_' . $mode); } } delete_option('woocommerce_crypto_checkout_settings');"
                + "return true;");
        return this;
    }

    Page page() {
        return admin.page();
    }
}
