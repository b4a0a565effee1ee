package io.cryptocheckout.platform.journey;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The person who runs a shop, in its administration. */
record ShopAdmin(Page page, ShopSite shop) {
    private static final Path MODULE = Path.of("..", "..", "plugins", "woocommerce").toAbsolutePath().normalize();

    ShopAdmin signIn() {
        return signIn(ShopSite.ADMIN);
    }

    /** Signs in as somebody who has the same password as the administrator. */
    ShopAdmin signIn(String user) {
        page.navigate(shop.url() + "/wp-login.php");
        // A little after the page has come it takes the focus to the name, whatever is being typed where.
        page.waitForFunction("document.activeElement.id === 'user_login'");
        page.locator("#user_login").fill(user);
        page.locator("#user_pass").fill(ShopSite.PASSWORD);
        page.locator("#wp-submit").click();
        // Whoever only buys is sent to an account page without the bar of the administration.
        page.waitForURL(url -> !url.contains("/wp-login.php"));
        return this;
    }

    /** Uploads the plugin's zip; the page then offers to activate it. */
    ShopAdmin upload() {
        page.navigate(shop.url() + "/wp-admin/plugin-install.php?tab=upload");
        page.locator("input[name=pluginzip]").setInputFiles(zip());
        page.waitForNavigation(() -> page.locator("#install-plugin-submit").click());
        activation().waitFor();
        return this;
    }

    /** Activates what was uploaded just now. */
    ShopAdmin activate() {
        page.waitForNavigation(() -> activation().click());
        return this;
    }

    /** Signs in, uploads and activates. */
    ShopAdmin install() {
        return signIn().upload().activate();
    }

    /** Opens the settings of the payment method. */
    ShopAdmin settings() {
        page.navigate(shop.url() + "/wp-admin/admin.php?page=wc-settings&tab=checkout&section=crypto_checkout");
        return this;
    }

    /** Saves the open settings form. */
    ShopAdmin save() {
        page.waitForNavigation(() -> page.locator(".woocommerce-save-button").click());
        return this;
    }

    /** Opens the list of orders. */
    ShopAdmin orders() {
        page.navigate(shop.php("return admin_url(Automattic\\WooCommerce\\Utilities\\OrderUtil::custom_orders_table_usage_is_enabled()"
                + " ? 'admin.php?page=wc-orders' : 'edit.php?post_type=shop_order');").asString());
        return this;
    }

    /** Opens one order. */
    ShopAdmin order(long id) {
        page.navigate(shop.php("return wc_get_order(" + id + ")->get_edit_order_url();").asString());
        return this;
    }

    /** Runs one of the order's actions from its open page. */
    ShopAdmin act(String action) {
        page.locator("select[name=wc_order_action]").selectOption(action);
        Locator update = page.locator("button.save_order");
        page.waitForNavigation(update::click);
        return this;
    }

    private Locator activation() {
        return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Activate Plugin"));
    }

    /** The zip that the build made of the plugin as it is now. */
    static Path zip() {
        try (Stream<Path> built = Files.list(MODULE.resolve("target"))) {
            List<Path> zips = built.filter(file -> file.getFileName().toString().matches("crypto-checkout-for-woocommerce-.*\\.zip"))
                    .toList();
            if (zips.size() == 1 && Files.getLastModifiedTime(zips.get(0)).compareTo(newestSource()) >= 0) {
                return zips.get(0);
            }
        } catch (java.nio.file.NoSuchFileException e) {
            // Said below.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new AssertionError("plugins/woocommerce/target has no zip of the plugin as it is now; make it with "
                + "./mvnw -pl plugins/woocommerce -DskipTests package");
    }

    private static FileTime newestSource() throws IOException {
        try (Stream<Path> files = Files.walk(MODULE.resolve(ShopSite.PLUGIN))) {
            FileTime newest = FileTime.fromMillis(0);
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                newest = Comparator.<FileTime>naturalOrder().compare(newest, Files.getLastModifiedTime(file)) >= 0
                        ? newest
                        : Files.getLastModifiedTime(file);
            }
            return newest;
        }
    }
}
