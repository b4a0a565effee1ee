package io.cryptocheckout.platform.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.cryptocheckout.platform.journey.Merchant.NewApp;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The example app, run as its readers run it: connected to one of three stores in a browser, used, and disconnected from either side. It
 * judges signatures by the machine's clock, so the server is a process of its own whose clock nobody moves.
 */
class ExampleAppJourneyTest {
    private static final List<String> STORES = List.of("Tulips", "Roses", "Lilies");

    @RegisterExtension
    static final BrowserPerClass BROWSER = new BrowserPerClass();

    private static ServerProcess server;
    private static ExampleApp app;
    private static Page page;
    private static Merchant owner;
    private static final Look LOOK = new Look();
    private static final Map<String, Api> BACKENDS = new HashMap<>();

    @BeforeAll
    static void anOwnerOfThreeStoresRegistersTheApp(@TempDir Path folder) throws IOException {
        ExampleApp.build();
        server = ServerProcess.start(Files.createDirectory(folder.resolve("data")), List.of());
        page = BROWSER.page();
        owner = new Merchant(server.text("baseUrl"), page);
        for (String store : STORES) {
            if (BACKENDS.isEmpty()) {
                owner.signUp("owner@example.org", store);
            } else {
                owner.openStore(store);
            }
            BACKENDS.put(store, owner.startSelling());
        }
        app = new ExampleApp(folder);
        NewApp made = owner.registerApp("Order desk", app.url, "store:read", "sessions:read", "webhooks:write");
        app.start(Map.of("CHECKOUT_URL", server.text("baseUrl"), "CLIENT_ID", made.clientId(), "CLIENT_SECRET", made.secret(),
                "APP_WEBHOOK_SECRET", made.webhookSecret()));
    }

    @AfterAll
    static void stop() {
        // Both end, also where the start got no further than one of them.
        try (ServerProcess last = server; ExampleApp first = app) {
            BACKENDS.clear();
        }
    }

    @Test
    void theAppSeesOneStoreUntilItsOwnerDisconnectsIt() throws IOException {
        List<String> elsewhere = Stream.of("Tulips", "Lilies").map(store -> sell(store, store + "-before")).map(Api.Reply::id).toList();
        connect("Roses");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(app.installs))).isEqualTo("rw-------");
        Api.Reply sold = sell("Roses", "roses-1");
        sell("Tulips", "tulips-1");
        showsInTheEnd("session.created roses-1");
        new Rpc(server.text("rpcUrl")).pay(sold.body().get("address").asString(),
                new BigInteger(sold.body().at("/amount/wei").asString()));
        showsInTheEnd("session.paid roses-1");
        LOOK.at(page, "example-store");
        assertThat(page.locator("table").textContent()).contains("roses-1", "10.00 USD", "paid");
        assertThat(main()).doesNotContain("tulips", "Tulips", "Lilies");
        String hook = "/webhooks/" + install().get("id").asString();
        assertThat(new AppBrowser(app.url).post(hook, List.of()).statusCode()).as("an event without a signature").isEqualTo(400);

        Api token = new Api(server.text("baseUrl"), install().at("/tokens/access").asString());
        assertThat(token.get("/api/v1/checkout_sessions/" + sold.id()).status()).isEqualTo(200);
        for (String id : elsewhere) {
            assertThat(token.get("/api/v1/checkout_sessions/" + id).status()).isEqualTo(404);
            assertThat(BACKENDS.get("Roses").get("/api/v1/checkout_sessions/" + id).status()).isEqualTo(404);
        }
        assertThat(token.get("/api/v1/checkout_sessions").body().get("data").valueStream().map(one -> one.get("reference").asString()))
                .contains("roses-1").allMatch(reference -> reference.startsWith("roses-"));

        String endpoint = install().at("/endpoint/id").asString();
        owner.goTo("Roses");
        page.navigate(owner.base() + "/dashboard/apps");
        LOOK.at(page, "connect-connected");
        assertThat(main()).contains(app.url.substring("http://".length()));
        owner.disconnectTheApp();
        String roses = install().at("/store/id").asString();
        assertThat(token.get("/api/v1/checkout_sessions/" + sold.id()).status()).isEqualTo(401);
        page.navigate(app.url);
        showsInTheEnd("app.connected " + roses);
        showsInTheEnd("app.disconnected " + roses);
        showsInTheEnd("Roses, test mode has ended: connect again");
        LOOK.at(page, "example-home");
        page.navigate(app.url + "/stores/" + install().get("id").asString());
        assertThat(page.locator("h1").textContent()).isEqualTo("Connect again");
        assertThat(main()).contains("The connection to Roses has ended");
        LOOK.at(page, "example-ended");
        assertThat(install().get("tokens").isNull()).isTrue();
        assertThat(statusOf("Roses", endpoint)).isEqualTo("disabled");
        owner.goToApps();
        LOOK.at(page, "connect-apps");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Order desk")).click();
        LOOK.at(page, "connect-app");
        assertThat(LOOK.problems()).isEmpty();
    }

    @Test
    void theAppRefreshesOnceForManyAndRevokesItself() throws IOException {
        connect("Lilies");
        sell("Lilies", "lilies-1");
        String before = install().at("/tokens/refresh").asString();
        app.close();
        ObjectNode stale = (ObjectNode) install();
        ((ObjectNode) stale.get("tokens")).put("endsAt", 0);
        Files.writeString(app.installs, Api.JSON.writeValueAsString(List.of(stale)));
        app.start(Map.of());
        String here = app.url + "/stores/" + stale.get("id").asString();
        AppBrowser visitor = new AppBrowser(app.url);
        List<CompletableFuture<Integer>> visits = Stream.generate(() -> here).limit(8)
                .map(url -> CompletableFuture.supplyAsync(() -> visitor.get(url).statusCode(), task -> Thread.ofVirtual().start(task)))
                .toList();
        assertThat(visits).allMatch(visit -> visit.join() == 200);
        String after = install().at("/tokens/refresh").asString();
        assertThat(after).isNotEqualTo(before);
        Api token = new Api(server.text("baseUrl"), install().at("/tokens/access").asString());
        assertThat(token.get("/api/v1/store").body().get("name").asString()).isEqualTo("Lilies");

        String endpoint = install().at("/endpoint/id").asString();
        page.navigate(here);
        assertThat(page.locator("table").textContent()).contains("lilies-1", "pending");
        People.press(page, "Disconnect the store");
        assertThat(main()).contains("No store is connected yet");
        assertThat(token.get("/api/v1/store").status()).isEqualTo(401);
        assertThat(statusOf("Lilies", endpoint)).isEqualTo("disabled");
    }

    @Test
    void whatWentWrongIsSaidInWords() {
        begin();
        new ConsentPage(page).cancel();
        assertThat(main()).contains("You did not connect the store");
        begin();
        page.navigate(app.url + "/callback?code=stolen&state=guessed&iss=" + server.text("baseUrl"));
        assertThat(main()).contains("does not fit what this browser asked for");
        page.reload();
        assertThat(main()).contains("This browser did not ask to connect a store");
        page.navigate(app.url + "/stores/unknown");
        assertThat(main()).contains("This store is not connected");
        AppBrowser stranger = new AppBrowser(app.url);
        assertThat(stranger.post("/app-events", List.of()).body()).contains("X-Webhook-Signature is missing");
        assertThat(stranger.post("/webhooks/unknown", List.of()).statusCode()).isEqualTo(410);
        assertThat(stranger.post("/stores/any/disconnect", List.of()).statusCode()).isEqualTo(403);
        assertThat(stranger.get("//").statusCode()).as("a path that is no address by itself").isEqualTo(404);
        assertThat(stranger.get("//elsewhere.example/callback").statusCode()).as("another host's address").isEqualTo(404);
        assertThat(stranger.get("/").body()).as("it still stands").contains("Connect a store");
    }

    private void begin() {
        page.navigate(app.url);
        page.waitForNavigation(
                () -> page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Connect a store")).click());
        assertThat(page.locator("h1").textContent()).isEqualTo("Connect Order desk?");
    }

    private void connect(String store) {
        begin();
        LOOK.at(page, "connect-store");
        ConsentPage consent = new ConsentPage(page).choose(store, "test");
        LOOK.at(page, "connect-scopes");
        consent.connect();
        assertThat(page.locator("h1").textContent()).isEqualTo(store);
        assertThat(main()).doesNotContain("No events come");
    }

    private static Api.Reply sell(String store, String reference) {
        Api.Reply reply = BACKENDS.get(store).createSession(reference, "10.00", Map.of("reference", reference));
        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
        return reply;
    }

    /** The page says it, at the latest after some more reloads: events come when they come. */
    private void showsInTheEnd(String text) {
        await("the app shows " + text).atMost(Order.PATIENCE).until(() -> {
            page.reload();
            return main().replaceAll("\\s+", " ").contains(text);
        });
    }

    private static String statusOf(String store, String endpoint) {
        return BACKENDS.get(store).get("/api/v1/webhook_endpoints/" + endpoint).body().get("status").asString();
    }

    /** The newest store that the app knows. */
    private static JsonNode install() {
        return app.installs().valueStream().reduce((first, second) -> second).orElseThrow();
    }

    private String main() {
        return page.locator("main").textContent();
    }
}
