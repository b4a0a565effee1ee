package io.cryptocheckout.platform.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An agency and its clients: let in, at work over three stores, ended, and what is left of it. */
class AgencyJourneyTest {
    private static final Pattern OFFER = Pattern.compile("http://[^\\s\"<]+/invitations/[\\w-]+");
    private static final Pattern SEAT = Pattern.compile("http://[^\\s\"<]+/agency-invitations/[\\w-]+");

    private static LocalRun run;
    private static Browser browser;

    private final String unique = UUID.randomUUID().toString();
    private final String email = "agency-" + unique + "@example.org";
    private final Page owner = browser.page();
    private final Page second = browser.page();
    private final Page agency = browser.page();

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
    void anAgencyWorksOverThreeStoresUntilTheOwnerEndsItAndWhatItMadeComesBackWhenAdopted() throws IOException {
        String id = becomeAgency();
        Visitors.signIn(run, owner, run.text("email"), run.text("password"));
        letIn(owner, id);
        askAndApprove();
        setUpForAClient();
        agency.navigate(base() + "/dashboard/agency");
        assertThat(agency.locator("tbody").textContent()).contains("Demo Coffee", "Second shop " + unique, "Third shop " + unique);

        workIn(agency, "Demo Coffee");
        String secret = makeKey(agency);
        Api.Reply made = new Api(base(), secret).createSession("agency-" + unique, "12.00", Map.of("reference", "ord-" + unique));
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        findsIn(made, "Demo Coffee");

        agency.navigate(base() + "/dashboard/keys/new");
        end(owner);
        // What was typed for that store happens nowhere, and least of all in another one.
        agency.getByLabel("Name").fill("too late");
        press(agency, "Create the key");
        assertThat(agency.locator(".alert-danger").textContent()).contains("You do not work in that store any more");
        assertThat(agency.locator(".who summary b").textContent()).isNotEqualTo("Demo Coffee");
        agency.navigate(base() + "/dashboard/agency/search?q=ord-" + unique);
        Shown.on(agency, "Nothing found");
        Api.Reply refused = new Api(base(), secret).get("/api/v1/checkout_sessions/" + made.id());
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.text()).contains("api_key_revoked");
        paysStill(made);

        adopt(owner, "agency's backend " + unique);
        assertThat(new Api(base(), secret).get("/api/v1/checkout_sessions/" + made.id()).status()).isEqualTo(200);
        everythingStandsInTheLog();
    }

    @Test
    void aClientAcceptsTheStoreThatWasSetUpAndTheAgencyHasNoRightOverItsWallet() {
        becomeAgency();
        String client = setUpForAClient();
        workIn(agency, "Third shop " + unique);
        assertThat(agency.navigate(base() + "/dashboard/settings/wallet").status()).isEqualTo(403);
        assertThat(agency.navigate(base() + "/dashboard/team/agencies").status()).isEqualTo(403);

        Visitors.signUp(run, second, client, "Client's own");
        second.navigate(Visitors.mailed(run, client, OFFER));
        Shown.on(second, "The store becomes yours");
        Look look = new Look();
        look.at(second, "hand-over");
        assertThat(look.problems()).isEmpty();
        press(second, "Accept the invitation");
        assertThat(second.locator(".who summary b").textContent()).isEqualTo("Third shop " + unique);
        assertThat(second.navigate(base() + "/dashboard/settings/wallet").status()).isEqualTo(200);
        second.navigate(base() + "/dashboard/team/agencies");
        Shown.on(second, "Agency " + unique);

        agency.navigate(base() + "/dashboard/agency");
        agency.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Third shop " + unique)).click();
        agency.locator("summary", new Page.LocatorOptions().setHasText("Leave the store")).click();
        press(agency, "Leave the store");
        says(agency, "You left the store");
        assertThat(agency.locator("tbody").textContent()).doesNotContain("Third shop");
    }

    @Test
    void aColleagueIsInvitedToTheAgencyAndRemoved() {
        becomeAgency();
        agency.navigate(base() + "/dashboard/agency");
        agency.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("People").setExact(true)).click();
        String colleague = "colleague-" + unique + "@example.org";
        agency.getByLabel("E-mail address").fill(colleague);
        press(agency, "Send the invitation");
        says(agency, "on its way to " + colleague);
        String link = Visitors.mailed(run, colleague, SEAT);
        agency.navigate(link);
        Shown.on(agency, "for another address");

        Visitors.signUp(run, second, colleague, "Colleague's own");
        second.navigate(link);
        press(second, "Accept the invitation");
        says(second, "Welcome");
        assertThat(second.navigate(link).status()).isEqualTo(404);
        agency.navigate(base() + "/dashboard/agency");
        agency.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("People").setExact(true)).click();
        agency.locator("tr", new Page.LocatorOptions().setHasText(colleague)).locator("summary").click();
        press(agency, "Remove the person");
        says(agency, "out of every client's store");
    }

    @Test
    void whatIsWrongIsRefusedAndNothingIsGranted() {
        String id = becomeAgency();
        Visitors.signUp(run, owner, "owner-" + unique + "@example.org", "Wary shop");
        owner.navigate(base() + "/dashboard/team/agencies");
        for (String wrong : List.of("org_0", "store_00000000000000000000000000", "org_00000000000000000000000000")) {
            owner.getByLabel("The agency's id").fill(wrong);
            press(owner, "Let the agency in");
            assertThat(owner.locator(".invalid-feedback").first().textContent()).contains("There is no agency with this id");
        }
        // A box that the page does not have.
        owner.getByLabel("The agency's id").fill(id);
        owner.locator("form[action='/dashboard/team/agencies'] input[name=live]").first()
                .evaluate("box => { box.value = 'wallet:sign'; box.checked = true; }");
        press(owner, "Let the agency in");
        Shown.on(owner, "Nothing was granted", "No agency works here");
        agency.navigate(base() + "/dashboard/agency");
        assertThat(agency.locator("tbody").textContent()).doesNotContain("Wary shop");
    }

    @Test
    void theirPagesAreUsableForEverybody() {
        String id = becomeAgency();
        Visitors.signUp(run, owner, "owner-" + unique + "@example.org", "Shop " + unique);
        letIn(owner, id);
        workIn(agency, "Shop " + unique);
        makeKey(agency);
        String store = agency.locator("input[name=store]").first().inputValue();
        List<String> problems = new ArrayList<>();
        usable(owner, "/dashboard/team/agencies", problems);
        for (String path : List.of("", "/search?q=nothing", "/report", "/ask", "/stores/new", "/people/" + id, "/stores/" + store)) {
            usable(agency, "/dashboard/agency" + path, problems);
        }
        assertThat(problems).isEmpty();
    }

    private static void usable(Page page, String path, List<String> problems) {
        Response answer = page.navigate(base() + path);
        assertThat(answer.status()).as(path).isEqualTo(200);
        page.locator("main details.confirm").all().forEach(one -> one.evaluate("it => it.open = true"));
        problems.addAll(Accessible.violations(page));
        page.setViewportSize(390, 844);
        if (!(Boolean) page.evaluate("document.documentElement.scrollWidth <= innerWidth")) {
            problems.add(path + " is wider than a phone");
        }
        page.setViewportSize(1280, 900);
    }

    /** Answers the agency's public id. */
    private String becomeAgency() {
        Visitors.signUp(run, agency, email, "Agency " + unique);
        agency.navigate(base() + "/dashboard/agency");
        press(agency, "Become an agency");
        says(agency, "It is an agency now");
        return agency.locator(".copied code").textContent();
    }

    private static void letIn(Page owner, String agencyId) {
        owner.navigate(base() + "/dashboard/team/agencies");
        owner.getByLabel("The agency's id").fill(agencyId);
        press(owner, "Let the agency in");
        says(owner, "may work in this store from now on");
    }

    private void askAndApprove() {
        Visitors.signUp(run, second, "second-" + unique + "@example.org", "Second shop " + unique);
        second.navigate(base() + "/dashboard");
        String store = second.locator("input[name=store]").first().inputValue();
        for (String wanted : List.of("store_" + "0".repeat(26), store)) {
            agency.navigate(base() + "/dashboard/agency/ask");
            agency.getByLabel("The store's id").fill(wanted);
            press(agency, "Ask the owner");
            says(agency, "If there is such a store, its owner was asked");
        }
        Visitors.mailed(run, "second-" + unique + "@example.org", Pattern.compile("asks to work in your store"));
        second.navigate(base() + "/dashboard/team/agencies");
        second.locator("summary", new Page.LocatorOptions().setHasText("Look and approve")).click();
        second.locator("details[open] button").click();
        says(second, "may work in this store from now on");
    }

    /** Answers the client's address. */
    private String setUpForAClient() {
        String client = "client-" + unique + "@example.org";
        agency.navigate(base() + "/dashboard/agency/stores/new");
        agency.getByLabel("Store name").fill("Third shop " + unique);
        agency.getByLabel("The client's e-mail address").fill(client);
        press(agency, "Set up the store");
        says(agency, "The store was made");
        return client;
    }

    private static void workIn(Page page, String store) {
        page.navigate(base() + "/dashboard/agency");
        press(page, "Work in " + store);
        assertThat(page.locator(".who summary b").textContent()).isEqualTo(store);
    }

    private String makeKey(Page page) {
        page.navigate(base() + "/dashboard/keys/new");
        page.getByLabel("Name").fill("agency's backend " + unique);
        page.locator("input[value='sessions:read']").check();
        page.locator("input[value='sessions:write']").check();
        press(page, "Create the key");
        return page.locator("#secret").textContent();
    }

    private void findsIn(Api.Reply made, String store) throws IOException {
        agency.navigate(base() + "/dashboard/agency");
        for (String wanted : List.of("ord-" + unique, made.id(), made.body().get("address").asString())) {
            agency.navigate(base() + "/dashboard/agency/search?q=" + wanted);
            assertThat(agency.locator("tbody tr").count()).as(wanted).isEqualTo(1);
            assertThat(agency.locator("tbody").textContent()).contains(store, made.id());
        }
        press(agency, "Open " + made.id());
        Shown.on(agency, made.id());
        agency.navigate(base() + "/dashboard/agency/report");
        Download file = agency.waitForDownload(() -> agency.getByText("Export as CSV").click());
        assertThat(new String(file.createReadStream().readAllBytes(), StandardCharsets.UTF_8))
                .startsWith("from,to,mode,store,store_name,currency,payments,total");
    }

    private void end(Page owner) {
        owner.navigate(base() + "/dashboard/team/agencies");
        Locator row = owner.locator(".card-body", new Page.LocatorOptions().setHasText("Agency " + unique));
        row.locator("summary", new Locator.LocatorOptions().setHasText("End")).click();
        owner.waitForNavigation(
                () -> row.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("End the access")).click());
        says(owner, "The agency is out");
    }

    private static void adopt(Page owner, String name) {
        owner.navigate(base() + "/dashboard/team/agencies");
        Locator row = owner.locator("tr", new Page.LocatorOptions().setHasText(name));
        row.locator("summary").click();
        owner.waitForNavigation(() -> row.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Adopt it")).click());
        says(owner, "It is the store's own now");
    }

    /** Whatever became of the key that opened it, a session is watched and settled. */
    private static void paysStill(Api.Reply made) {
        run.chain.pay(made.body().get("address").asString(), new BigInteger(made.body().get("amount").get("wei").asString()));
        await(made.id() + " is paid").atMost(Order.PATIENCE)
                .until(() -> run.api.get("/api/v1/checkout_sessions/" + made.id()).body().get("status").asString(), "paid"::equals);
    }

    private void everythingStandsInTheLog() {
        owner.navigate(base() + "/dashboard/audit?action=agency.");
        assertThat(owner.locator("tbody").textContent()).contains("agency.granted", "agency.ended", "agency.adopted", "Agency " + unique);
        owner.navigate(base() + "/dashboard/audit?who=agency");
        assertThat(owner.locator("tbody").textContent()).contains("key.created", email);
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
