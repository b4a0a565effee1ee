package io.cryptocheckout.platform.journey;

import com.microsoft.playwright.Page;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Profiles of the browser for all tests of a class: made before the first, closed after the last. */
final class BrowserPerClass implements BeforeAllCallback, AfterAllCallback {
    private @Nullable Browser browser;

    @Override
    public void beforeAll(ExtensionContext context) {
        browser = new Browser();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        Objects.requireNonNull(browser).close();
    }

    /** A new, empty profile with one page. */
    Page page() {
        return Objects.requireNonNull(browser).page();
    }
}
