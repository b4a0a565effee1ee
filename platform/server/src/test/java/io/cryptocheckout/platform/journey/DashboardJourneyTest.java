package io.cryptocheckout.platform.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A merchant at the dashboard: from sign-up to a resent webhook, with scripts and without. */
class DashboardJourneyTest {

    private static final String PASSWORD = "violet harbour mango 77 lantern";

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
    void aNewMerchantFindsHisWay() {
        Page page = browser.page();
        Complaints complaints = Complaints.of(page);
        aMerchantsFirstDay(page);
        assertThat(complaints.all()).isEmpty();
    }

    @Test
    void aNewMerchantFindsHisWayWithoutScripts() {
        aMerchantsFirstDay(browser.pageWithoutJavaScript());
    }

    @Test
    void everyLinkLeadsSomewhereAndEveryPageIsUsableForEverybody() {
        Page page = browser.page();
        Complaints complaints = Complaints.of(page);
        Order.place(run, page, "12.00", Map.of("reference", "crawled"));
        signIn(page, run.text("email"), run.text("password"));

        Set<String> kinds = new LinkedHashSet<>();
        List<String> problems = new ArrayList<>();
        Look look = new Look();
        for (String path : crawl(page, problems)) {
            // One page of each kind is looked at closely; ids only differ.
            String kind = path.replaceAll("_[0-9A-Z]{26}", "").replaceAll("\\?.*", "");
            if (kinds.add(kind)) {
                page.navigate(base() + path);
                look.at(page, kind.substring(1).replace('/', '-'));
            }
        }
        assertThat(problems).isEmpty();
        assertThat(look.problems()).isEmpty();
        assertThat(complaints.all()).isEmpty();
        assertThat(kinds).contains("/dashboard/payments/cs", "/dashboard/webhooks/we", "/dashboard/deliveries/whd",
                "/dashboard/settings/wallet");
    }

    @Test
    void aPaymentStandsInTheDashboardWithItsTimelineAndCanBeAcceptedByHand() {
        Page page = browser.page();
        Order order = Order.place(run, page, "50.00", Map.of("reference", "by-hand-" + UUID.randomUUID()));
        run.chain.pay(order.address, order.due().shiftRight(1));
        order.reaches("underpaid");
        signIn(page, run.text("email"), run.text("password"));

        page.navigate(base() + "/dashboard/payments");
        page.getByLabel("Search").fill(order.id);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Show")).click();
        page.locator("#list tbody tr").nth(1)
                .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
        page.locator("#list a", new Page.LocatorOptions().setHasText(order.id)).click();
        page.locator(".timeline-list li").nth(1).waitFor();
        assertThat(page.locator(".timeline-list li").allTextContents()).hasSize(2);
        page.locator("summary", new Page.LocatorOptions().setHasText("Accept as paid")).click();
        page.getByLabel("Why").fill("The customer is a friend");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Accept as paid")).click();

        says(page, "What arrived was accepted as the full payment.");
        order.reaches("paid");
        page.reload();
        assertThat(page.locator(".timeline-list").textContent()).contains("paid", "The customer is a friend");
    }

    @Test
    void anotherStoresObjectsAreNotFound() {
        Page page = browser.page();
        Order order = Order.place(run, page, "50.00", Map.of());
        signUpAndIn(page);

        Response answer = page.navigate(base() + "/dashboard/payments/" + order.id);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(page.content()).doesNotContain(order.address);
    }

    private void aMerchantsFirstDay(Page page) {
        signUpAndIn(page);
        assertThat(page.locator(".steps-list li").count()).isEqualTo(5);

        page.navigate(base() + "/dashboard/payments/new");
        submit(page, "Create the payment");
        assertThat(page.locator(".alert-danger").textContent()).contains("wallet");

        page.navigate(base() + "/dashboard/keys/new");
        page.getByLabel("Name").fill("Backend");
        page.getByLabel("Only from these addresses").fill("nonsense");
        submit(page, "Create the key");
        assertThat(page.locator("#problem-allowedIps").textContent()).contains("203.0.113");
        page.getByLabel("Only from these addresses").fill("");
        submit(page, "Create the key");
        String secret = page.locator("#secret").textContent();
        assertThat(new Api(base(), secret).get("/api/v1/checkout_sessions").status()).isEqualTo(200);
        page.navigate(base() + "/dashboard/keys");
        assertThat(page.content()).doesNotContain(secret);
        page.locator("summary", new Page.LocatorOptions().setHasText("Revoke")).click();
        submit(page, "Revoke the key");
        says(page, "The key was revoked. Its next call is refused.");
        assertThat(new Api(base(), secret).get("/api/v1/checkout_sessions").status()).isEqualTo(401);
        webhooks(page);
        settings(page);
        page.locator(".mode button", new Page.LocatorOptions().setHasText("Live")).click();
        page.locator(".mode button[aria-pressed=true]", new Page.LocatorOptions().setHasText("Live")).waitFor();
        page.locator(".who summary").click();
        submit(page, "Sign out");
        page.waitForURL("**/login?signedOut");
    }

    private void webhooks(Page page) {
        try (Receiver receiver = new Receiver()) {
            page.navigate(base() + "/dashboard/webhooks/new");
            page.getByLabel("URL").fill("ftp://shop.example/hook");
            submit(page, "Add the endpoint");
            assertThat(page.locator("#problem-url").textContent()).contains("http");
            page.getByLabel("URL").fill(receiver.url());
            submit(page, "Add the endpoint");
            receiver.secret(page.locator("#secret").textContent());
            page.getByText("I have copied it").click();
            submit(page, "Send a test event");
            says(page, "A test event is on its way; it appears below.");
            page.locator("#recent-deliveries a").first().click();
            delivered(page);
            submit(page, "Send again");
            says(page, "It is on its way again, with the same event id.");
            await().atMost(Order.PATIENCE).until(() -> receiver.all().size() == 2);
            assertThat(receiver.all()).allMatch(Receiver.Delivery::signed);
            page.navigate(base() + "/dashboard/webhooks");
            page.locator("tbody a").first().click();
            page.locator("summary", new Page.LocatorOptions().setHasText("Delete")).click();
            submit(page, "Delete the endpoint");
            says(page, "The endpoint was deleted.");
        }
    }

    private static void delivered(Page page) {
        await().atMost(Order.PATIENCE).until(() -> {
            page.reload();
            return page.locator("h1").textContent().contains("delivered");
        });
        assertThat(page.content()).contains("X-Webhook-Signature");
    }

    private void settings(Page page) {
        page.navigate(base() + "/dashboard/settings");
        page.getByLabel("Minutes a customer has to pay").fill("3");
        submit(page, "Save");
        assertThat(page.locator("#problem-expiry").textContent()).contains("5 minutes");
        page.getByLabel("Minutes a customer has to pay").fill("30");
        page.getByLabel("Percent that may be missing").fill("0.5");
        submit(page, "Save");
        says(page, "Saved. New payments follow these settings; those that exist keep theirs.");
        assertThat(page.getByLabel("Minutes a customer has to pay").inputValue()).isEqualTo("30");
        assertThat(page.getByLabel("Percent that may be missing").inputValue()).isEqualTo("0.5");
    }

    private List<String> crawl(Page page, List<String> problems) {
        Set<String> seen = new LinkedHashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of("/dashboard"));
        while (!open.isEmpty() && seen.size() < 120) {
            String path = open.poll();
            if (!seen.add(path)) {
                continue;
            }
            if (path.contains(".csv")) {
                // A file is saved, not shown.
                if (page.request().get(base() + path).status() != 200) {
                    problems.add(path + " is no file");
                }
                continue;
            }
            Response answer = page.navigate(base() + path);
            if (answer.status() != 200) {
                problems.add(path + " answered " + answer.status());
            }
            for (Locator link : page.locator("a[href]").all()) {
                URI to = URI.create(base() + path).resolve(link.getAttribute("href"));
                if (to.toString().startsWith(base() + "/dashboard")) {
                    open.add(to.toString().substring(base().length()).replaceAll("#.*", ""));
                }
            }
        }
        return seen.stream().filter(path -> !path.contains(".csv")).toList();
    }

    private void signUpAndIn(Page page) {
        String email = "merchant-" + UUID.randomUUID() + "@example.org";
        page.navigate(base() + "/signup");
        page.getByLabel("Store name").fill("Nordlicht");
        page.getByLabel("E-mail address").fill(email);
        page.getByLabel("Password").fill("password");
        submit(page, "Create the account");
        assertThat(page.locator("#problem-password").textContent()).isNotBlank();
        page.getByLabel("Password").fill(PASSWORD);
        submit(page, "Create the account");
        page.waitForURL("**/signup/sent");
        signIn(page, email, "not the password");
        assertThat(page.locator(".alert-danger").first().textContent()).contains("do not belong together");
        signIn(page, email, PASSWORD);
        page.waitForURL("**/signup/verify");
        page.navigate(new People(base()).linkTo(page, email));
        submit(page, "Confirm and go on");
        page.waitForURL("**/dashboard");
    }

    private void signIn(Page page, String email, String password) {
        page.navigate(base() + "/login");
        page.getByLabel("E-mail address").fill(email);
        page.getByLabel("Password").fill(password);
        submit(page, "Sign in");
        page.waitForURL(url -> !url.contains("/login") || url.contains("error"));
    }

    private static void submit(Page page, String name) {
        page.waitForNavigation(() -> page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true)).click());
    }

    private static void says(Page page, String text) {
        page.locator(".alert-success", new Page.LocatorOptions().setHasText(text)).waitFor();
    }

    private static String base() {
        return run.text("baseUrl");
    }
}
