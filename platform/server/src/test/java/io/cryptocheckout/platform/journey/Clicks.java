package io.cryptocheckout.platform.journey;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Somebody who goes by what stands on the screen: each thing clicked is found by its words alone, and counted. Pictures are kept where asked. */
final class Clicks {
    private final List<String> made = new ArrayList<>();
    private final String folder = System.getProperty("checkout.test.pictures");
    private Page page;

    Clicks(Page page) {
        this.page = page;
    }

    /** Goes on in another window; what was clicked counts on. */
    Clicks in(Page other) {
        page = other;
        return this;
    }

    List<String> made() {
        return made;
    }

    /** Clicks the one thing that is called so and waits for the page that comes. */
    Clicks follow(AriaRole role, String words) {
        Locator thing = the(role, words);
        page.waitForNavigation(thing::click);
        made.add(words);
        return this;
    }

    /** Clicks the one thing that is called so; the page stays. */
    Clicks press(AriaRole role, String words) {
        the(role, words).click();
        made.add(words);
        return this;
    }

    /** Whether the screen offers it now. */
    boolean sees(AriaRole role, String words) {
        return named(role, words).count() > 0;
    }

    /** Keeps a picture of the screen under this name. */
    Clicks picture(String name) {
        if (folder != null) {
            page.screenshot(new Page.ScreenshotOptions().setPath(Path.of(folder, name + ".png")));
        }
        return this;
    }

    private Locator the(AriaRole role, String words) {
        Locator all = named(role, words);
        all.first().waitFor();
        if (all.count() != 1) {
            throw new AssertionError(all.count() + " things are called " + words + " on " + page.url());
        }
        return all;
    }

    private Locator named(AriaRole role, String words) {
        return page.getByRole(role, new Page.GetByRoleOptions().setName(words).setExact(true));
    }
}
