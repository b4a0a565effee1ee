package io.cryptocheckout.platform.journey;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.cryptocheckout.platform.wallet.keys.AccountPath;
import io.cryptocheckout.platform.wallet.keys.Mnemonic;
import java.security.SecureRandom;
import java.util.regex.Pattern;

/** An owner of stores who does everything by the dashboard's pages, on any server. */
record Merchant(String base, Page page) {

    /** What the page of a new app shows once. */
    record NewApp(String clientId, String secret, String webhookSecret) {}

    /** Makes an account with a first store. */
    void signUp(String email, String storeName) {
        new People(base).signUpAndIn(page, email, Visitors.PASSWORD, storeName);
    }

    /** Makes a further store of the same organization, and goes there. */
    void openStore(String name) {
        page.navigate(base + "/dashboard/stores/new");
        page.getByLabel("Store name").fill(name);
        People.press(page, "Create the store");
    }

    void goTo(String store) {
        page.navigate(base + "/dashboard");
        Locator other = page.locator("button[name=store]", new Page.LocatorOptions().setHasText(store));
        if (!"true".equals(other.getAttribute("aria-pressed"))) {
            page.waitForNavigation(() -> other.evaluate("it => it.click()"));
        }
    }

    /** Gives the store in front a test wallet of its own and a key; answers the API by it. */
    Api startSelling() {
        page.navigate(base + "/dashboard/settings/wallet");
        page.locator("#accountKey").fill(Mnemonic.random(new SecureRandom()).account(AccountPath.standard(false)).publicKey().encode());
        Locator form = page.locator("form[data-guard=accountKey]");
        page.waitForNavigation(() -> form.locator("button").click());
        page.waitForNavigation(() -> page.locator("button:has-text(\"Yes, use this wallet\"):visible").click());
        page.navigate(base + "/dashboard/keys/new");
        page.getByLabel("Name").fill("Backend");
        page.getByLabel("webhooks:read").check();
        People.press(page, "Create the key");
        return new Api(base, page.locator("#secret").textContent());
    }

    /** To the page of the organization's apps. */
    void goToApps() {
        page.navigate(base + "/dashboard/agency");
        follow(Pattern.compile("^Apps of "));
    }

    /** Registers an app that may ask for these scopes beside those that every app is offered. */
    NewApp registerApp(String name, String appUrl, String... scopes) {
        goToApps();
        follow(Pattern.compile("^Register an app$"));
        page.locator("#name").fill(name);
        page.getByLabel("Redirect URIs").fill(appUrl + "/callback");
        page.getByLabel("Webhook URL").fill(appUrl + "/app-events");
        for (String scope : scopes) {
            page.locator("input[name=scopes][value='" + scope + "']").check();
        }
        People.press(page, "Register the app");
        return new NewApp(shown("#client-id"), shown("#secret"), shown("#webhook-secret"));
    }

    /** Ends the connection of the only app in the store in front. */
    void disconnectTheApp() {
        page.navigate(base + "/dashboard/apps");
        page.locator("summary", new Page.LocatorOptions().setHasText("Disconnect")).click();
        People.press(page, "Disconnect the app");
        Shown.on(page, "Its next call is refused");
    }

    private String shown(String secret) {
        return page.locator(secret).textContent();
    }

    private void follow(Pattern link) {
        page.waitForNavigation(() -> page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(link)).first().click());
    }
}
