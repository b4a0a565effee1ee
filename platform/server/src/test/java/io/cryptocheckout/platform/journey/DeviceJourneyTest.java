package io.cryptocheckout.platform.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** openid-client as a device without a browser (RFC 8628); its person sits at a real browser elsewhere, without a mouse. */
class DeviceJourneyTest {
    private static final LocalRun RUN = LocalRun.shared();
    private static final String SCOPES = "sessions:read store:read";

    @RegisterExtension
    static final BrowserPerClass BROWSER = new BrowserPerClass();

    private final Page page = BROWSER.page();
    private final Look look = new Look();
    private final Shop shop = Shop.open(RUN, "Tulips");
    private final NodeProgram client = NodeProgram.start(Path.of("src/test/openid-client"), "client.mjs", Map.of());

    @BeforeEach
    void discover() {
        told("discover", Map.of("issuer", RUN.text("baseUrl"), "clientId", CommandLine.CLIENT_ID));
    }

    @AfterEach
    void stop() {
        client.close();
    }

    @Test
    void aPersonConnectsADeviceByItsCode() {
        JsonNode codes = told("device", Map.of("scope", SCOPES));
        page.navigate(codes.get("verification_uri").asString());
        People.fillIn(page, shop.email(), Visitors.PASSWORD);
        page.getByLabel("Code").waitFor();
        look.at(page, "device");
        page.keyboard().type("bcdf ghjk");
        goOnBy("Enter");
        Shown.on(page, "This code is wrong");
        look.at(page, "device-wrong");
        page.getByLabel("Code").press("Control+a");
        page.keyboard().type(codes.get("user_code").asString());
        goOnBy("Enter");
        Shown.on(page, "Crypto Checkout CLI").contains("Did you start this yourself, just now?");
        look.at(page, "device-store");
        tabTo("Tulips, live mode");
        page.keyboard().press("ArrowDown");
        tabTo("Go on");
        goOnBy("Enter");
        Shown.on(page, "test mode").contains("See the store's name and settings");
        look.at(page, "device-consent");
        tabTo("Connect");
        goOnBy("Enter");
        Shown.on(page, "The device is connected");
        look.at(page, "device-connected");

        JsonNode tokens = told("deviceTokens", Map.of());
        assertThat(tokens.get("scope").asString().split(" ")).containsExactlyInAnyOrder(SCOPES.split(" "));
        JsonNode next = told("refresh", Map.of("token", tokens.get("refresh_token").asString()));
        JsonNode store = told("call", Map.of("path", "/api/v1/store", "token", next.get("access_token").asString()));
        assertThat(store.at("/body/id").asString()).as(store.toString()).isEqualTo(shop.id());
        assertThat(store.at("/body/livemode").asBoolean()).isFalse();
        told("revoke", Map.of("token", next.get("refresh_token").asString()));
        assertThat(told("call", Map.of("path", "/api/v1/store", "token", next.get("access_token").asString())).get("status").asInt())
                .isEqualTo(401);
        assertThat(look.problems()).isEmpty();
    }

    @Test
    void aPersonWhoWasSentALinkComparesAndRefuses() {
        JsonNode codes = told("device", Map.of("scope", SCOPES));
        page.navigate(codes.get("verification_uri_complete").asString());
        People.fillIn(page, shop.email(), Visitors.PASSWORD);
        page.getByLabel("Code").waitFor();
        assertThat(page.getByLabel("Code").inputValue()).isEqualTo(codes.get("user_code").asString());
        Shown.on(page, "Compare every letter");
        look.at(page, "device-by-link");
        tabTo("It is the same: go on");
        goOnBy("Enter");
        tabTo("Cancel");
        goOnBy("Enter");
        Shown.on(page, "You refused");
        look.at(page, "device-refused");
        assertThat(client.ask("deviceTokens", Map.of()).path("error").asString()).isEqualTo("access_denied");
        assertThat(look.problems()).isEmpty();
    }

    private void goOnBy(String key) {
        page.waitForNavigation(() -> page.keyboard().press(key));
    }

    /** Moves on by the key alone until this is reached. */
    private void tabTo(String name) {
        for (int i = 0; i < 30; i++) {
            page.keyboard().press("Tab");
            Object reached = page.evaluate("(document.activeElement.closest('label') || document.activeElement).textContent.trim()");
            if (name.equals(reached)) {
                return;
            }
        }
        throw new AssertionError("No key leads to " + name);
    }

    private JsonNode told(String act, Map<String, ?> details) {
        JsonNode answer = client.ask(act, details);
        assertThat(answer.path("error").isMissingNode()).as("%s: %s", act, answer).isTrue();
        return answer;
    }
}
