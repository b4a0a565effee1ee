package io.cryptocheckout.platform.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.cryptocheckout.platform.authority.Permission;
import io.cryptocheckout.platform.id.IdKind;
import io.cryptocheckout.platform.oauth.AppDetails;
import io.cryptocheckout.platform.oauth.MadeApp;
import io.cryptocheckout.platform.oauth.OwnedApps;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** openid-client, which others wrote from the RFCs alone, against the running server; the person sits at a real browser. */
class OpenIdClientJourneyTest {
    private static final LocalRun RUN = LocalRun.shared();
    private static final String SCOPES = "sessions:read store:read";

    @RegisterExtension
    static final BrowserPerClass BROWSER = new BrowserPerClass();

    private final Page page = BROWSER.page();
    private final Shop shop = Shop.open(RUN, "Tulips");
    private final NodeProgram client = NodeProgram.start(Path.of("src/test/openid-client"), "client.mjs", Map.of());

    @AfterEach
    void stop() {
        client.close();
    }

    /** As a confidential client and as a public one: the whole life of a connection. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anAppConnectsRefreshesAndDisconnects(boolean confidential) {
        discover(confidential);
        JsonNode first = connect(false);
        assertThat(first.get("token_type").asString()).isEqualToIgnoringCase("Bearer");
        assertThat(first.get("scope").asString().split(" ")).containsExactlyInAnyOrder(SCOPES.split(" "));
        JsonNode store = storeBy(first);
        assertThat(store.at("/body/id").asString()).as(store.toString()).isEqualTo(shop.id());
        assertThat(store.at("/body/livemode").asBoolean()).isFalse();

        JsonNode second = told("refresh", refreshToken(first));
        assertThat(refreshToken(second)).isNotEqualTo(refreshToken(first));
        assertThat(storeBy(second).get("status").asInt()).isEqualTo(200);

        told("revoke", refreshToken(second));
        JsonNode refused = storeBy(second);
        assertThat(refused.get("status").asInt()).as(refused.toString()).isEqualTo(401);
        assertThat(refused.at("/challenge/error").asString()).isEqualTo("invalid_token");
        assertThat(client.ask("refresh", Map.of("token", refreshToken(second))).path("error").asString()).isEqualTo("invalid_grant");
    }

    @Test
    void aRefreshTokenThatComesBackAfterItsSuccessorWasUsedEndsTheConnection() {
        discover(true);
        JsonNode first = connect(true);
        JsonNode second = told("refresh", refreshToken(first));
        assertThat(storeBy(second).get("status").asInt()).isEqualTo(200);
        assertThat(told("introspect", accessToken(second)).get("active").asBoolean()).isTrue();

        JsonNode replayed = client.ask("refresh", Map.of("token", refreshToken(first)));
        assertThat(replayed.path("error").asString()).as(replayed.toString()).isEqualTo("invalid_grant");
        assertThat(replayed.get("status").asInt()).isEqualTo(400);
        assertThat(storeBy(second).get("status").asInt()).isEqualTo(401);
        assertThat(told("introspect", accessToken(second)).get("active").asBoolean()).isFalse();
    }

    @Test
    void aPersonWhoCancelsIsAnErrorThatTheClientNames() {
        discover(true);
        page.navigate(told("authorize", Map.of("scope", SCOPES)).get("url").asString());
        People.fillIn(page, shop.email(), Visitors.PASSWORD);
        new ConsentPage(page).cancel();
        assertThat(client.ask("callback", Map.of()).path("error").asString()).isEqualTo("access_denied");
    }

    /** Registers the app, and has the client find everything else by the server's metadata. */
    private void discover(boolean confidential) {
        AppDetails details = new AppDetails("Order desk", null, List.of(client.ready.get("redirectUri").asString()),
                Set.of(Permission.SESSIONS_READ, Permission.STORE_READ), null);
        MadeApp made = shop.bean(OwnedApps.class).register(Shop.principal(shop.owner(), shop.email()), shop.organization(), details,
                confidential);
        Map<String, String> known = new HashMap<>(
                Map.of("issuer", RUN.text("baseUrl"), "clientId", IdKind.APP.format(made.app().id())));
        if (made.secret() != null) {
            known.put("clientSecret", made.secret());
        }
        assertThat(told("discover", known).get("code_challenge_methods_supported").toString()).isEqualTo("[\"S256\"]");
    }

    /** The person signs in, chooses the store and agrees; the client exchanges the code. */
    private JsonNode connect(boolean pushed) {
        page.navigate(told("authorize", Map.of("scope", SCOPES, "pushed", pushed)).get("url").asString());
        People.fillIn(page, shop.email(), Visitors.PASSWORD);
        new ConsentPage(page).choose("Tulips", "test").connect();
        assertThat(page.locator("h1").textContent()).isEqualTo("Back at the app");
        return told("callback", Map.of());
    }

    private JsonNode storeBy(JsonNode tokens) {
        return told("call", Map.of("path", "/api/v1/store", "token", accessToken(tokens)));
    }

    private JsonNode told(String act, String token) {
        return told(act, Map.of("token", token));
    }

    private JsonNode told(String act, Map<String, ?> details) {
        JsonNode answer = client.ask(act, details);
        assertThat(answer.path("error").isMissingNode()).as("%s: %s", act, answer).isTrue();
        return answer;
    }

    private static String accessToken(JsonNode tokens) {
        return tokens.get("access_token").asString();
    }

    private static String refreshToken(JsonNode tokens) {
        return tokens.get("refresh_token").asString();
    }
}
