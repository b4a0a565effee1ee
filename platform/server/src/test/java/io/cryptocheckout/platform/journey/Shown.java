package io.cryptocheckout.platform.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.TimeoutError;
import org.assertj.core.api.AbstractStringAssert;

/** What a page shows in the end: after a click its answer may still be on its way, or half of it read. */
final class Shown {

    private Shown() {}

    static AbstractStringAssert<?> on(Page page, String... words) {
        try {
            for (String each : words) {
                page.locator("body", new Page.LocatorOptions().setHasText(each)).waitFor();
            }
        } catch (TimeoutError neverCame) {
            // What is there instead is told below.
        }
        return assertThat(page.locator("body").textContent()).contains(words);
    }
}
