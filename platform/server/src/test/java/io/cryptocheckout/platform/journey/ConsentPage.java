package io.cryptocheckout.platform.journey;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

/** The page on which a person is asked about an app. */
record ConsentPage(Page page) {

    /** Chooses the store and the mode, and goes on to the scopes. */
    ConsentPage choose(String store, String mode) {
        page.getByText(store + ", " + mode + " mode").click();
        press("Go on");
        return this;
    }

    /** Agrees; ends at the app. */
    void connect() {
        press("Connect");
    }

    void cancel() {
        press("Cancel");
    }

    private void press(String button) {
        page.waitForNavigation(
                () -> page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button).setExact(true)).click());
    }
}
