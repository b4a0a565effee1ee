package io.cryptocheckout.platform.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import io.cryptocheckout.platform.id.IdKind;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The keys of an organization on their page: made, used, rolled and revoked by its owner, and by nobody else. */
class OrganizationKeysJourneyTest {
    private static LocalRun run;
    private static Browser browser;

    private final String unique = UUID.randomUUID().toString().substring(0, 13);
    private final Page owner = browser.page();

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
    void anOwnerMakesAKeyAProgramListsTheStoresWithItAndItsEndIsItsEnd() {
        String path = arrive();
        Shown.on(owner, "No test keys yet");
        String first = make("Reporting");
        assertThat(first).startsWith("ok_test_");
        // The page that shows a secret is not one to come back to.
        owner.navigate(base() + path);
        assertThat(owner.content()).doesNotContain(first).contains(first.substring(0, 12));
        Api.Reply stores = new Api(base(), first).get("/api/v1/stores");
        assertThat(stores.body().at("/data/0/name").asString()).isEqualTo("Tulips");
        assertThat(new Api(base(), first).get("/api/v1/store").status()).isEqualTo(403);

        owner.locator("summary", new Page.LocatorOptions().setHasText("Roll")).click();
        owner.getByLabel("The old key works for another").selectOption("0");
        press("Roll the key");
        String second = owner.locator("#secret").textContent();
        assertThat(new Api(base(), first).get("/api/v1/stores").body().at("/error/code").asString()).isEqualTo("api_key_expired");
        assertThat(new Api(base(), second).get("/api/v1/stores").status()).isEqualTo(200);

        owner.navigate(base() + path);
        owner.locator("summary", new Page.LocatorOptions().setHasText("Revoke")).click();
        press("Revoke the key");
        says("Its next call is refused");
        assertThat(new Api(base(), second).get("/api/v1/stores").body().at("/error/code").asString()).isEqualTo("api_key_revoked");
        assertThat(owner.locator("section[aria-labelledby=done] tbody td[data-label=Act]").allTextContents())
                .containsExactly("organization_key.revoked", "organization_key.rolled", "organization_key.created");
    }

    @Test
    void whatIsWrongIsShownAtItsFieldAndAButtonPressedTwiceMakesOneKey() {
        String path = arrive();
        owner.navigate(base() + path + "/new");
        owner.getByLabel("Name").fill("   ");
        owner.getByLabel("Only from these addresses").fill("example.com");
        press("Create the key");
        assertThat(owner.locator("#problem-name").textContent()).contains("1 to 80 characters");
        owner.getByLabel("Name").fill("Reporting");
        press("Create the key");
        assertThat(owner.locator("#problem-allowedIps").textContent()).contains("An address such as");
        assertThat(owner.getByLabel("Name").inputValue()).isEqualTo("Reporting");
        make("Reporting");
        owner.navigate(base() + path + "/new");
        owner.getByLabel("Name").fill("Reporting");
        press("Create the key");
        assertThat(owner.locator("#problem-name").textContent()).contains("works already");
        owner.navigate(base() + path);
        assertThat(owner.locator("main .card").first().locator("tbody tr").count()).isEqualTo(1);

        String roll = owner.locator("form[action$='/roll']").getAttribute("action");
        for (String hours : List.of("-1", "169", "x")) {
            assertThat(send(owner, roll, "hours", hours)).as(hours).isIn(200, 400);
        }
        assertThat(send(owner, base() + path, "expires", "forever")).isEqualTo(400);
        owner.navigate(base() + path);
        assertThat(owner.locator("main .card").first().locator("tbody tr").count()).isEqualTo(1);
        owner.locator("form[action$='/roll'] select").evaluate("it => it.value = '24'");
        owner.locator("summary", new Page.LocatorOptions().setHasText("Roll")).click();
        press("Roll the key");
        send(owner, roll, "hours", "24");
        owner.navigate(base() + path);
        assertThat(owner.locator("main .card").first().locator("tbody tr").count()).isEqualTo(2);
    }

    @Test
    void nobodyElseFindsThePageOrMovesAKey() {
        String path = arrive();
        String secret = make("Reporting");
        owner.navigate(base() + path);
        String revoke = owner.locator("form[action$='/revoke']").getAttribute("action");
        Page stranger = browser.page();
        Visitors.signUp(run, stranger, "stranger-" + unique + "@example.org", "Elsewhere");
        String unknown = path.substring(0, path.lastIndexOf('/') + 1) + IdKind.ORGANIZATION.format(UUID.randomUUID());
        for (String page : List.of(path, path + "/new", unknown, unknown + "/new", path.substring(0, path.length() - 1))) {
            assertThat(stranger.navigate(base() + page).status()).as(page).isEqualTo(404);
        }
        stranger.navigate(base() + "/dashboard");
        assertThat(send(stranger, revoke, "hours", "0")).isEqualTo(404);
        assertThat(send(stranger, revoke.replace("/revoke", "/roll"), "hours", "0")).isEqualTo(404);
        assertThat(send(stranger, base() + path, "name", "mine")).isEqualTo(404);
        // In the other mode it is another ring of keys.
        owner.locator("button[name=livemode][value=true]").click();
        owner.waitForURL("**/dashboard");
        assertThat(send(owner, revoke, "hours", "0")).isEqualTo(404);
        owner.navigate(base() + path);
        Shown.on(owner, "No live keys yet");
        assertThat(new Api(base(), secret).get("/api/v1/stores").status()).isEqualTo(200);
    }

    @Test
    void theirPagesAreUsableForEverybody() {
        String path = arrive();
        Look look = new Look();
        look.at(owner, "organization-keys-empty");
        owner.navigate(base() + path + "/new");
        owner.getByLabel("Only from these addresses").fill("here");
        owner.getByLabel("Name").fill("Reporting");
        press("Create the key");
        look.at(owner, "organization-key-new");
        make("Reporting");
        look.at(owner, "organization-key-made");
        owner.navigate(base() + path);
        look.at(owner, "organization-keys");
        owner.locator("main details.confirm").all().forEach(one -> one.evaluate("it => it.open = true"));
        look.at(owner, "organization-keys-confirm");
        owner.navigate(base() + "/dashboard/agency");
        look.at(owner, "organizations");
        assertThat(look.problems()).isEmpty();
        // By the keyboard alone.
        owner.navigate(base() + path);
        Locator summary = owner.locator("summary", new Page.LocatorOptions().setHasText("Revoke"));
        summary.focus();
        owner.keyboard().press("Enter");
        owner.keyboard().press("Tab");
        owner.waitForNavigation(() -> owner.keyboard().press("Enter"));
        says("Its next call is refused");
    }

    /** Signs up and goes to the page by its links; answers the page's path. */
    private String arrive() {
        Visitors.signUp(run, owner, "owner-" + unique + "@example.org", "Tulips");
        owner.navigate(base() + "/dashboard/agency");
        owner.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(Pattern.compile("^Keys of "))).click();
        assertThat(owner.locator("h1").textContent()).startsWith("Keys of ");
        return owner.url().substring(base().length());
    }

    private String make(String name) {
        if (!owner.url().endsWith("/new")) {
            owner.navigate(base() + "/dashboard/agency");
            owner.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(Pattern.compile("^Keys of "))).click();
            owner.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Create a key")).click();
        }
        owner.getByLabel("Name").fill(name);
        owner.getByLabel("Only from these addresses").fill("");
        press("Create the key");
        return owner.locator("#secret").textContent();
    }

    /** What a form of the page would send, with one field of the test's own. */
    private static int send(Page page, String to, String field, String value) {
        String token = page.locator("input[name=_csrf]").first().inputValue();
        return page.request().post(to.startsWith("http") ? to : base() + to, RequestOptions.create()
                .setForm(FormData.create().set("_csrf", token).set("name", "form").set(field, value)))
                .status();
    }

    private void press(String button) {
        owner.waitForNavigation(
                () -> owner.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button).setExact(true)).click());
    }

    private void says(String what) {
        owner.locator("[role=status]").getByText(what).waitFor();
    }

    private static String base() {
        return run.text("baseUrl");
    }
}
