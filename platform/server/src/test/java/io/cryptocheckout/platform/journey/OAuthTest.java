package io.cryptocheckout.platform.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptocheckout.platform.id.IdKind;
import io.cryptocheckout.platform.journey.ConnectedShop.Tokens;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An app and a person's browser against the authorization server, step by step as RFC 6749 and RFC 7636 name them. */
class OAuthTest {
    private final LocalRun run = LocalRun.shared();
    private final ConnectedShop shop = ConnectedShop.open(run);

    @Test
    void aPersonAgreesAndTheAppGetsTokensForOneStoreAndMode() {
        Tokens tokens = shop.connect("sessions:read webhooks:read");
        assertThat(tokens.access()).startsWith("oat_");
        assertThat(tokens.refresh()).startsWith("ort_");
        assertThat(tokens.body().get("token_type").asString()).isEqualTo("Bearer");
        assertThat(tokens.body().get("expires_in").asInt()).isBetween(3590, 3600);
        assertThat(tokens.body().get("scope").asString().split(" ")).containsExactlyInAnyOrder("sessions:read", "webhooks:read");
    }

    @Test
    void theDatabaseHoldsNoTokenAndNoCode() throws Exception {
        HttpResponse<String> asked = shop.browser()
                .get("/oauth2/authorize?client_id=" + shop.clientId() + "&request_uri=" + shop.push("sessions:read"));
        String state = AppBrowser.query(asked.headers().firstValue("Location").orElseThrow()).get("state");
        String code = shop.codeFor(state, "sessions:read");
        Tokens tokens = shop.exchange(code);
        for (String secret : List.of(code, tokens.access(), tokens.refresh(), shop.secret())) {
            assertThat(shop.dump()).doesNotContain(secret);
        }
    }

    @Test
    void aCodeWorksOnceAndItsReplayEndsWhatItGave() {
        String code = shop.code("sessions:read");
        Tokens tokens = shop.exchange(code);
        assertThat(shop.exchangeFails(code)).isEqualTo("invalid_grant");
        assertThat(shop.refreshFails(tokens.refresh())).isEqualTo("invalid_grant");
        assertThat(shop.isActive(tokens.access())).isFalse();
    }

    @Test
    void aCodeIsWorthNothingAfterAMinute() {
        String code = shop.code("sessions:read");
        run.timePasses(Duration.ofSeconds(61));
        assertThat(shop.exchangeFails(code)).isEqualTo("invalid_grant");
    }

    /** Whoever exchanged it before its minute was over is found out however late it comes back. */
    @Test
    void aCodeThatComesBackAfterItsMinuteEndsWhatItGave() {
        String code = shop.code("sessions:read");
        Tokens tokens = shop.exchange(code);
        run.timePasses(Duration.ofSeconds(61));
        assertThat(shop.exchangeFails(code)).isEqualTo("invalid_grant");
        assertThat(shop.isActive(tokens.access())).isFalse();
    }

    /** It has no address to send a code to. */
    @Test
    void theCommandLineAsksForNoCode() {
        HttpResponse<String> answer = shop.ask(Map.of("client_id", CommandLine.CLIENT_ID, "redirect_uri", ""));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(shop.pushFails(CommandLine.CLIENT_ID)).isEqualTo("unauthorized_client");
    }

    @Test
    void aRefreshTokenIsExchangedForTheNext() {
        Tokens first = shop.connect("sessions:read");
        Tokens second = shop.refresh(first.refresh());
        assertThat(second.refresh()).isNotEqualTo(first.refresh());
        assertThat(shop.isActive(second.access())).isTrue();
    }

    @Test
    void aLostAnswerIsAskedForAgainUntilItsTokenIsUsed() {
        Tokens first = shop.connect("sessions:read");
        Tokens lost = shop.refresh(first.refresh());
        Tokens second = shop.refresh(first.refresh());
        assertThat(shop.isActive(lost.access())).isFalse();
        Tokens third = shop.refresh(second.refresh());
        assertThat(shop.isActive(third.access())).isTrue();
        assertThat(shop.refreshFails(first.refresh())).isEqualTo("invalid_grant");
        assertThat(shop.isActive(third.access())).as("the family of a replayed token").isFalse();
        assertThat(shop.refreshFails(third.refresh())).isEqualTo("invalid_grant");
    }

    @Test
    void aTokenWhoseAnswerWasReplacedEndsTheFamilyWhenItComesBack() {
        Tokens first = shop.connect("sessions:read");
        Tokens lost = shop.refresh(first.refresh());
        Tokens second = shop.refresh(first.refresh());
        assertThat(shop.refreshFails(lost.refresh())).isEqualTo("invalid_grant");
        assertThat(shop.refreshFails(second.refresh())).isEqualTo("invalid_grant");
    }

    /** A replay is noticed whatever the family's age; {@code -Pfull} makes a thousand families. */
    @Test
    void everyFamilyOfWhichAnOldTokenComesBackIsDead() {
        int families = Integer.getInteger("checkout.test.families", 50);
        int dead = 0;
        for (int i = 0; i < families; i++) {
            Tokens first = shop.connect("sessions:read");
            Tokens second = shop.refresh(first.refresh());
            Tokens third = shop.refresh(second.refresh());
            assertThat(shop.refreshFails(first.refresh())).isEqualTo("invalid_grant");
            assertThat(shop.refreshFails(third.refresh())).isEqualTo("invalid_grant");
            dead += shop.isActive(third.access()) ? 0 : 1;
        }
        assertThat(dead).isEqualTo(families);
        assertThat(shop.ended("replayed")).isEqualTo(families);
    }

    /** RFC 9449: a token that was asked for with a proof works with that key alone, and is refreshed with it alone. */
    @Test
    void aTokenIsBoundToTheKeyOfItsProof() {
        DpopKey key = new DpopKey(run.clock);
        DpopKey other = new DpopKey(run.clock);
        Tokens tokens = shop.exchange(shop.code("sessions:read store:read"), key);
        assertThat(tokens.body().get("token_type").asString()).isEqualTo("DPoP");
        assertThat(shop.storeBy(tokens.access(), null)).as("as a bearer token").isEqualTo(401);
        assertThat(shop.storeBy(tokens.access(), other)).isEqualTo(401);
        assertThat(shop.storeBy(tokens.access(), key)).isEqualTo(200);
        assertThat(shop.refreshFails(tokens.refresh())).as("without a proof").isEqualTo("invalid_grant");
        assertThat(shop.refreshFails(tokens.refresh(), other)).isEqualTo("invalid_grant");
        Tokens next = shop.refresh(tokens.refresh(), key);
        assertThat(shop.storeBy(next.access(), key)).isEqualTo(200);
    }

    @Test
    void aRevokedTokenEndsAtOnce() {
        Tokens tokens = shop.connect("sessions:read");
        assertThat(shop.revoke(tokens.access())).isEqualTo(200);
        assertThat(shop.isActive(tokens.access())).isFalse();
        Tokens next = shop.refresh(tokens.refresh());
        assertThat(shop.revoke(next.refresh())).isEqualTo(200);
        assertThat(shop.isActive(next.access())).isFalse();
        assertThat(shop.refreshFails(next.refresh())).isEqualTo("invalid_grant");
    }

    @Test
    void aRequestThatWasSentBeforehandIsAskedOnce() {
        String requestUri = shop.push("sessions:read");
        String path = "/oauth2/authorize?client_id=" + shop.clientId() + "&request_uri=" + requestUri;
        HttpResponse<String> asked = shop.browser().get(path);
        String state = AppBrowser.query(asked.headers().firstValue("Location").orElseThrow()).get("state");
        assertThat(shop.exchange(shop.codeFor(state, "sessions:read")).access()).startsWith("oat_");
        assertThat(shop.browser().get(path).statusCode()).as("asked again").isEqualTo(400);
    }

    @Test
    void aPersonWhoCancelsIsSentBackWithoutACode() {
        HttpResponse<String> answer = shop.cancel("sessions:read");
        Map<String, String> back = AppBrowser.query(answer.headers().firstValue("Location").orElseThrow());
        assertThat(back).containsEntry("error", "access_denied").containsEntry("state", "xyz").doesNotContainKey("code");
    }

    /** What is wrong with the request goes back to the app only where the app's address is known to be its own. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            redirect_uri | https://evil.example/callback | 400
            redirect_uri | https://app.example/callback/ | 400
            redirect_uri | https://app.example/callback/deeper | 400
            redirect_uri | https://app.example/callbac | 400
            redirect_uri | https://APP.example/callback | 400
            redirect_uri | https://app.example:8443/callback | 400
            redirect_uri | http://app.example/callback | 400
            redirect_uri | https://app.example/callback#part | 400
            redirect_uri | https://app.example/callback?more=1 | 400
            redirect_uri | https://me@app.example/callback | 400
            redirect_uri | '' | 400
            client_id | app_00000000000000000000000000 | 400
            client_id | '' | 400
            response_type | token | unsupported_response_type
            response_type | '' | invalid_request
            scope | wallet:sign | invalid_scope
            scope | sessions:read nonsense | invalid_scope
            scope | '' | invalid_scope
            code_challenge | '' | invalid_request
            code_challenge | short | invalid_request
            code_challenge_method | plain | invalid_request
            code_challenge_method | '' | invalid_request
            mode | production | invalid_request
            mode | LIVE | invalid_request
            """)
    void aRequestThatIsWrongIsRefused(String parameter, String value, String expected) {
        HttpResponse<String> answer = shop.ask(Map.of(parameter, value));
        if (expected.equals("400")) {
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.headers().firstValue("Location")).isEmpty();
        } else {
            String location = answer.headers().firstValue("Location").orElseThrow();
            assertThat(location).startsWith("https://app.example/callback?");
            assertThat(AppBrowser.query(location)).containsEntry("error", expected).containsEntry("state", "xyz");
        }
    }

    /** The token endpoint names the error of RFC 6749, section 5.2, and gives nothing. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            code_verifier | wrong-verifier-wrong-verifier-wrong-verifier-12 | invalid_grant
            code_verifier | '' | invalid_grant
            redirect_uri | https://evil.example/callback | invalid_grant
            code | nonsense | invalid_grant
            client_secret | cks_wrong | invalid_client
            grant_type | password | unsupported_grant_type
            grant_type | urn:ietf:params:oauth:grant-type:device_code | invalid_request
            """)
    void anExchangeThatIsWrongIsRefused(String parameter, String value, String error) {
        assertThat(shop.exchangeFails(shop.code("sessions:read"), Map.of(parameter, value))).isEqualTo(error);
    }

    @Test
    void aCodeBelongsToTheAppThatAskedForIt() {
        ConnectedShop other = ConnectedShop.open(run);
        String code = shop.code("sessions:read");
        assertThat(other.exchangeFails(code)).isEqualTo("invalid_grant");
        assertThat(shop.exchangeFails(code)).as("a code that came to a stranger").isEqualTo("invalid_grant");
        Tokens tokens = shop.connect("sessions:read");
        assertThat(other.refreshFails(tokens.refresh())).isEqualTo("invalid_grant");
        assertThat(other.isActive(tokens.access())).as("what another app may know of it").isFalse();
    }

    @Test
    void aRefreshNeverWidensTheScope() {
        Tokens tokens = shop.connect("sessions:read");
        assertThat(shop.refreshFails(tokens.refresh(), "sessions:read sessions:write")).isEqualTo("invalid_scope");
    }

    /** The form of the consent page, bent: nothing is granted and nobody is sent anywhere. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            state | nonsense
            store | store_00000000000000000000000000
            store | ''
            mode | both
            scope | wallet:sign
            client_id | app_00000000000000000000000000
            """)
    void aBentAnswerIsRefused(String field, String value) {
        HttpResponse<String> answer = shop.agree("sessions:read", Map.of(field, value));
        String location = answer.headers().firstValue("Location").orElse("");
        assertThat(location).doesNotContain("code=");
        assertThat(location.isEmpty() || location.contains("error=")).isTrue();
        assertThat(shop.grants()).isZero();
    }

    /** A storefront for which another organization vouched by its one-time token proved nothing to this one. */
    @Test
    void aStorefrontOfAnotherOrganizationsTokenIsNotConnected() {
        shop.text("update oauth.app set registered_for = (select organization_id from tenancy.store where store_id <> '"
                + shop.store().store() + "' and organization_id is not null limit 1) where id = '" + IdKind.APP.parse(shop.clientId())
                + "' returning registered_for");
        HttpResponse<String> answer = shop.agree("sessions:read", Map.of());
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(shop.grants()).isZero();
    }

    @Test
    void anotherPersonCannotAnswerForTheOneWhoWasAsked() {
        ConnectedShop other = ConnectedShop.open(run);
        String state = shop.state("sessions:read");
        assertThat(other.browser().get("/oauth2/consent?state=" + state).statusCode()).isEqualTo(404);
        HttpResponse<String> answer = other.browser().post("/oauth2/authorize", AppBrowser.fields("client_id", shop.clientId(), "state",
                state, "scope", "sessions:read", "store", other.store().id(), "mode", "test"));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(shop.grants() + other.grants()).isZero();
    }

    @Test
    void theConsentPageCannotBeFramedAndSaysWhoAsks() {
        HttpResponse<String> page = shop.browser().get("/oauth2/consent?state=" + shop.state("sessions:read wallet:read"));
        assertThat(page.headers().firstValue("X-Frame-Options")).hasValue("DENY");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow()).contains("frame-ancestors 'none'")
                .contains("form-action 'self' https://app.example");
        assertThat(page.body()).contains("app.example").contains("Nobody has verified this app");
    }
}
