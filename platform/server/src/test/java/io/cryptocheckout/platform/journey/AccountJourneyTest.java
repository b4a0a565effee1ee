package io.cryptocheckout.platform.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import java.nio.file.Path;
import java.util.ArrayList;
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
    private final List<String> problems = new ArrayList<>();

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
        lookAt(page, "signup-sent");
        people.signIn(page, email, PASSWORD);
        page.waitForURL("**/signup/verify");
        lookAt(page, "signup-verify");
        page.navigate(base() + "/dashboard/payments");
        page.waitForURL("**/signup/verify");
        String first = people.linkTo(page, email);
        People.press(page, "Send the mail again");
        assertThat(page.locator(".alert-success").textContent()).contains("once more");
        assertThat(people.linkTo(page, email)).isNotEqualTo(first);

        page.navigate(first);
        lookAt(page, "signup-confirm");
        People.press(page, "Confirm and go on");
        page.waitForURL("**/dashboard");

        Response again = page.navigate(first);
        assertThat(again.status()).isEqualTo(400);
        assertThat(page.locator("h1").textContent()).isEqualTo("This link does not work");
        lookAt(page, "link-unusable");
        assertThat(problems).isEmpty();
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

    /** Looks at a page in both colours and as wide as a telephone, and keeps pictures where a folder for them is named. */
    private void lookAt(Page page, String name) {
        problems.addAll(Accessible.violations(page));
        String folder = System.getProperty("checkout.test.pictures");
        page.setViewportSize(390, 844);
        if (!(Boolean) page.evaluate("document.documentElement.scrollWidth <= innerWidth")) {
            problems.add(name + " is wider than a telephone");
        }
        if (folder != null) {
            page.screenshot(new Page.ScreenshotOptions().setPath(Path.of(folder, name + "-phone-dark.png")).setFullPage(true));
        }
        page.setViewportSize(1280, 900);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(com.microsoft.playwright.options.ColorScheme.LIGHT));
        if (folder != null) {
            page.screenshot(new Page.ScreenshotOptions().setPath(Path.of(folder, name + ".png")).setFullPage(true));
        }
    }

    private static String base() {
        return run.text("baseUrl");
    }
}
