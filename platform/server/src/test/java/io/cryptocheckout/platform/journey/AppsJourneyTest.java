package io.cryptocheckout.platform.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import io.cryptocheckout.platform.authority.Permission;
import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.id.IdKind;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The apps of an organization on their pages: registered, changed, rolled and deleted by its owner, and by nobody else. */
class AppsJourneyTest {
    @RegisterExtension
    static final BrowserPerClass BROWSER = new BrowserPerClass();

    private static final LocalRun RUN = LocalRun.shared();

    private final String unique = UUID.randomUUID().toString().substring(0, 13);
    private final Page owner = BROWSER.page();

    @Test
    void anOwnerRegistersChangesRollsAndDeletesAnApp() {
        String path = arrive();
        Shown.on(owner, "No apps yet");
        String first = register("Books");
        assertThat(first).startsWith("cks_");
        assertThat(owner.locator("#client-id").textContent()).startsWith("app_");
        String signing = owner.locator("#webhook-secret").textContent();
        assertThat(signing).startsWith("whsec_");
        follow("I have copied it");
        assertThat(owner.content()).doesNotContain(first).contains("cks_…" + first.substring(first.length() - 4));
        Shown.on(owner, "No store is connected to it yet");

        follow("Change");
        assertThat(owner.getByLabel("Redirect URIs").inputValue()).isEqualTo("https://app.example/callback");
        owner.getByLabel("Redirect URIs").fill("https://app.example/callback\nhttp://127.0.0.1:3000/callback");
        press("Save");
        assertThat(owner.locator("dl.facts").textContent()).contains("http://127.0.0.1:3000/callback");

        owner.locator("section[aria-labelledby=secrets] summary", new Page.LocatorOptions().setHasText("Roll")).click();
        press("Roll the secret");
        String second = owner.locator("#secret").textContent();
        assertThat(second).startsWith("cks_").isNotEqualTo(first);
        follow("I have copied it");
        assertThat(owner.locator("section[aria-labelledby=secrets] tbody tr").count()).isEqualTo(2);
        owner.locator("summary", new Page.LocatorOptions().setHasText("End now")).click();
        press("End the old secret");
        says("The old secret has ended");
        assertThat(owner.locator("section[aria-labelledby=secrets] tbody tr").count()).isEqualTo(1);

        assertThat(owner.locator("section[aria-labelledby=told]").textContent()).contains("Nothing has happened yet");
        owner.locator("summary", new Page.LocatorOptions().setHasText("Roll the signing secret")).click();
        press("Roll the signing secret");
        assertThat(owner.locator("#webhook-secret").textContent()).startsWith("whsec_").isNotEqualTo(signing);
        follow("I have copied it");
        assertThat(owner.locator("section[aria-labelledby=told]").textContent()).contains("The old signing secret signs too until");

        owner.locator("summary", new Page.LocatorOptions().setHasText("Delete")).click();
        press("Delete the app");
        says("The app was deleted");
        assertThat(owner.url()).endsWith(path);
        Shown.on(owner, "No apps yet");
        assertThat(owner.locator("section[aria-labelledby=done] tbody td[data-label=Act]").allTextContents()).containsExactly(
                "app.deleted", "app.webhook_secret_rolled", "app.secret_ended", "app.secret_rolled", "app.changed", "app.registered");
    }

    @Test
    void whatIsWrongIsShownAtItsFieldAndWhatWasTypedStays() {
        String path = arrive();
        owner.navigate(base() + path + "/new");
        owner.locator("#name").fill("Crypto Checkout");
        owner.getByLabel("Redirect URIs").fill("https://app.example/callback\nhttp://app.example/callback");
        press("Register the app");
        assertThat(owner.locator("#problem-name").textContent()).contains("looks like the platform's own");
        owner.locator("#name").fill("Books");
        press("Register the app");
        assertThat(owner.locator("#problem-redirectUris").textContent()).contains("http://app.example/callback must begin with https://");
        owner.getByLabel("Redirect URIs").fill("https://app.example/callback");
        owner.getByLabel("Webhook URL").fill("https://10.0.0.1/events");
        press("Register the app");
        assertThat(owner.locator("#problem-webhookUrl").textContent()).contains("reachable from the internet");
        owner.getByLabel("Webhook URL").fill("");
        owner.getByLabel("Logo").fill("http://app.example/logo.png");
        press("Register the app");
        assertThat(owner.locator("#problem-logoUrl").textContent()).contains("https://");
        owner.getByLabel("Logo").fill("");
        owner.locator("input[name=scopes]").all().forEach(Locator::uncheck);
        press("Register the app");
        assertThat(owner.locator("#problem-scopes").textContent()).contains("at least one scope");
        assertThat(owner.locator("#name").inputValue()).isEqualTo("Books");
        for (Map.Entry<String, String> wrong : Map.of("kind", "both", "scopes", "keys:manage", "redirectUris", "").entrySet()) {
            assertThat(send(owner, path, wrong.getKey(), wrong.getValue())).as(wrong.toString()).isEqualTo(400);
        }
        owner.navigate(base() + path);
        Shown.on(owner, "No apps yet");
        register("Books");
        owner.navigate(base() + path + "/new");
        fill("Books");
        press("Register the app");
        assertThat(owner.locator("#problem-name").textContent()).contains("an app of this name already");
        owner.navigate(base() + path);
        owner.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Books")).click();
        String roll = owner.locator("section[aria-labelledby=secrets] form[action$='/roll']").getAttribute("action");
        for (String hours : List.of("-1", "169", "x")) {
            assertThat(send(owner, roll, "hours", hours)).as(hours).isIn(200, 400);
        }
        owner.reload();
        assertThat(owner.locator("section[aria-labelledby=secrets] tbody tr").count()).isEqualTo(1);
    }

    @Test
    void nobodyElseFindsThePagesOrMovesAnApp() {
        String path = arrive();
        register("Books");
        follow("I have copied it");
        String app = owner.url().substring(base().length());
        String roll = owner.locator("section[aria-labelledby=secrets] form[action$='/roll']").getAttribute("action");
        Page stranger = BROWSER.page();
        Visitors.signUp(RUN, stranger, "stranger-" + unique + "@example.org", "Elsewhere");
        String unknown = path.substring(0, path.lastIndexOf('/') + 1) + IdKind.ORGANIZATION.format(UUID.randomUUID());
        for (String page : List.of(path, path + "/new", app, app + "/edit", unknown, unknown + "/new",
                path + "/" + IdKind.APP.format(UUID.randomUUID()), path + "/app_x")) {
            assertThat(stranger.navigate(base() + page).status()).as(page).isEqualTo(404);
        }
        stranger.navigate(base() + "/dashboard/agency");
        String own = stranger.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(Pattern.compile("^Apps of ")))
                .getAttribute("href");
        for (String act : List.of(path, app, app + "/delete", roll, roll.replace("/roll", "/end"),
                path.replace("/apps/", "/storefront-token/"),
                app.replace(path, own) + "/delete", roll.replace(path, own))) {
            assertThat(send(stranger, act, "hours", "0")).as(act).isEqualTo(404);
        }
        owner.reload();
        assertThat(owner.locator("h1").textContent()).isEqualTo("Books");
        assertThat(owner.locator("section[aria-labelledby=secrets] tbody tr").count()).isEqualTo(1);
    }

    @Test
    void theirPagesAreUsableForEverybody() {
        String path = arrive();
        Look look = new Look();
        look.at(owner, "apps-empty");
        owner.navigate(base() + path + "/new");
        owner.locator("#name").fill("Books");
        owner.getByLabel("Redirect URIs").fill("http://app.example");
        press("Register the app");
        look.at(owner, "app-new");
        register("Books");
        look.at(owner, "app-made");
        follow("I have copied it");
        owner.locator("main details.confirm").all().forEach(one -> one.evaluate("it => it.open = true"));
        look.at(owner, "app");
        told();
        owner.reload();
        owner.locator("section[aria-labelledby=told] tbody tr").first().waitFor();
        look.at(owner, "app-told");
        owner.navigate(base() + path);
        look.at(owner, "apps");
        press("Make a one-time token");
        look.at(owner, "app-token");
        assertThat(look.problems()).isEmpty();
        // By the keyboard alone.
        owner.navigate(base() + path);
        owner.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Books")).click();
        owner.locator("summary", new Page.LocatorOptions().setHasText("Delete")).focus();
        owner.keyboard().press("Enter");
        owner.keyboard().press("Tab");
        owner.waitForNavigation(() -> owner.keyboard().press("Enter"));
        says("The app was deleted");
    }

    /** As if a store had connected the app whose page is open: one event that arrived, and one that waits for its next attempt. */
    private void told() {
        UUID app = Objects.requireNonNull(IdKind.APP.parse(owner.url().substring(owner.url().lastIndexOf('/') + 1)));
        Scope scope = new Scope(Shop.open(RUN, "Connected").store(), false);
        try (Connection superuser = RUN.superuser()) {
            Grants grants = new Grants(superuser);
            for (String state : List.of("state = 'delivered', last_status = 200, delivered_at = created_at",
                    "state = 'pending', last_status = 500, last_error = 'The endpoint answered 500.', due_at = now() + interval '1 day'")) {
                UUID event = grants.told(grants.connect(app, scope, UUID.randomUUID(), Set.of(Permission.STORE_READ)), scope);
                grants.execute("update oauth.app_event set attempts = 1, " + state + " where id = ?", event);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Signs up and goes to the page by its links; answers the page's path. */
    private String arrive() {
        Visitors.signUp(RUN, owner, "owner-" + unique + "@example.org", "Tulips");
        owner.navigate(base() + "/dashboard/agency");
        owner.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(Pattern.compile("^Apps of "))).click();
        assertThat(owner.locator("h1").textContent()).startsWith("Apps of ");
        return owner.url().substring(base().length());
    }

    private String register(String name) {
        owner.navigate(base() + "/dashboard/agency");
        owner.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(Pattern.compile("^Apps of "))).click();
        owner.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Register an app")).click();
        fill(name);
        press("Register the app");
        return owner.locator("#secret").textContent();
    }

    private void fill(String name) {
        owner.locator("#name").fill(name);
        owner.getByLabel("Redirect URIs").fill("https://app.example/callback");
        owner.getByLabel("Webhook URL").fill("https://app.example/events");
    }

    /** What a form of the page would send, with one field of the test's own. */
    private static int send(Page page, String to, String field, String value) {
        String token = page.locator("input[name=_csrf]").first().inputValue();
        FormData form = FormData.create().set("_csrf", token).set("name", "form").set("redirectUris", "https://app.example/callback")
                .set("scopes", "store:read");
        return page.request().post(to.startsWith("http") ? to : base() + to, RequestOptions.create().setForm(form.set(field, value)))
                .status();
    }

    private void follow(String link) {
        owner.waitForNavigation(
                () -> owner.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(link).setExact(true)).click());
    }

    private void press(String button) {
        owner.waitForNavigation(
                () -> owner.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button).setExact(true)).click());
    }

    private void says(String what) {
        owner.locator("[role=status]").getByText(what).waitFor();
    }

    private static String base() {
        return RUN.text("baseUrl");
    }
}
