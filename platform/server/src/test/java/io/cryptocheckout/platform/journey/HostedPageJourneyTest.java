package io.cryptocheckout.platform.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A customer at the hosted page: in a browser, on a phone, by keyboard, with a wallet, and without any script. */
class HostedPageJourneyTest {

    private static final Map<String, Object> SHOP = Map.of("metadata", Map.of("secretNote", "nobody-sees-this"), "reference",
            "ref-nobody-sees-this", "customer", Map.of("email", "nobody-sees-this@example.com", "name", "Nobody"), "successUrl",
            "https://shop.example/thanks?session={CHECKOUT_SESSION_ID}", "cancelUrl", "https://shop.example/cart");

    private static LocalRun run;
    private static Browser browser;

    @BeforeAll
    static void start() {
        run = LocalRun.shared();
        browser = new Browser();
    }

    @AfterAll
    static void stop() {
        browser.close();
    }

    @Test
    void aCustomerPaysTooLittleTopsUpInATokenAndThePageFollowsWithoutAReload() {
        Page page = browser.page();
        Complaints complaints = Complaints.of(page);
        Order order = Order.place(run, page, "50.00", SHOP);
        page.evaluate("window.neverReloaded = true");

        button(page, "Less").click();
        order.pageShows("underpaid");
        assertThat(page.locator("[data-due]").textContent()).isEqualTo("0.008");
        assertThat(page.locator("#announce").textContent()).isEqualTo("Part of your payment has arrived");
        page.locator("[data-choice]", new Page.LocatorOptions().setHasText("USDC")).click();
        page.locator("[data-copy=amount]", new Page.LocatorOptions().setHasText("20")).waitFor();
        assertThat(page.locator(".only").textContent()).contains("Send only USDC on the Local chain network.");
        button(page, "Exact amount").click();
        order.pageShows("paid");

        assertThat(page.locator("[data-back]").getAttribute("href")).isEqualTo("https://shop.example/thanks?session=" + order.id);
        assertThat(page.evaluate("window.neverReloaded")).isEqualTo(true);
        assertThat(page.content()).doesNotContain("nobody-sees-this", "Nobody");
        assertThat(complaints.all()).isEmpty();
    }

    @Test
    void thePageStaysUsableForEverybodyInEveryState() {
        Page page = browser.page(390, 844);
        Order order = Order.place(run, page, "50.00", SHOP);
        assertThat(Accessible.violations(page)).isEmpty();
        assertThat(fitsTheScreen(page)).isTrue();

        button(page, "Less").click();
        order.pageShows("underpaid");
        assertThat(Accessible.violations(page)).isEmpty();
        button(page, "More").click();
        order.pageShows("paid");
        assertThat(Accessible.violations(page)).isEmpty();
        assertThat(fitsTheScreen(page)).isTrue();
    }

    @Test
    void withoutScriptsThePageIsCompleteAndReloadsItself() {
        Page page = browser.pageWithoutJavaScript();
        Order order = Order.place(run, page, "50.00", SHOP);
        assertThat(page.locator("[data-copy=address]").textContent()).isEqualTo(order.address);
        assertThat(page.locator("noscript meta[http-equiv=refresh]").count() + page.locator("meta[http-equiv=refresh]").count())
                .isPositive();

        page.locator("[data-choice]", new Page.LocatorOptions().setHasText("USDC")).click();
        assertThat(page.locator("[data-copy=amount]").textContent()).isEqualTo("50");
        button(page, "Exact amount").click();
        order.pageShows("paid");
        assertThat(page.locator("[data-back]").getAttribute("href")).contains(order.id);
    }

    @Test
    void withoutAStreamThePagePolls() {
        Page page = browser.page();
        page.route("**/events", route -> route.abort());
        Order order = Order.place(run, page, "50.00", SHOP);

        run.chain.pay(order.address, order.due());

        order.pageShows("paid");
    }

    @Test
    void aWalletInTheBrowserPaysTheNativeAssetAndAToken() {
        for (String asset : List.of("ETH", "USDC")) {
            Page page = browser.page();
            Complaints complaints = Complaints.of(page);
            withWallet(page);
            Order order = Order.place(run, page, "50.00", SHOP);
            if (asset.equals("USDC")) {
                JsonNode option = order.option(asset);
                run.chain.send(option.get("contract").asString(), BigInteger.ZERO, "0x40c10f19"
                        + "0".repeat(24) + run.chain.payer().substring(2) + "%064x".formatted(50_000_000));
                page.locator("[data-choice]", new Page.LocatorOptions().setHasText(asset)).click();
                page.locator(".only", new Page.LocatorOptions().setHasText(asset)).waitFor();
            }
            button(page, "Pay with a wallet · Test Fox").click();

            order.pageShows("paid");
            assertThat(order.exceptions()).isEmpty();
            assertThat(complaints.all()).isEmpty();
        }
    }

    @Test
    void theKeyboardReachesEverythingAndTheFocusSurvivesAChange() {
        Page page = browser.page();
        Order order = Order.place(run, page, "50.00", SHOP);
        page.locator("[data-choice]", new Page.LocatorOptions().setHasText("USDC")).focus();
        page.keyboard().press("Enter");
        page.locator("[data-copy=amount]", new Page.LocatorOptions().setHasText("50")).waitFor();

        assertThat(page.evaluate("document.activeElement.textContent.includes('USDC')")).isEqualTo(true);
        page.keyboard().press("Tab");
        assertThat(page.evaluate("document.activeElement.dataset.copies")).isEqualTo("amount");
        assertThat(order.status()).isEqualTo("pending");
    }

    @Test
    void thePageSpeaksTheCustomersLanguage() {
        for (Map.Entry<String, String> title : Map.of("de", "Senden Sie den genauen Betrag", "es", "Envíe el importe exacto", "fr",
                "Envoyez le montant exact").entrySet()) {
            Page page = browser.page();
            page.route("**/checkout/cs_*", route -> {
                Map<String, String> headers = new HashMap<>(route.request().headers());
                headers.put("accept-language", title.getKey());
                route.resume(new Route.ResumeOptions().setHeaders(headers));
            });
            Order.place(run, page, "50.00", SHOP);

            assertThat(page.locator("html").getAttribute("lang")).isEqualTo(title.getKey());
            assertThat(page.locator("h2").first().textContent()).isEqualTo(title.getValue());
        }
    }

    /** A wallet as EIP-6963 describes it; behind it stands an account of the local chain. */
    private static void withWallet(Page page) {
        page.exposeFunction("askTheChain", arguments -> {
            JsonNode params = Api.JSON.readTree((String) arguments[1]);
            Object[] sent = params.valueStream().map(p -> Api.JSON.convertValue(p, Object.class)).toArray();
            String method = ((String) arguments[0]).equals("eth_requestAccounts") ? "eth_accounts" : (String) arguments[0];
            return run.chain.call(method, sent).toString();
        });
        page.addInitScript("""
                const provider = { request: async ({ method, params }) =>
                  JSON.parse(await window.askTheChain(method, JSON.stringify(params ?? []))) };
                const detail = { info: { uuid: "350670db-19fa-4704-a166-e52e178b59d2", name: "Test Fox", icon: "data:image/svg+xml,<svg/>",
                  rdns: "example.fox" }, provider };
                const announce = () => dispatchEvent(new CustomEvent("eip6963:announceProvider", { detail }));
                addEventListener("eip6963:requestProvider", announce);
                """);
    }

    private static boolean fitsTheScreen(Page page) {
        return (Boolean) page.evaluate("document.documentElement.scrollWidth <= innerWidth");
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }
}
