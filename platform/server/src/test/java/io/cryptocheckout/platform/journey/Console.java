package io.cryptocheckout.platform.journey;

import com.microsoft.playwright.Page;
import java.time.Duration;

/** Those who run the platform of a {@link LocalRun}, and how they come in. */
final class Console {
    static final String OPERATOR = "operator@example.org";
    /** Another one, who has no second factor. */
    static final String SECOND = "second-operator@example.org";

    private static String secret = "";

    private Console() {}

    /** Signs the operator in, with a code of his app; the first time he makes his account and sets the app up. */
    static synchronized void signIn(LocalRun run, Page page) {
        String base = run.text("baseUrl");
        if (secret.isEmpty()) {
            Visitors.signUp(run, page, OPERATOR, "Operator's own");
            page.navigate(base + "/account/authenticator");
            page.getByLabel("Your password").fill(Visitors.PASSWORD);
            People.press(page, "Set it up");
            secret = page.locator("#key").textContent();
            page.getByLabel("The six digits").fill(Telephone.code(secret, run.clock.instant()));
            People.press(page, "Turn it on");
            page.context().clearCookies();
        }
        new People(base).signIn(page, OPERATOR, Visitors.PASSWORD);
        page.waitForURL("**/login/factor");
        // A code works once.
        run.timePasses(Duration.ofSeconds(30));
        page.getByLabel("Code of your authenticator app").fill(Telephone.code(secret, run.clock.instant()));
        People.press(page, "Go on");
        page.waitForURL("**/dashboard");
    }
}
