package io.cryptocheckout.platform.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import io.cryptocheckout.platform.tenancy.Role;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A merchant and the plugins that the operator installed. */
class PluginJourneyTest {
    private static final String PATH = "/dashboard/plugins";
    private static final String CHAT = PATH + "/chat-notifications";
    private static final String HELLO = PATH + "/hello-plugin";
    private static final String LOYALTY = PATH + "/loyalty-line";
    private static final String THROWING = PATH + "/throwing-plugin";
    private static final String SECRET = "https://hooks.slack.com/services/T0/B0/secret";

    @RegisterExtension
    static final BrowserPerClass BROWSER = new BrowserPerClass();

    private static final LocalRun RUN = LocalRun.shared();

    private final Page page = BROWSER.page();
    private final Look look = new Look();

    @Test
    void theDirectoryListsWhatTheOperatorInstalled() {
        signIn(Shop.open(RUN, "Tulips"));
        page.navigate(base() + PATH);
        assertThat(page.locator("tbody tr").allTextContents()).hasSize(7)
                .anySatisfy(row -> assertThat(row).contains("Chat notifications", "not enabled", "1.0.0"))
                .anySatisfy(row -> assertThat(row).contains("Hello", "Shows a line on the checkout page"));
        look.at(page, "plugins");
        for (String id : List.of("accounting-export", "chat-notifications", "email-receipts", "json-price-source", "loyalty-line")) {
            page.navigate(base() + PATH + "/" + id);
            look.at(page, "plugin-" + id);
        }
        assertThat(look.problems()).isEmpty();
    }

    @Test
    void aMerchantEnablesConfiguresDisablesAndRemovesAPlugin() {
        signIn(Shop.open(RUN, "Tulips"));
        page.navigate(base() + CHAT);
        assertThat(main()).contains("Call the address you fill in as “Webhook address”", "Pass on notices of payments");
        field("Webhook address").fill("ftp://nowhere");
        page.locator("form").first().evaluate("form => form.noValidate = true");
        press("Enable");
        assertThat(main()).contains("Webhook address must be a full address such as https://example.com/path.", "not enabled");
        look.at(page, "plugin-refused");

        field("Webhook address").fill(SECRET);
        field("Tell about").selectOption("problems");
        press("Enable");
        assertThat(page.locator(".messages").textContent()).contains("The plugin works for this store now.");
        assertThat(field("Tell about").inputValue()).isEqualTo("problems");
        assertThat(page.content()).contains("left empty, it stays as it is").doesNotContain(SECRET);
        look.at(page, "plugin-enabled");
        press("Save");
        assertThat(page.locator(".messages").textContent()).contains("Saved.");
        assertThat(main()).contains("works");

        open("Disable…");
        press("Disable the plugin");
        assertThat(main()).contains("disabled");
        press("Enable");
        assertThat(main()).contains("works");
        open("Remove its data…");
        press("Remove it with its data");
        assertThat(page.locator(".messages").textContent()).contains("removed from this store");
        page.navigate(base() + CHAT);
        assertThat(main()).contains("not enabled").doesNotContain("left empty, it stays as it is");
        page.navigate(base() + "/dashboard/audit?action=plugin.");
        assertThat(main()).contains("plugin.enabled", "plugin.configured", "plugin.disabled", "plugin.forgotten").doesNotContain(SECRET);
        assertThat(look.problems()).isEmpty();
    }

    @Test
    void testAndLiveAreEnabledApart() {
        signIn(Shop.open(RUN, "Tulips"));
        page.navigate(base() + PATH + "/loyalty-line");
        press("Enable");
        assertThat(main()).contains("works");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Live").setExact(true)).click();
        page.waitForLoadState();
        page.navigate(base() + PATH + "/loyalty-line");
        assertThat(main()).contains("not enabled");
    }

    @Test
    void theCustomerSeesWhatABundledPluginAdds() {
        Visitors.signIn(RUN, page, RUN.text("email"), RUN.text("password"));
        page.navigate(base() + LOYALTY);
        field("What the points are called").fill("Tulip points");
        field("Points for one unit of the currency").fill("2");
        press("Enable");
        Page customer = BROWSER.page();
        Order.place(RUN, customer, "50.00", Map.of("reference", "with-a-bundled-plugin"));
        await().atMost(Order.PATIENCE).untilAsserted(() -> {
            customer.reload();
            assertThat(customer.locator("main").textContent()).contains("Tulip points", "+100");
        });
        page.navigate(base() + LOYALTY);
        assertThat(main()).contains("works");
        remove(LOYALTY);
    }

    @Test
    void whoMayOnlyReadSeesAndChangesNothing() {
        Shop shop = Shop.open(RUN, "Tulips");
        signIn(shop);
        page.navigate(base() + CHAT);
        String token = page.locator("input[name=_csrf]").first().inputValue();
        new Grants(RUN.superuser()).execute("update tenancy.membership set role = ? where account_id = ?", Role.SUPPORT.wireName(),
                shop.owner());
        assertThat(page.navigate(base() + CHAT).status()).isEqualTo(200);
        assertThat(page.locator("main button").count()).isZero();
        for (String act : List.of("/enable", "", "/disable", "/resume", "/forget")) {
            assertThat(page.request().post(base() + CHAT + act,
                    RequestOptions.create().setForm(FormData.create().set("_csrf", token)).setMaxRedirects(0)).status()).as(act)
                    .isEqualTo(403);
        }
    }

    @Test
    void thePluginOfTheTemplateIsDroppedIntoTheFolderAndWorks() {
        Visitors.signIn(RUN, page, RUN.text("email"), RUN.text("password"));
        page.navigate(base() + HELLO);
        field("Greeting").fill("Welcome <b>you</b>");
        press("Enable");
        Page customer = BROWSER.page();
        Order order = Order.place(RUN, customer, "50.00", Map.of("reference", "with-a-plugin"));
        // The first customer does not wait for the plugin to start.
        await().atMost(Order.PATIENCE).untilAsserted(() -> {
            customer.reload();
            assertThat(customer.locator("main").textContent()).contains("Welcome <b>you</b>", "You are paying ");
        });
        look.at(customer, "checkout-with-a-plugin");
        customer.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Exact amount")).click();
        order.pageShows("paid");

        await().atMost(Order.PATIENCE).untilAsserted(() -> {
            page.navigate(base() + HELLO);
            assertThat(page.locator("section[aria-labelledby=shows]").textContent()).containsPattern("Paid orders\\s*[1-9]");
        });
        look.at(page, "plugin-shows");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Its deliveries")).click();
        page.waitForLoadState();
        assertThat(main()).contains("session.paid", "delivered");
        remove(HELLO);
        assertThat(look.problems()).isEmpty();
    }

    @Test
    void aPluginThatThrowsIsStoppedForItsStoreAndThePaymentGoesOn() {
        Shop other = Shop.open(RUN, "Tulips");
        signIn(other);
        page.navigate(base() + THROWING);
        press("Enable");
        Page owner = BROWSER.page();
        Visitors.signIn(RUN, owner, RUN.text("email"), RUN.text("password"));
        owner.navigate(base() + THROWING);
        People.press(owner, "Enable");
        Page customer = BROWSER.page();
        Order order = Order.place(RUN, customer, "50.00", Map.of("reference", "with-a-broken-plugin"));
        await().atMost(Order.PATIENCE).untilAsserted(() -> {
            customer.reload();
            owner.navigate(base() + THROWING);
            assertThat(owner.locator("h1").textContent()).contains("stopped");
        });
        Shown.on(owner, "The platform stopped this plugin for your store", "Broken on purpose");
        look.at(owner, "plugin-stopped");
        customer.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Exact amount")).click();
        order.pageShows("paid");
        assertThat(new People(base()).letterTo(owner, RUN.text("email"))).contains("throwing-plugin", "Broken on purpose");

        page.navigate(base() + THROWING);
        assertThat(page.locator("h1").textContent()).contains("works");
        People.press(owner, "Resume");
        assertThat(owner.locator("h1").textContent()).contains("works");
        isStoppedAgainAndRests(owner);
        owner.locator("summary", new Page.LocatorOptions().setHasText("Remove its data…")).click();
        People.press(owner, "Remove it with its data");
        assertThat(look.problems()).isEmpty();
    }

    private void isStoppedAgainAndRests(Page owner) {
        Page customer = BROWSER.page();
        Order.place(RUN, customer, "50.00", Map.of("reference", "with-a-plugin-that-goes-on"));
        await().atMost(Order.PATIENCE).untilAsserted(() -> {
            customer.reload();
            owner.navigate(base() + THROWING);
            assertThat(owner.locator("main").textContent())
                    .containsPattern("You can resume it from \\d{1,2} [A-Z][a-z]{2}, \\d\\d:\\d\\d UTC");
        });
        assertThat(owner.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Resume")).count()).isZero();
        look.at(owner, "plugin-rests");
    }

    private void remove(String plugin) {
        page.navigate(base() + plugin);
        open("Remove its data…");
        press("Remove it with its data");
    }

    private void signIn(Shop shop) {
        Visitors.signIn(RUN, page, shop.email(), Visitors.PASSWORD);
    }

    private Locator field(String label) {
        return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
    }

    private void open(String summary) {
        page.locator("summary", new Page.LocatorOptions().setHasText(summary)).click();
    }

    private void press(String button) {
        People.press(page, button);
    }

    private String main() {
        return page.locator("main").textContent();
    }

    private static String base() {
        return RUN.text("baseUrl");
    }
}
