package io.cryptocheckout.platform.journey;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** People who come to the product as anybody does: by its forms, and by the links in the mails it writes. */
final class People {
    private static final Pattern LETTER = Pattern.compile("(?s)<article>.*?</article>");
    private static final Pattern LINK = Pattern.compile("<a href=\"([^\"]+)\"");

    private final String base;

    People(String base) {
        this.base = base;
    }

    /** From the sign-up form through the mail to the dashboard. */
    void signUpAndIn(Page page, String email, String password) {
        signUpAndIn(page, email, password, "Tulips");
    }

    void signUpAndIn(Page page, String email, String password, String storeName) {
        signUp(page, email, password, storeName);
        page.navigate(linkTo(page, email));
        fillIn(page, email, password);
        press(page, "Confirm and go on");
        page.waitForURL("**/dashboard");
    }

    void signUp(Page page, String email, String password) {
        signUp(page, email, password, "Tulips");
    }

    private void signUp(Page page, String email, String password, String storeName) {
        page.navigate(base + "/signup");
        page.getByLabel("Store name").fill(storeName);
        page.getByLabel("E-mail address").fill(email);
        page.getByLabel("Password").fill(password);
        press(page, "Create the account");
        page.waitForURL("**/signup/sent");
    }

    void signIn(Page page, String email, String password) {
        page.navigate(base + "/login");
        fillIn(page, email, password);
    }

    /** The form a stranger is sent to. */
    static void fillIn(Page page, String email, String password) {
        page.getByLabel("E-mail address").fill(email);
        page.getByLabel("Password").fill(password);
        press(page, "Sign in");
    }

    /** The link in the newest mail to an address. */
    String linkTo(Page page, String email) {
        Matcher link = LINK.matcher(letterTo(page, email));
        if (!link.find()) {
            throw new AssertionError("No link in the newest mail to " + email);
        }
        return link.group(1).replace("&amp;", "&");
    }

    /** The newest mail to an address, as the developer's page shows it. */
    String letterTo(Page page, String email) {
        return LETTER.matcher(page.request().get(base + "/dev/mail").text()).results().map(found -> found.group())
                .filter(letter -> letter.contains("To " + email + " at ")).findFirst()
                .orElseThrow(() -> new AssertionError("No mail to " + email));
    }

    static void press(Page page, String button) {
        page.waitForNavigation(
                () -> page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button).setExact(true)).click());
    }
}
