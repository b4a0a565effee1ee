package io.cryptocheckout.platform.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An owner and the people he works with: invited, in a role, in another role, and gone. */
class TeamJourneyTest {
    private static final Pattern LINK = Pattern.compile("http://[^\\s\"<]+/invitations/[\\w-]+");

    private static LocalRun run;
    private static Browser browser;

    private final String email = "colleague-" + UUID.randomUUID() + "@example.org";
    private final Page owner = browser.page();
    private final Page colleague = browser.page();

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
    void aDeveloperIsInvitedWorksIsPromotedAndLeaves() throws IOException {
        Visitors.signIn(run, owner, run.text("email"), run.text("password"));
        invite("Developer");
        Visitors.signUp(run, colleague, email, "My own shop");
        accept(link());

        assertThat(colleague.locator(".who summary b").textContent()).isEqualTo("Demo Coffee");
        assertThat(menu(colleague)).contains("Payments", "API keys", "Team").doesNotContain("Audit log");
        everyEntryOfTheMenuOpens(colleague);
        press(colleague, "Live");
        assertThat(menu(colleague)).contains("Payments").doesNotContain("API keys", "Webhooks");
        everyEntryOfTheMenuOpens(colleague);
        for (String path : List.of("/dashboard/keys", "/dashboard/webhooks", "/dashboard/audit")) {
            Response answer = colleague.navigate(base() + path);
            assertThat(answer.status()).as(path).isEqualTo(403);
        }

        owner.navigate(base() + "/dashboard/team");
        Locator row = owner.locator("tr", new Page.LocatorOptions().setHasText(email));
        row.locator("summary", new Locator.LocatorOptions().setHasText("Change role")).click();
        row.locator("select").selectOption("accountant");
        row.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Change the role")).click();
        says(owner, "The role was changed");
        colleague.navigate(base() + "/dashboard");
        assertThat(menu(colleague)).contains("Payments", "Audit log").doesNotContain("API keys", "Webhooks", "Team");
        everyEntryOfTheMenuOpens(colleague);

        owner.navigate(base() + "/dashboard/team");
        row.locator("summary", new Locator.LocatorOptions().setHasText("Remove")).click();
        row.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Remove the person")).click();
        says(owner, "taken out");
        colleague.navigate(base() + "/dashboard");
        assertThat(colleague.locator(".who summary b").textContent()).isEqualTo("My own shop");

        everythingStandsInTheLog();
    }

    @Test
    void theTeamsPagesAreUsableForEverybody() {
        Visitors.signIn(run, owner, run.text("email"), run.text("password"));
        invite("Support");
        Look look = new Look();
        for (String path : List.of("/dashboard/team", "/dashboard/team/roles", "/dashboard/team/roles/new", "/dashboard/audit",
                "/dashboard/stores/new")) {
            owner.navigate(base() + path);
            look.at(owner, path.substring(1).replace('/', '-'));
        }
        assertThat(look.problems()).isEmpty();
    }

    @Test
    void anInvitationIsForTheInvitedAloneAndWorksOnce() {
        Visitors.signIn(run, owner, run.text("email"), run.text("password"));
        invite("Support");
        String link = link();

        // The owner himself is somebody else.
        owner.navigate(link);
        Shown.on(owner, "for another address");
        assertThat(owner.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Accept the invitation")).count()).isZero();
        Visitors.signUp(run, colleague, email, "My own shop");
        colleague.navigate(link);
        Look look = new Look();
        look.at(colleague, "invitation");
        accept(link);
        assertThat(colleague.navigate(link).status()).isEqualTo(404);
        Shown.on(colleague, "was used");
        look.at(colleague, "invitation-used");
        assertThat(look.problems()).isEmpty();
    }

    @Test
    void aPersonMakesASecondStoreAndSwitches() {
        Visitors.signUp(run, colleague, email, "First shop");
        colleague.navigate(base() + "/dashboard/stores/new");
        colleague.getByLabel("Store name").fill("Second shop");
        press(colleague, "Create the store");
        says(colleague, "you are in it now");
        assertThat(colleague.locator(".who summary b").textContent()).isEqualTo("Second shop");
        colleague.locator(".who summary").click();
        press(colleague, "First shop");
        assertThat(colleague.locator(".who summary b").textContent()).isEqualTo("First shop");
    }

    @Test
    void aRoleOfTheStoresOwnIsMadeGivenAndCannotBeDeletedWhileItIsUsed() {
        Visitors.signUp(run, colleague, email, "Role shop");
        colleague.navigate(base() + "/dashboard/team/roles/new");
        String name = "Night desk";
        colleague.getByLabel("Name").fill(name);
        press(colleague, "Save the role");
        says(colleague, "The role was saved");
        colleague.navigate(base() + "/dashboard/team");
        colleague.getByLabel("E-mail address").fill("desk@example.org");
        colleague.locator("input[name=role]").last().check();
        press(colleague, "Send the invitation");
        says(colleague, "on its way");
        colleague.navigate(base() + "/dashboard/team/roles");
        colleague.locator("summary", new Page.LocatorOptions().setHasText("Delete")).click();
        press(colleague, "Delete the role");
        assertThat(colleague.locator(".alert-danger").textContent()).contains("Somebody has or was offered this role");
    }

    private void everythingStandsInTheLog() throws IOException {
        owner.navigate(base() + "/dashboard/audit");
        assertThat(owner.locator("tbody").textContent()).contains("member.invited", "member.joined", "member.changed", "member.removed",
                email);
        press(owner, "Check the chain");
        says(owner, "each follows from the one before it");
        Download file = owner.waitForDownload(() -> owner.getByText("Export as CSV").click());
        String csv = new String(file.createReadStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(csv).startsWith("sequence,at,mode,").contains("member.removed").contains(email);
    }

    private void invite(String role) {
        owner.navigate(base() + "/dashboard/team");
        owner.getByLabel("E-mail address").fill(email);
        owner.locator("label.form-check", new Page.LocatorOptions().setHasText(role + ":")).locator("input[type=radio]").check();
        press(owner, "Send the invitation");
        says(owner, "on its way to " + email);
    }

    private String link() {
        return Visitors.mailed(run, email, LINK);
    }

    private void accept(String link) {
        colleague.navigate(link);
        press(colleague, "Accept the invitation");
        says(colleague, "Welcome");
    }

    private void everyEntryOfTheMenuOpens(Page page) {
        List<String> paths = page.locator("nav[aria-label=Main] a").all().stream().map(link -> link.getAttribute("href")).toList();
        assertThat(paths).isNotEmpty();
        for (String path : paths) {
            assertThat(page.navigate(base() + path).status()).as(path).isEqualTo(200);
        }
    }

    private static List<String> menu(Page page) {
        return page.locator("nav[aria-label=Main] a").allTextContents();
    }

    private static void press(Page page, String name) {
        page.waitForNavigation(() -> page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true)).click());
    }

    private static void says(Page page, String what) {
        page.locator("[role=status]").getByText(what).waitFor();
    }

    private static String base() {
        return run.text("baseUrl");
    }
}
