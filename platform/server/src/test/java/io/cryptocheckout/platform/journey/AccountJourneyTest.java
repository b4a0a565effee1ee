package io.cryptocheckout.platform.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** People and their accounts: signing up, coming in, keeping others out. */
class AccountJourneyTest {
    private static final String PASSWORD = "kestrel-orbit-49-lantern";

    private static LocalRun run;
    private static Browser browser;
    private static People people;

    private final String email = "person-" + UUID.randomUUID() + "@example.org";
    private final Look look = new Look();

    @BeforeAll
    static void start() {
        run = LocalRun.shared();
        browser = new Browser();
        people = new People(run.text("baseUrl"));
    }

    @AfterAll
    static void stop() {
        browser.close();
    }

    @Test
    void theDashboardOpensWhenTheAddressIsConfirmed() {
        Page page = browser.page();
        Complaints complaints = Complaints.of(page);
        people.signUp(page, email, PASSWORD);
        look.at(page, "signup-sent");
        people.signIn(page, email, PASSWORD);
        page.waitForURL("**/signup/verify");
        look.at(page, "signup-verify");
        page.navigate(base() + "/dashboard/payments");
        page.waitForURL("**/signup/verify");
        String first = people.linkTo(page, email);
        People.press(page, "Send the mail again");
        assertThat(page.locator(".alert-success").textContent()).contains("once more");
        assertThat(people.linkTo(page, email)).isNotEqualTo(first);

        page.navigate(first);
        look.at(page, "signup-confirm");
        People.press(page, "Confirm and go on");
        page.waitForURL("**/dashboard");

        Response again = page.navigate(first);
        assertThat(again.status()).isEqualTo(400);
        assertThat(page.locator("h1").textContent()).isEqualTo("This link does not work");
        look.at(page, "link-unusable");
        assertThat(look.problems()).isEmpty();
        assertThat(complaints.all()).isEmpty();
    }

    @Test
    void aTakenAddressIsAnsweredAlikeAndOnlyItsOwnerHearsOfIt() {
        Page page = browser.pageWithoutJavaScript();
        people.signUpAndIn(page, email, PASSWORD);

        Page stranger = browser.page();
        people.signUp(stranger, email, "another-orbit-51-lantern");

        assertThat(stranger.url()).endsWith("/signup/sent");
        assertThat(people.letterTo(page, email)).contains("You have an account already");
        people.signIn(stranger, email, "another-orbit-51-lantern");
        assertThat(stranger.url()).contains("/login?error");
    }

    @Test
    void aForeignLinkConfirmsNothing() {
        Page page = browser.page();
        people.signUp(page, email, PASSWORD);
        String link = people.linkTo(page, email);
        Page stranger = browser.page();
        people.signUpAndIn(stranger, "x" + email, PASSWORD);

        assertThat(stranger.navigate(link).status()).isEqualTo(400);
        people.signIn(page, email, PASSWORD);
        assertThat(page.url()).endsWith("/signup/verify");
    }

    @Test
    void aLinkInAMailSignsInOnce() {
        Page page = browser.page();
        people.signUpAndIn(page, email, PASSWORD);
        Page elsewhere = browser.page();
        elsewhere.navigate(base() + "/login");
        elsewhere.getByText("Sign in by mail").click();
        look.at(elsewhere, "login-link");
        elsewhere.getByLabel("E-mail address").fill(email);
        People.press(elsewhere, "Send the link");
        Shown.on(elsewhere, "If the address has an account");
        String link = mailed("Your link to sign in");

        elsewhere.navigate(link);
        look.at(elsewhere, "login-enter");
        People.press(elsewhere, "Sign in on this device");
        elsewhere.waitForURL("**/dashboard");
        assertThat(page.navigate(link).status()).isEqualTo(400);
        assertThat(look.problems()).isEmpty();
    }

    @Test
    void aForgottenPasswordIsSetAnewAndEverySessionEnds() {
        Page page = browser.page();
        people.signUpAndIn(page, email, PASSWORD);
        Page elsewhere = browser.page();
        elsewhere.navigate(base() + "/login/forgot");
        elsewhere.getByLabel("E-mail address").fill(email);
        People.press(elsewhere, "Send the link");
        look.at(elsewhere, "login-sent");
        elsewhere.navigate(mailed("Set a new password"));
        elsewhere.getByLabel("New password").fill("password");
        People.press(elsewhere, "Set the password");
        assertThat(elsewhere.locator("#problem-password").textContent()).isNotBlank();
        look.at(elsewhere, "login-reset");
        elsewhere.getByLabel("New password").fill("another-orbit-51-lantern");
        People.press(elsewhere, "Set the password");
        elsewhere.waitForURL("**/login?passwordSet");

        page.navigate(base() + "/dashboard");
        page.waitForURL("**/login");
        People.fillIn(elsewhere, email, PASSWORD);
        assertThat(elsewhere.url()).contains("/login?error");
        People.fillIn(elsewhere, email, "another-orbit-51-lantern");
        elsewhere.waitForURL("**/dashboard");
        assertThat(look.problems()).isEmpty();
    }

    @Test
    void aPersonSeesEverySessionAndEndsThem() {
        Page page = browser.page();
        people.signUpAndIn(page, email, PASSWORD);
        List<Page> others = List.of(browser.page(), browser.pageWithoutJavaScript());
        others.forEach(other -> {
            people.signIn(other, email, PASSWORD);
            other.waitForURL("**/dashboard");
        });
        page.navigate(base() + "/account");
        assertThat(page.locator("section[aria-labelledby=sessions] tbody tr").count()).isEqualTo(3);
        look.at(page, "account");

        page.waitForNavigation(() -> page.locator("section[aria-labelledby=sessions] tbody button").first().click());
        assertThat(page.locator(".alert-success").textContent()).contains("ended");
        assertThat(others.stream().filter(AccountJourneyTest::isIn).count()).isEqualTo(1);
        others.stream().filter(other -> !isIn(other)).forEach(other -> people.signIn(other, email, PASSWORD));
        page.navigate(base() + "/account");
        People.press(page, "Sign out everywhere else");
        assertThat(page.locator(".alert-success").textContent()).contains("here alone");
        assertThat(others).noneMatch(AccountJourneyTest::isIn);
        assertThat(isIn(page)).isTrue();
        page.navigate(base() + "/account");
        assertThat(page.locator("section[aria-labelledby=log]").textContent()).contains("signed up", "address confirmed",
                "signed in: password", "session ended", "signed out elsewhere", "127.0.0.1");
        assertThat(look.problems()).isEmpty();
    }

    @Test
    void aPersonChangesPasswordAndAddress() {
        Page page = browser.page();
        people.signUpAndIn(page, email, PASSWORD);
        Page other = browser.page();
        people.signIn(other, email, PASSWORD);
        page.navigate(base() + "/account");
        page.locator("summary", new Page.LocatorOptions().setHasText("Change the password")).click();
        page.getByLabel("Password until now").fill("not my password");
        page.getByLabel("New password").fill("another-orbit-51-lantern");
        People.press(page, "Set the new password");
        assertThat(page.locator(".alert-danger").textContent()).contains("not your password");
        page.locator("summary", new Page.LocatorOptions().setHasText("Change the password")).click();
        page.getByLabel("Password until now").fill(PASSWORD);
        page.getByLabel("New password").fill("another-orbit-51-lantern");
        look.at(page, "account-password");
        People.press(page, "Set the new password");
        assertThat(page.locator(".alert-success").textContent()).contains("was changed");
        assertThat(isIn(other)).isFalse();

        String to = "moved-" + email;
        page.navigate(base() + "/account");
        page.locator("summary", new Page.LocatorOptions().setHasText("Change the address")).click();
        page.getByLabel("New e-mail address").fill(to);
        page.getByLabel("Your password, to change the address").fill("another-orbit-51-lantern");
        People.press(page, "Write to both addresses");
        assertThat(page.locator(".alert-success").textContent()).contains("both addresses");
        other.navigate(people.linkTo(page, to));
        look.at(other, "address-ask");
        People.press(other, "Yes, change it");
        assertThat(other.locator("h1").textContent()).isEqualTo("One link is left");
        look.at(other, "address-agreed");
        other.navigate(people.linkTo(page, email));
        People.press(other, "Yes, change it");
        assertThat(other.locator("h1").textContent()).isEqualTo("Your address was changed");
        page.navigate(base() + "/account");
        assertThat(page.locator("section[aria-labelledby=address]").textContent()).contains(to);
        assertThat(look.problems()).isEmpty();
    }

    @Test
    void aCodeOfAnAppIsAskedForBesideThePassword() {
        Page page = browser.page();
        Complaints complaints = Complaints.of(page);
        people.signUpAndIn(page, email, PASSWORD);
        page.navigate(base() + "/account/authenticator");
        look.at(page, "authenticator-new");
        page.getByLabel("Your password").fill(PASSWORD);
        People.press(page, "Set it up");
        look.at(page, "authenticator-setup");
        String secret = page.locator("#key").textContent();
        page.getByLabel("The six digits").fill("000000");
        People.press(page, "Turn it on");
        assertThat(page.locator("#problem-code").textContent()).contains("wrong");
        assertThat(page.locator("#key").textContent()).isEqualTo(secret);
        page.getByLabel("The six digits").fill(Telephone.code(secret, run.clock.instant()));
        People.press(page, "Turn it on");
        List<String> recovery = page.locator(".codes code").allTextContents();
        assertThat(recovery).hasSize(10);
        look.at(page, "recovery-codes");
        page.getByText("I have kept them").click();
        assertThat(page.locator("section[aria-labelledby=factors]").textContent()).contains("On", "10 recovery codes");

        Page other = browser.pageWithoutJavaScript();
        people.signIn(other, email, PASSWORD);
        other.waitForURL("**/login/factor");
        assertThat(isIn(other)).isFalse();
        other.navigate(base() + "/account");
        other.waitForURL("**/login/factor");
        run.timePasses(Duration.ofSeconds(30));
        String code = Telephone.code(secret, run.clock.instant());
        secondStep(other, code);
        other.waitForURL("**/dashboard");
        Page third = browser.page();
        people.signIn(third, email, PASSWORD);
        secondStep(third, code);
        assertThat(third.locator("#problem-code").textContent()).contains("used already");
        look.at(third, "login-factor");
        secondStep(third, recovery.getFirst());
        third.waitForURL("**/dashboard");

        Page byMail = browser.page();
        byMail.navigate(base() + "/login/link");
        byMail.getByLabel("E-mail address").fill(email);
        People.press(byMail, "Send the link");
        byMail.navigate(mailed("Your link to sign in"));
        People.press(byMail, "Sign in on this device");
        byMail.waitForURL("**/login/factor");
        assertThat(isIn(byMail)).isFalse();

        page.navigate(base() + "/account/authenticator");
        look.at(page, "authenticator");
        page.locator("summary", new Page.LocatorOptions().setHasText("Remove the app")).click();
        page.locator("#remove-code").fill(recovery.getFirst());
        People.press(page, "Remove the authenticator app");
        assertThat(page.locator(".alert-danger").textContent()).contains("used already");
        page.locator("summary", new Page.LocatorOptions().setHasText("Remove the app")).click();
        page.locator("#remove-code").fill(recovery.get(1));
        People.press(page, "Remove the authenticator app");
        Page last = browser.page();
        people.signIn(last, email, PASSWORD);
        last.waitForURL("**/dashboard");
        assertThat(look.problems()).isEmpty();
        assertThat(complaints.all()).isEmpty();
    }

    @Test
    void anAccountIsDeletedWhenSomebodyElseOwnsItsStores() {
        Page page = browser.page();
        people.signUpAndIn(page, email, PASSWORD);
        page.navigate(base() + "/account");
        page.getByText("Delete your account").click();
        Shown.on(page, "Nobody else owns these yet", "Tulips");
        assertThat(page.getByLabel("Your password").count()).isZero();
        look.at(page, "account-delete-held");

        String partner = "partner-" + email;
        page.navigate(base() + "/dashboard/team");
        page.getByLabel("E-mail address").fill(partner);
        page.locator("input[name=role][value=owner]").check();
        People.press(page, "Send the invitation");
        Page other = browser.page();
        String invitation = people.linkTo(page, partner);
        people.signUpAndIn(other, partner, PASSWORD);
        other.navigate(invitation);
        People.press(other, "Accept the invitation");

        page.navigate(base() + "/account/delete");
        look.at(page, "account-delete");
        page.getByLabel("Your password").fill("not my password");
        People.press(page, "Delete my account for good");
        assertThat(page.locator("#problem-password").textContent()).contains("not your password");
        page.getByLabel("Your password").fill(PASSWORD);
        People.press(page, "Delete my account for good");
        page.waitForURL("**/login?ended");
        People.fillIn(page, email, PASSWORD);
        assertThat(page.url()).contains("/login?error");
        assertThat(people.letterTo(page, email)).contains("Your account was deleted");
        assertThat(isIn(other)).isTrue();
        assertThat(look.problems()).isEmpty();
    }

    private static void secondStep(Page page, String code) {
        page.getByLabel("Code of your authenticator app").fill(code);
        People.press(page, "Go on");
    }

    private static boolean isIn(Page page) {
        page.navigate(base() + "/dashboard");
        return page.url().endsWith("/dashboard");
    }

    /** The link in the newest mail to the person, once that is the one of this subject. */
    private String mailed(String subject) {
        Page page = browser.page();
        await().atMost(Order.PATIENCE).until(() -> people.letterTo(page, email).contains(subject));
        return people.linkTo(page, email);
    }

    private static String base() {
        return run.text("baseUrl");
    }
}
