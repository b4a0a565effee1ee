package io.cryptocheckout.platform.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A person signs in with a passkey: a real browser with a virtual authenticator, and answers that somebody bent. */
class PasskeyJourneyTest {
    private static final String PASSWORD = "kestrel-orbit-49-lantern";
    private static final String REPLAY = """
            async (answer) => {
              const token = document.querySelector("input[name=_csrf]").value;
              const send = (path, body) => fetch(path, {method: "POST", body,
                headers: {"X-CSRF-TOKEN": token, "Content-Type": "application/json", Accept: "application/json"}});
              const unasked = await send("/login/passkey", answer);
              await send("/login/passkey/options");
              const replayed = await send("/login/passkey", answer);
              await send("/login/passkey/options");
              const nonsense = await send("/login/passkey", '{"id":"AA","rawId":"AA","type":"public-key","response":{}}');
              return [unasked.status, replayed.status, nonsense.status, (await replayed.json()).error.code].join(" ");
            }""";

    private static LocalRun run;
    private static Browser browser;

    private final String email = "person-" + UUID.randomUUID() + "@example.org";
    private final List<String> answers = new ArrayList<>();
    private final Look look = new Look();
    private Page page;
    private Complaints complaints;

    @BeforeAll
    static void start() {
        run = LocalRun.shared();
        browser = new Browser();
    }

    @AfterAll
    static void stop() {
        browser.close();
    }

    /** Browsers make passkeys for names, so this person comes by the machine's name and not by its number. */
    @BeforeEach
    void aPersonWithADevice() {
        page = browser.page();
        complaints = Complaints.of(page);
        new People(run.text("baseUrl")).signUpAndIn(page, email, PASSWORD);
        people().signIn(page, email, PASSWORD);
        Fingerprint.at(page);
        page.onRequest(request -> {
            if (request.url().endsWith("/login/passkey") && request.postData() != null) {
                answers.add(request.postData());
            }
        });
    }

    @Test
    void aPasskeyIsMadeUsedRenamedAndRemoved() {
        add("My telephone");
        page.navigate(base() + "/account/passkeys");
        look.at(page, "passkeys");
        signOut();
        look.at(page, "login");
        press("Sign in with a passkey");
        page.waitForURL("**/dashboard");
        page.navigate(base() + "/account");
        assertThat(page.locator("section[aria-labelledby=log]").textContent()).contains("passkey added: My telephone",
                "signed in: passkey");

        page.navigate(base() + "/account/passkeys");
        page.getByLabel("Rename My telephone").click();
        page.getByLabel("New name").fill("Old telephone");
        People.press(page, "Save the name");
        page.getByLabel("Remove Old telephone").click();
        page.getByLabel("Your password, to remove it").fill("not my password");
        People.press(page, "Remove the passkey");
        assertThat(page.locator(".alert-danger").first().textContent()).contains("not your password");
        page.getByLabel("Remove Old telephone").click();
        page.getByLabel("Your password, to remove it").fill(PASSWORD);
        People.press(page, "Remove the passkey");
        signOut();
        press("Sign in with a passkey");
        page.getByText("This passkey was not accepted").waitFor();
        assertThat(look.problems()).isEmpty();
        assertThat(complaints.all()).isEmpty();
    }

    @Test
    void whatAPasskeySignedIsWorthNothingASecondTime() {
        add("My telephone");
        signOut();
        press("Sign in with a passkey");
        page.waitForURL("**/dashboard");
        signOut();

        assertThat(page.evaluate(REPLAY, answers.getFirst())).isEqualTo("400 400 400 passkey_invalid");
        page.navigate(base() + "/dashboard");
        page.waitForURL("**/login");
    }

    @Test
    void aPasskeyCountsAsTheSecondStep() {
        add("My telephone");
        page.navigate(base() + "/account/authenticator");
        page.getByLabel("Your password").fill(PASSWORD);
        People.press(page, "Set it up");
        page.getByLabel("The six digits").fill(Telephone.code(page.locator("#key").textContent(), run.clock.instant()));
        People.press(page, "Turn it on");
        signOut();
        people().signIn(page, email, PASSWORD);
        page.waitForURL("**/login/factor");
        press("Use a passkey");
        page.waitForURL("**/dashboard");
        assertThat(complaints.all()).isEmpty();
    }

    @Test
    void underAnotherAddressThePageSaysWherePasskeysWork() {
        Page other = browser.page();
        new People(run.text("baseUrl")).signIn(other, email, PASSWORD);
        other.navigate(run.text("baseUrl") + "/account/passkeys");
        assertThat(other.locator("[data-there]").isVisible()).isTrue();
        assertThat(other.locator("[data-there] a").getAttribute("href")).isEqualTo(base() + "/account/passkeys");
    }

    private void add(String name) {
        page.navigate(base() + "/account/passkeys");
        page.getByLabel("Name of the passkey").fill(name);
        page.getByLabel("Your password").fill("not my password");
        press("Add a passkey");
        page.getByText("That is not your password").waitFor();
        page.getByLabel("Your password").fill(PASSWORD);
        press("Add a passkey");
        page.waitForURL("**/account");
    }

    private void signOut() {
        page.navigate(base() + "/account");
        People.press(page, "Sign out");
        page.waitForURL("**/login?signedOut");
    }

    private void press(String button) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button).setExact(true)).click();
    }

    private static People people() {
        return new People(base());
    }

    private static String base() {
        return run.text("baseUrl").replace("127.0.0.1", "localhost");
    }
}
