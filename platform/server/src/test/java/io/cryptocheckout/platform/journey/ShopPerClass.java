package io.cryptocheckout.platform.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One shop for all tests of a class, and whoever visits it. After the last test the shop's debug log is empty, or the class has failed. */
final class ShopPerClass implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
    private @Nullable ShopSite shop;
    private @Nullable Browser browser;

    @Override
    public void beforeAll(ExtensionContext context) {
        shop = ShopSite.open(LocalRun.shared().clock);
        browser = new Browser();
    }

    /** Whoever visited it leaves: pages of an administration go on working while they are open. */
    @Override
    public void afterEach(ExtensionContext context) {
        Objects.requireNonNull(browser).close();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        Objects.requireNonNull(browser).close();
        try (ShopSite open = Objects.requireNonNull(shop)) {
            assertThat(open.debugLog()).as("the shop's debug log").isEmpty();
        }
    }

    ShopSite shop() {
        return Objects.requireNonNull(shop);
    }

    /** The shop's administrator in a profile of its own, not signed in yet. */
    ShopAdmin admin() {
        return new ShopAdmin(Objects.requireNonNull(browser).page(), shop());
    }

    /** A buyer in a profile of its own. */
    ShopCustomer customer() {
        return new ShopCustomer(Objects.requireNonNull(browser).page(), shop());
    }
}
