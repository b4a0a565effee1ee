package io.cryptocheckout.platform.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptocheckout.platform.journey.ConnectedShop.Tokens;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What the authorization server tells of itself and of the tokens it gave. */
class OAuthAnswersTest {
    private final LocalRun run = LocalRun.shared();
    private final ConnectedShop shop = ConnectedShop.open(run);

    /** RFC 6749, section 6: fewer scopes are of that access token alone. */
    @Test
    void aTokenThatWasAskedForWithFewerScopesOpensFewer() {
        Tokens tokens = shop.connect("sessions:read store:read");
        assertThat(shop.storeBy(tokens.access(), null)).isEqualTo(200);
        Tokens fewer = shop.refresh(tokens.refresh(), "sessions:read");
        assertThat(fewer.body().get("scope").asString()).isEqualTo("sessions:read");
        assertThat(shop.introspect(fewer.access()).get("scope").asString()).isEqualTo("sessions:read");
        assertThat(shop.storeBy(fewer.access(), null)).isEqualTo(403);
        assertThat(shop.storeBy(shop.refresh(fewer.refresh()).access(), null)).isEqualTo(200);
    }

    /** A storefront keeps a connection for each mode, and takes none of the other for it. */
    @Test
    void anAppThatAsksForOneModeIsConnectedInNoOther() {
        String pushed = shop.push("sessions:read", Map.of("mode", "live"));
        for (Map<String, String> request : List.of(Map.of("mode", "live"), Map.of("request_uri", pushed, "mode", "test"))) {
            HttpResponse<String> other = shop.agree("sessions:read", Map.of("state", shop.state(request)));
            assertThat(other.statusCode()).isEqualTo(400);
            assertThat(other.headers().firstValue("Location")).isEmpty();
        }
        assertThat(shop.grants()).isZero();
        String state = shop.state(Map.of("mode", "live"));
        String code = AppBrowser.query(shop.agree("sessions:read", Map.of("state", state, "mode", "live")).headers().firstValue("Location")
                .orElseThrow()).get("code");
        assertThat(shop.introspect(shop.exchange(code).access()).get("livemode").asBoolean()).isTrue();
    }

    /** RFC 7662: what the app may know of its own token, and the store and mode that it opens. */
    @Test
    void introspectionTellsWhatATokenOpens() {
        Tokens tokens = shop.connect("store:read sessions:read");
        JsonNode told = shop.introspect(tokens.access());
        assertThat(told.get("scope").asString()).isEqualTo("sessions:read store:read");
        assertThat(told.get("client_id").asString()).isEqualTo(shop.clientId());
        assertThat(told.get("store").asString()).isEqualTo(shop.store().id());
        assertThat(told.get("livemode").asBoolean()).isFalse();
        assertThat(told.get("token_type").asString()).isEqualTo("Bearer");
        assertThat(told.get("exp").asLong() - told.get("iat").asLong()).isEqualTo(3600);
    }

    /** RFC 9207: an app that knows several servers is told which of them answers, so that it takes the code to no other. */
    @Test
    void everyAnswerToAnAppNamesTheServerThatGaveIt() {
        String issuer = run.text("baseUrl");
        for (HttpResponse<String> answer : List.of(shop.agree("sessions:read", Map.of()), shop.cancel("sessions:read"),
                shop.ask(Map.of("scope", "nonsense")), shop.ask(Map.of("response_type", "token")))) {
            assertThat(AppBrowser.query(answer.headers().firstValue("Location").orElseThrow())).containsEntry("iss", issuer);
        }
        assertThat(Api.JSON.readTree(shop.browser().get("/.well-known/oauth-authorization-server").body())
                .get("authorization_response_iss_parameter_supported").asBoolean()).isTrue();
    }

    @Test
    void theServerDescribesItself() {
        HttpResponse<String> metadata = shop.browser().get("/.well-known/oauth-authorization-server");
        assertThat(metadata.statusCode()).isEqualTo(200);
        JsonNode told = Api.JSON.readTree(metadata.body());
        String issuer = told.get("issuer").asString();
        assertThat(told.get("code_challenge_methods_supported").toString()).isEqualTo("[\"S256\"]");
        assertThat(told.get("token_endpoint_auth_methods_supported").toString())
                .isEqualTo("[\"client_secret_basic\",\"client_secret_post\",\"none\"]");
        assertThat(told.get("registration_endpoint").asString()).isEqualTo(issuer + "/oauth2/register");
        assertThat(told.get("scopes_supported").toString()).contains("sessions:read").doesNotContain("wallet:sign");
        assertThat(told.get("grant_types_supported").toString()).isEqualTo("[\"authorization_code\",\"client_credentials\","
                + "\"refresh_token\",\"urn:ietf:params:oauth:grant-type:device_code\"]");
        assertThat(told.has("jwks_uri")).isFalse();
    }
}
