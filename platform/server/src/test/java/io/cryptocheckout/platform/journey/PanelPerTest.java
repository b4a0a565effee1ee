package io.cryptocheckout.platform.journey;

import io.cryptocheckout.platform.access.ApiKeys;
import io.cryptocheckout.platform.access.NewApiKey;
import io.cryptocheckout.platform.authority.Permission;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestInstanceFactoryContext;
import org.junit.jupiter.api.extension.TestInstancePreConstructCallback;

/**
 * A shop with the zip of the build for all tests of a class; and for each of them a new store, and the shop's administrator before a shop
 * that is not connected. After the last test the shop's debug log is empty, or the class has failed.
 */
final class PanelPerTest implements BeforeAllCallback, AfterEachCallback, AfterAllCallback, TestInstancePreConstructCallback {
    private static final Set<Permission> WORKS = EnumSet.of(Permission.STORE_READ, Permission.EVENTS_READ, Permission.SESSIONS_READ,
            Permission.SESSIONS_WRITE, Permission.WEBHOOKS_READ, Permission.WEBHOOKS_WRITE);

    private final ShopPerClass opened = new ShopPerClass();
    private @Nullable Shop store;
    private @Nullable ShopPanel panel;

    @Override
    public void beforeAll(ExtensionContext context) {
        opened.beforeAll(context);
        opened.admin().install();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        opened.afterEach(context);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        opened.afterAll(context);
    }

    @Override
    public void preConstructTestInstance(TestInstanceFactoryContext factory, ExtensionContext context) {
        store = Shop.open(LocalRun.shared(), "Tulips");
        panel = another().forget();
        panel.admin().signIn();
    }

    /** The store of the test that runs. */
    Shop store() {
        return Objects.requireNonNull(store);
    }

    /** What the test's administrator sees. */
    ShopPanel panel() {
        return Objects.requireNonNull(panel);
    }

    /** The same screen in a browser of somebody else, who is not signed in. */
    ShopPanel another() {
        return new ShopPanel(opened.admin());
    }

    /** A key of a store with all permissions that the shop needs, but for these. */
    static String key(Shop of, boolean livemode, Permission... without) {
        Set<Permission> may = EnumSet.copyOf(WORKS);
        may.removeAll(List.of(without));
        return of.bean(ApiKeys.class).create(of.caller(livemode), new NewApiKey("shop", may, List.of(), null)).secret();
    }
}
