package io.cryptocheckout.platform.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import io.cryptocheckout.platform.checkout.SessionTallies;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The console of those who run the platform, and everybody for whom it is not there. */
class OperatorJourneyTest {
    private static final List<String> PAGES = List.of("/operator", "/operator/plans", "/operator/plans/new", "/operator/health",
            "/operator/log");
    private static final List<String> DOORS = List.of("/operator", "/operator/", "/%6Fperator", "/operator/plans", "/operator/plans/new",
            "/operator/health", "/operator/log", "/operator/no-such-page", "/operator/tenants/org_00000000000000000000000000",
            "/operator/stores/store_00000000000000000000000000/suspend", "/operator/stores/store_00000000000000000000000000/resume",
            "/operator/tenants/org_00000000000000000000000000/plan", "/operator/plans/plan_00000000000000000000000000/default");

    private static LocalRun run;
    private static Browser browser;
    private static Page operator;
    private static Complaints complaints;

    private final String unique = UUID.randomUUID().toString().substring(0, 8);
    private final Look look = new Look();

    @BeforeAll
    static void start() {
        run = LocalRun.shared();
        browser = new Browser();
        operator = browser.page();
        complaints = Complaints.of(operator);
        Console.signIn(run, operator);
    }

    @AfterAll
    static void stop() {
        browser.close();
    }

    @Test
    void for_everybody_else_the_console_is_a_path_that_nothing_answers() {
        Page stranger = browser.page();
        for (String path : DOORS) {
            assertThat(answer(stranger, "GET", path, null)).as("signed out, " + path)
                    .isEqualTo(answer(stranger, "GET", "/no-such-page", null));
        }
        Visitors.signUp(run, stranger, "merchant-" + unique + "@example.org", "Tulips " + unique);
        String token = stranger.locator("input[name=_csrf]").first().inputValue();
        assertThat(stranger.locator(".who").textContent()).doesNotContain("console");
        for (String method : List.of("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD")) {
            String nothing = answer(stranger, method, "/no-such-page", token);
            assertThat(nothing).startsWith("404");
            for (String path : DOORS) {
                assertThat(answer(stranger, method, path, token)).as(method + " " + path).isEqualTo(nothing);
            }
            String forged = answer(stranger, method, "/no-such-page", null);
            assertThat(answer(stranger, method, "/operator", null)).as(method + " without the token").isEqualTo(forged);
        }
    }

    @Test
    void an_operator_without_a_second_factor_is_told_to_set_one_up_and_sees_nothing() {
        Page weak = browser.page();
        String store = storeOf(weak, Console.SECOND);
        assertThat(weak.locator(".who").textContent()).contains("console");
        for (String path : PAGES) {
            assertThat(weak.navigate(base() + path).status()).as(path).isEqualTo(403);
            Shown.on(weak, "A second factor is needed").doesNotContain("Unlimited", "Tenants");
        }
        assertThat(Accessible.violations(weak)).isEmpty();
        String token = weak.locator("input[name=_csrf]").first().inputValue();
        FormData form = FormData.create().set("_csrf", token).set("reason", "Because I can.").set("sure", "yes").set("name", "Mine");
        for (String path : List.of("/operator/stores/" + store + "/suspend", "/operator/plans")) {
            APIResponse refused = weak.request().post(base() + path, RequestOptions.create().setForm(form).setMaxRedirects(0));
            assertThat(refused.status()).as(path).isEqualTo(403);
        }
        operator.navigate(base() + "/operator?q=" + store);
        assertThat(operator.locator("tbody").textContent()).contains("active").doesNotContain("suspended");
        operator.navigate(base() + "/operator/plans");
        assertThat(operator.locator("tbody").textContent()).doesNotContain("Mine");
    }

    @Test
    void a_tenant_is_found_put_on_a_plan_suspended_and_resumed() {
        Page owner = browser.page();
        String store = storeOf(owner, "owner-" + unique + "@example.org");
        operator.navigate(base() + "/operator/plans");
        operator.getByText("Make a plan").click();
        operator.getByLabel("Name").fill("Starter " + unique);
        operator.getByLabel("Live sessions a month").fill("1000");
        operator.getByLabel("Stores").fill("2");
        operator.getByLabel("API keys").fill("1");
        operator.getByLabel("Requests a second").fill("10");
        look.at(operator, "plan");
        People.press(operator, "Save the plan");
        says("The plan was saved");
        look.at(operator, "plans");

        find(store);
        look.at(operator, "tenants");
        operator.getByText("Tulips " + unique).first().click();
        open("Change the plan…");
        operator.locator("#choice").selectOption("Starter " + unique);
        People.press(operator, "Change the plan");
        says("The plan holds from now on");
        assertThat(operator.locator("section[aria-labelledby=plan]").textContent()).contains("1,000 in each store", "10 a second");
        keyIsMade(owner, "first", true);
        keyIsMade(owner, "second", false);
        Shown.on(owner, "may have 1 working API key in each mode");

        open("Suspend…");
        operator.getByLabel("Reason").fill("Nobody answers our letters.");
        operator.getByLabel("I am sure").evaluate("box => box.required = false");
        People.press(operator, "Suspend the store");
        assertThat(operator.locator(".alert-danger").textContent()).contains("Tick the box");
        open("Suspend…");
        operator.getByLabel("Reason").fill("Nobody answers our letters.");
        operator.getByLabel("I am sure").check();
        look.at(operator, "tenant-suspend");
        People.press(operator, "Suspend the store");
        says("The store is suspended");
        look.at(operator, "tenant");
        owner.navigate(base() + "/dashboard");
        assertThat(owner.locator("[role=alert]").textContent()).contains("Nobody answers our letters.");
        look.at(owner, "suspended");
        find(store);
        assertThat(operator.locator("tbody").textContent()).contains("1 suspended");

        operator.getByText("Tulips " + unique).first().click();
        open("Resume…");
        People.press(operator, "Resume the store");
        says("The store goes on");
        owner.navigate(base() + "/dashboard/audit");
        assertThat(owner.locator("tbody").textContent()).contains("store.resumed", "store.suspended", "plan.given", "operator")
                .doesNotContain(Console.OPERATOR);
        look.at(owner, "audit");
        operator.navigate(base() + "/operator/log");
        assertThat(operator.locator("tbody").textContent()).contains(Console.OPERATOR, "store.resumed", "plan.given", "plan.created",
                store);
        look.at(operator, "log");
        operator.navigate(base() + "/operator/health");
        Shown.on(operator, "Payment loop", "Webhooks", "Mail", "Addresses", "Local");
        assertThat(operator.locator("section[aria-labelledby=plugins]").textContent()).contains("Chat notifications", "broken.jar",
                "It is no jar, or a broken one");
        look.at(operator, "health");
        assertThat(look.problems()).isEmpty();
        assertThat(complaints.all()).isEmpty();
    }

    @Test
    void what_a_store_opened_stands_on_its_tenants_page() {
        String amount = "51.00";
        assertThat(run.api.createSession("tally-" + unique, amount, Map.of()).status()).isEqualTo(201);
        run.timePasses(Duration.ofMinutes(11));
        run.context.getBean(SessionTallies.class).addUp();
        find("Demo Coffee");
        operator.getByRole(com.microsoft.playwright.options.AriaRole.LINK).getByText("Demo").first().click();
        assertThat(operator.locator("section[aria-labelledby=months] tbody").textContent()).contains("Demo Coffee", "test");
        Locator row = operator.locator("section[aria-labelledby=stores] tbody tr", new Page.LocatorOptions().setHasText("Demo Coffee"));
        assertThat(Integer.parseInt(row.locator("td[data-label='Test sessions']").textContent().replace(",", ""))).isPositive();
    }

    @Test
    void nothing_that_a_store_keeps_to_itself_is_on_any_page() {
        Page owner = browser.page();
        String email = "canary-owner-" + unique + "@example.org";
        String store = storeOf(owner, email);
        List<String> secrets = new ArrayList<>(List.of(email));
        String key = made(owner, "/dashboard/keys/new", "Name", "canary-key-" + unique, "Create the key");
        secrets.addAll(List.of("canary-key-" + unique, key, key.substring(8, 20)));
        // The demo store has a wallet; both stores keep the same kinds of things.
        Api.Reply session = run.api.createSession("canary-" + unique, "52.00", Map.of("reference", "canary-ref-" + unique, "metadata",
                Map.of("canary-meta-" + unique, "canary-value-" + unique), "customer",
                Map.of("email", "canary-buyer-" + unique + "@example.org",
                        "name", "canary-name-" + unique),
                "successUrl", "https://canary-shop-" + unique + ".example/thanks"));
        assertThat(session.status()).as(session.text()).isEqualTo(201);
        Api.Reply endpoint = run.api.post("/api/v1/webhook_endpoints",
                // An event that no test brings about: the receiver knows the secret of another endpoint.
                Map.of("url", run.receiver.url() + "?canary-" + unique, "events", List.of("webhook.test"), "description",
                        "canary-note-" + unique));
        assertThat(endpoint.status()).as(endpoint.text()).isEqualTo(201);
        secrets.addAll(List.of("canary-ref-" + unique, "canary-meta-" + unique, "canary-value-" + unique, "canary-buyer-" + unique,
                "canary-name-" + unique, "canary-shop-" + unique, "canary-note-" + unique, run.receiver.url(), session.id(), endpoint.id(),
                session.body().get("address").asString(), session.body().get("checkoutUrl").asString(),
                endpoint.body().get("secret").asString(), run.text("apiKey"), run.text("email"), run.text("webhookSecret")));
        suspendedOnce(store);
        StringBuilder seen = new StringBuilder();
        for (String path : everyPage(store)) {
            seen.append(operator.request().get(base() + path).text());
        }
        assertThat(seen).contains(store, "Demo Coffee", "Payment loop", "canary reason");
        assertThat(secrets).allSatisfy(secret -> assertThat(seen.indexOf(secret)).as("a canary: " + secret).isNegative());
    }

    private List<String> everyPage(String store) {
        List<String> paths = new ArrayList<>(PAGES);
        for (String what : List.of(store, "Demo Coffee", unique)) {
            String list = "/operator?q=" + what.replace(" ", "%20");
            paths.add(list);
            operator.navigate(base() + list);
            operator.locator("tbody a").all().forEach(link -> paths.add(link.getAttribute("href")));
        }
        operator.navigate(base() + "/operator/plans");
        operator.locator("tbody a").all().forEach(link -> paths.add(link.getAttribute("href")));
        return paths;
    }

    private void suspendedOnce(String store) {
        operator.navigate(base() + "/operator");
        FormData form = FormData.create().set("_csrf", operator.locator("input[name=_csrf]").first().inputValue())
                .set("reason", "canary reason").set("sure", "yes");
        RequestOptions options = RequestOptions.create().setForm(form).setMaxRedirects(0);
        assertThat(operator.request().post(base() + "/operator/stores/" + store + "/suspend", options).status()).isEqualTo(302);
    }

    private static String made(Page owner, String path, String label, String value, String button) {
        owner.navigate(base() + path);
        owner.getByLabel(label).fill(value);
        People.press(owner, button);
        return owner.locator(".copied code").first().textContent();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', emptyValue = "", textBlock = """
            sessionsPerMonth  | -1                   | from 0 to
            sessionsPerMonth  | 1.5                  | Write a whole number
            sessionsPerMonth  | 99999999999999999999 | Write a whole number
            sessionsPerMonth  | 1000000000001        | from 0 to
            stores            | 0                    | from 1 to
            stores            | 99999999999          | from 1 to
            apiKeysPerStore   | many                 | Write a whole number
            requestsPerSecond | -5                   | from 1 to
            name              | ''                   | in one line""")
    void a_plan_that_makes_no_sense_is_refused_at_its_field(String field, String typed, String says) {
        operator.navigate(base() + "/operator/plans/new");
        String name = "Nonsense " + UUID.randomUUID();
        FormData form = FormData.create().set("_csrf", operator.locator("input[name=_csrf]").first().inputValue());
        Map.of("name", name, "sessionsPerMonth", "", "stores", "", "apiKeysPerStore", "", "requestsPerSecond", "")
                .forEach((one, value) -> form.set(one, one.equals(field) ? typed : value));
        APIResponse answer = operator.request().post(base() + "/operator/plans", RequestOptions.create().setForm(form).setMaxRedirects(0));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains("id=\"problem-" + field + "\"", says);
        operator.navigate(base() + "/operator/plans");
        assertThat(operator.locator("tbody").textContent()).doesNotContain(name);
    }

    @Test
    void ids_that_are_none_searches_that_find_nothing_and_missing_tokens_change_nothing() {
        for (String path : List.of("/operator/tenants/org_0", "/operator/tenants/org_00000000000000000000000000",
                "/operator/plans/plan_00000000000000000000000000", "/operator/plans/x", "/operator/no-such-page")) {
            assertThat(operator.navigate(base() + path).status()).as(path).isEqualTo(404);
        }
        for (String query : List.of("?q=%25", "?q=" + "x".repeat(5_000), "?q=%00", "?after=nonsense", "?q=org_0&after=org_0")) {
            assertThat(operator.navigate(base() + "/operator" + query).status()).as(query).isEqualTo(200);
        }
        assertThat(operator.navigate(base() + "/operator/log?after=x").status()).isEqualTo(200);
        operator.navigate(base() + "/operator");
        String token = operator.locator("input[name=_csrf]").first().inputValue();
        FormData sure = FormData.create().set("_csrf", token).set("reason", "x").set("sure", "yes").set("plan", "plan_0");
        for (String path : List.of("/operator/stores/store_0/suspend", "/operator/stores/store_00000000000000000000000000/suspend",
                "/operator/stores/store_00000000000000000000000000/resume", "/operator/tenants/org_00000000000000000000000000/plan")) {
            assertThat(operator.request().post(base() + path, RequestOptions.create().setForm(sure).setMaxRedirects(0)).status()).as(path)
                    .isEqualTo(404);
        }
        FormData forged = FormData.create().set("reason", "x").set("sure", "yes").set("name", "Forged " + unique);
        for (String path : List.of("/operator/plans", "/operator/stores/store_00000000000000000000000000/suspend")) {
            assertThat(operator.request().post(base() + path, RequestOptions.create().setForm(forged).setMaxRedirects(0)).status()).as(path)
                    .isEqualTo(403);
        }
        operator.navigate(base() + "/operator/plans");
        assertThat(operator.locator("tbody").textContent()).doesNotContain("Forged");
    }

    @Test
    void a_form_that_is_sent_twice_is_done_once() {
        operator.navigate(base() + "/operator/plans/new");
        FormData form = FormData.create().set("_csrf", operator.locator("input[name=_csrf]").first().inputValue()).set("name",
                "Twice " + unique);
        RequestOptions options = RequestOptions.create().setForm(form).setMaxRedirects(0);
        assertThat(operator.request().post(base() + "/operator/plans", options).status()).isEqualTo(302);
        APIResponse again = operator.request().post(base() + "/operator/plans", options);
        assertThat(again.status()).isEqualTo(400);
        assertThat(again.text()).contains("There is a plan of this name already");
    }

    /** The public id of the store of somebody new. */
    private String storeOf(Page page, String email) {
        Visitors.signUp(run, page, email, "Tulips " + unique);
        return page.locator("input[name=store]").first().inputValue();
    }

    private static void keyIsMade(Page owner, String name, boolean made) {
        owner.navigate(base() + "/dashboard/keys/new");
        owner.getByLabel("Name").fill(name);
        People.press(owner, "Create the key");
        assertThat(owner.locator("main").textContent().contains("ck_test_")).isEqualTo(made);
    }

    private static void find(String what) {
        operator.navigate(base() + "/operator");
        operator.getByLabel("Name of an organization or a store").fill(what);
        People.press(operator, "Search");
    }

    private static void open(String summary) {
        operator.locator("summary", new Page.LocatorOptions().setHasText(summary)).first().click();
    }

    private static void says(String what) {
        operator.locator("[role=status]").getByText(what).waitFor();
    }

    /** Status, where it leads, and what it says, without what differs from one request to the next. */
    private static String answer(Page page, String method, String path, String token) {
        FormData form = FormData.create().set("reason", "x").set("sure", "yes");
        if (token != null) {
            form.set("_csrf", token);
        }
        RequestOptions options = RequestOptions.create().setMethod(method).setMaxRedirects(0);
        if (!method.equals("GET") && !method.equals("HEAD")) {
            options.setForm(form);
        }
        APIResponse answer = page.request().fetch(base() + path, options);
        return answer.status() + " " + answer.headers().getOrDefault("location", "") + " "
                + answer.text().replaceAll("req_\\w+", "req_").replaceAll("value=\"[^\"]*\"", "");
    }

    private static String base() {
        return run.text("baseUrl");
    }
}
