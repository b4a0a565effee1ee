package io.cryptocheckout.platform.journey;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What people do at the door of the dashboard, by its own pages. */
final class Visitors {
    static final String PASSWORD = "violet harbour mango 77 lantern";

    private Visitors() {}

    /** Makes an account with a first store, confirms its address and is in. */
    static void signUp(LocalRun run, Page page, String email, String storeName) {
        new People(run.text("baseUrl")).signUpAndIn(page, email, PASSWORD, storeName);
    }

    static void signIn(LocalRun run, Page page, String email, String password) {
        page.navigate(run.text("baseUrl") + "/login");
        page.getByLabel("E-mail address").fill(email);
        page.getByLabel("Password").fill(password);
        page.locator("form button.btn-primary").click();
        page.waitForURL(url -> url.contains("/dashboard"));
    }

    /** What the pattern finds in the newest mail to this address that has it. */
    static String mailed(LocalRun run, String email, Pattern pattern) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            String page = client.send(HttpRequest.newBuilder(URI.create(run.text("baseUrl") + "/dev/mail")).build(),
                    HttpResponse.BodyHandlers.ofString()).body();
            return Arrays.stream(page.split("<article>")).filter(one -> one.contains("To " + email + " ")).map(pattern::matcher)
                    .filter(Matcher::find).map(Matcher::group).findFirst()
                    .orElseThrow(() -> new AssertionError("No such mail to " + email));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
