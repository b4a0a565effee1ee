package io.cryptocheckout.platform.journey;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Looks at pages in both colours and as wide as a telephone, and keeps pictures where a folder for them is named. */
final class Look {
    private final List<String> problems = new ArrayList<>();
    private final String folder = System.getProperty("checkout.test.pictures");

    void at(Page page, String name) {
        // A click returns when the next page has begun; what is judged is a whole one.
        page.waitForLoadState();
        problems.addAll(Accessible.violations(page));
        look(page, name);
    }

    /** Judges one part of a page that is another's for the rest. */
    void at(Page page, String part, String name) {
        page.waitForLoadState();
        problems.addAll(Accessible.violations(page, part));
        look(page, name);
    }

    private void look(Page page, String name) {
        page.setViewportSize(390, 844);
        if (!(Boolean) page.evaluate("document.documentElement.scrollWidth <= innerWidth")) {
            problems.add(name + " is wider than a telephone");
        }
        picture(page, name + "-phone-dark");
        page.setViewportSize(1280, 900);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        picture(page, name);
    }

    List<String> problems() {
        return problems;
    }

    private void picture(Page page, String name) {
        if (folder != null) {
            page.screenshot(new Page.ScreenshotOptions().setPath(Path.of(folder, name + ".png")).setFullPage(true));
        }
    }
}
