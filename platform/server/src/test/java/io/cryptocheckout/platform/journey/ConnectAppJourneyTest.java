package io.cryptocheckout.platform.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.sun.net.httpserver.HttpServer;
import io.cryptocheckout.platform.oauth.App;
import io.cryptocheckout.platform.oauth.AppDetails;
import io.cryptocheckout.platform.oauth.OwnedApps;
import io.cryptocheckout.platform.tenancy.NewStore;
import io.cryptocheckout.platform.tenancy.StoreView;
import io.cryptocheckout.platform.tenancy.Stores;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A person connects an app to one of three stores in a browser; the app's own server takes the answer. */
class ConnectAppJourneyTest {
    @RegisterExtension
    static final BrowserPerClass BROWSER = new BrowserPerClass();

    private static final String LOGO = "https://app.example/logo.svg";
    private static final LocalRun RUN = LocalRun.shared();
    private static HttpServer appServer;
    private static final BlockingQueue<String> ANSWERS = new LinkedBlockingQueue<>();

    private final Page page = BROWSER.page();
    private final Look look = new Look();

    @BeforeAll
    static void start() throws IOException {
        appServer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        appServer.createContext("/callback", exchange -> {
            ANSWERS.add(exchange.getRequestURI().toString());
            byte[] body = "<!doctype html><html lang=en><title>Order desk</title><h1>Connected</h1>".getBytes();
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        appServer.start();
    }

    @AfterAll
    static void stop() {
        appServer.stop(0);
    }

    @Test
    void anAppIsConnectedToOneOfThreeStoresAndSeesNoOther() throws InterruptedException {
        ConnectedShop shop = ConnectedShop.open(RUN, "http://127.0.0.1:" + appServer.getAddress().getPort() + "/callback");
        StoreView roses = another(shop, "Roses");
        another(shop, "Lilies");
        page.navigate(RUN.text("baseUrl") + shop.asks("sessions:read store:read"));
        look.at(page, "sign-in-for-an-app");
        People.fillIn(page, shop.store().email(), Visitors.PASSWORD);
        assertThat(page.locator("h1").textContent()).contains("Order desk");
        assertThat(page.locator(".consent-host").textContent()).contains("127.0.0.1:");
        look.at(page, "consent-store");
        assertThat(page.locator("main img").count()).as("a logo that the app does not have").isZero();
        assertThat(page.getByRole(AriaRole.RADIO).count()).isEqualTo(6);
        ConsentPage consent = new ConsentPage(page).choose("Roses", "live");
        Shown.on(page, "Roses").contains("live mode")
                .contains("See the store's name and settings");
        look.at(page, "consent-scopes");
        consent.connect();
        page.waitForURL("**/callback?**");
        assertThat(page.locator("h1").textContent()).isEqualTo("Connected");

        Map<String, String> answer = AppBrowser.query(ANSWERS.poll(10, TimeUnit.SECONDS));
        assertThat(answer).containsEntry("state", "xyz").containsKey("code");
        ConnectedShop.Tokens tokens = shop.exchange(answer.get("code"));
        Api api = new Api(RUN.text("baseUrl"), tokens.access());
        Api.Reply store = api.get("/api/v1/store");
        assertThat(store.status()).as(store.text()).isEqualTo(200);
        assertThat(store.body().get("name").asString()).isEqualTo(roses.name());
        assertThat(store.body().get("livemode").asBoolean()).isTrue();
        assertThat(api.get("/api/v1/webhook_endpoints").status()).as("what was not asked for").isEqualTo(403);
        assertThat(look.problems()).isEmpty();
    }

    @Test
    void whoeverHasOneStoreIsAskedForNoPlaceByAnAppThatWantsOneMode() {
        ConnectedShop shop = ConnectedShop.open(RUN);
        page.navigate(RUN.text("baseUrl") + shop.asks(Map.of("mode", "test")));
        People.fillIn(page, shop.store().email(), Visitors.PASSWORD);
        Shown.on(page, "test mode").contains("See payments");
        another(shop, "Roses");
        page.reload();
        assertThat(page.locator("legend").textContent()).isEqualTo("Which store?");
        assertThat(page.getByRole(AriaRole.RADIO).count()).isEqualTo(2);
        look.at(page, "consent-one-mode");
        assertThat(new ConsentPage(page).choose("Roses", "test").page().locator("main").textContent()).contains("Choose another store")
                .doesNotContain("or mode");
        assertThat(look.problems()).isEmpty();
    }

    /** The browser fetches it, and tells nobody from which page. */
    @Test
    void theLogoOfAnAppIsShownToWhoeverIsAsked() {
        ConnectedShop shop = ConnectedShop.open(RUN);
        var person = Shop.principal(shop.store().owner(), shop.store().email());
        OwnedApps apps = RUN.context.getBean(OwnedApps.class);
        App app = apps.get(person, shop.store().organization(), shop.app());
        apps.change(person, shop.store().organization(), shop.app(),
                new AppDetails(app.name(), LOGO, app.redirectUris(), app.scopes(), null));
        List<Map<String, String>> fetched = new CopyOnWriteArrayList<>();
        page.route(LOGO, route -> {
            fetched.add(route.request().allHeaders());
            route.fulfill(new Route.FulfillOptions().setContentType("image/svg+xml")
                    .setBody("<svg xmlns='http://www.w3.org/2000/svg' width='64' height='64'><rect width='64' height='64'/></svg>"));
        });
        page.navigate(RUN.text("baseUrl") + shop.asks("sessions:read"));
        People.fillIn(page, shop.store().email(), Visitors.PASSWORD);
        Locator logo = page.locator("main img");
        assertThat(logo.getAttribute("src")).isEqualTo(LOGO);
        assertThat(logo.getAttribute("alt")).isEmpty();
        assertThat(logo.evaluate("img => img.decode().then(() => img.naturalWidth)")).as("the policy lets it in").isEqualTo(64);
        look.at(page, "consent-logo");
        assertThat(fetched).isNotEmpty().noneMatch(headers -> headers.containsKey("referer"));
        assertThat(look.problems()).isEmpty();
    }

    @Test
    void aPersonWhoCancelsGoesBackWithoutAnything() throws InterruptedException {
        ConnectedShop shop = ConnectedShop.open(RUN, "http://127.0.0.1:" + appServer.getAddress().getPort() + "/callback");
        page.navigate(RUN.text("baseUrl") + shop.asks("sessions:read"));
        People.fillIn(page, shop.store().email(), Visitors.PASSWORD);
        new ConsentPage(page).cancel();
        page.waitForURL("**/callback?**");
        assertThat(AppBrowser.query(ANSWERS.poll(10, TimeUnit.SECONDS))).containsEntry("error", "access_denied").doesNotContainKey("code");
        page.goBack();
        Shown.on(page, "was answered already");
        assertThat(shop.grants()).isZero();
    }

    private static StoreView another(ConnectedShop shop, String name) {
        return RUN.context.getBean(Stores.class).create(
                new NewStore(shop.store().organization(), name, shop.store().owner(), shop.store().email()),
                Shop.principal(shop.store().owner(), shop.store().email()));
    }
}
