package io.cryptocheckout.platform.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptocheckout.platform.authority.Permission;
import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.authority.ScopeWords;
import io.cryptocheckout.platform.id.IdKind;
import io.cryptocheckout.platform.journey.Grants.Granted;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The API answers the token of a connected app as it answers a key: same scopes, same log, and an end at the next call. */
class AppTokenApiTest {
    private static final String EVENTS = "/api/v1/events";

    private final LocalRun run = LocalRun.shared();
    private final Shop shop = Shop.open(run, "Connected");
    private final Grants grants = new Grants(run.superuser());

    @Test
    void aTokenReadsItsOwnStoreAndNotItsOtherMode() {
        JsonNode store = api(granted(true, Permission.STORE_READ)).get("/api/v1/store").body();
        assertThat(store.get("id").asString()).isEqualTo(shop.id());
        assertThat(store.get("livemode").asBoolean()).isTrue();
        assertThat(api(granted(false, Permission.STORE_READ)).get("/api/v1/store").body().get("livemode").asBoolean()).isFalse();
    }

    @Test
    void afterAnEndTheNextCallIsRefusedWithTheChallengeOfTheRfc() throws Exception {
        Granted granted = granted(false, Permission.EVENTS_READ);
        assertThat(asked("Bearer " + granted.token()).statusCode()).isEqualTo(200);
        grants.execute("update oauth.app_grant set ended_at = now(), end_reason = 'disconnected' where id = ?", granted.id());
        refused("Bearer " + granted.token(), "token_invalid");
        refused("Bearer oat_" + "0".repeat(43), "token_invalid");
        Granted other = granted(false, Permission.EVENTS_READ);
        grants.execute("update oauth.token set expires_at = now() where authorization_id = ?", other.id());
        refused("bearer " + other.token(), "token_expired");
        refused("DPoP " + granted(false, Permission.EVENTS_READ).token(), "token_invalid");
    }

    @Test
    void aTokenIsShownInTheHeaderAloneAndIsNoneOfAnotherKind() throws Exception {
        String token = granted(false, Permission.EVENTS_READ).token();
        HttpResponse<String> inTheQuery = send(HttpRequest.newBuilder(URI.create(run.text("baseUrl") + EVENTS + "?access_token=" + token)));
        assertThat(inTheQuery.statusCode()).isEqualTo(401);
        assertThat(inTheQuery.headers().firstValue("WWW-Authenticate")).contains("Bearer");
        refused("Bearer " + token.replace("oat_", "ort_"), "api_key_invalid");
        refused("Bearer " + token.substring(4), "api_key_invalid");
        refused("Bearer " + token + ", Bearer " + token, "token_invalid");
    }

    @Test
    void aBoundTokenIsNoBearerTokenAndNeedsItsProof() throws Exception {
        Granted granted = granted(false, Permission.EVENTS_READ);
        grants.execute("update oauth.app_authorization set dpop_thumbprint = 'x' where id = ?", granted.id());
        refused("Bearer " + granted.token(), "token_invalid");
        HttpResponse<String> unproved = asked("DPoP " + granted.token());
        assertThat(code(unproved)).isEqualTo("dpop_proof_invalid");
        assertThat(unproved.headers().firstValue("WWW-Authenticate").orElseThrow()).startsWith("DPoP ").contains("invalid_dpop_proof");
    }

    @Test
    void whatAnAppDoesStandsInTheLogByItsNameAndGrant() {
        Granted granted = granted(false, Permission.WEBHOOKS_WRITE);
        api(granted).post("/api/v1/webhook_endpoints", Map.of("url", "https://shop.example.com/hook", "events", new String[]{"*"}));
        String grant = IdKind.GRANT.format(granted.id());
        JsonNode entry = api(granted(false, Permission.AUDIT_READ)).get("/api/v1/audit/entries?actorId=" + grant).body().get("data").get(0);
        assertThat(entry.get("action").asString()).isEqualTo("webhook_endpoint.created");
        assertThat(entry.at("/actor/type").asString()).isEqualTo("app");
        assertThat(entry.at("/actor/id").asString()).isEqualTo(grant);
        assertThat(entry.at("/actor/label").asString()).isEqualTo("Order desk");
    }

    @Test
    void aRepetitionIsOfTheSameGrantWhicheverOfItsTokensIsShown() {
        Granted granted = granted(false, Permission.WEBHOOKS_WRITE);
        Map<String, Object> endpoint = Map.of("url", "https://shop.example.com/hook", "events", new String[]{"*"});
        Map<String, String> once = Map.of("Idempotency-Key", UUID.randomUUID().toString());
        String first = api(granted).post("/api/v1/webhook_endpoints", endpoint, once).id();
        Granted renewed = new Granted(granted.app(), granted.id(), grants.token(granted.id()));
        assertThat(api(renewed).post("/api/v1/webhook_endpoints", endpoint, once).id()).isEqualTo(first);
        assertThat(api(granted(false, Permission.WEBHOOKS_WRITE)).post("/api/v1/webhook_endpoints", endpoint, once).id())
                .isNotEqualTo(first);
    }

    @Test
    void theSpecificationOffersEveryScopeThatAnAppCanHaveInItsWords() {
        Map<String, String> declared = new LinkedHashMap<>();
        Contract.document().at("/components/securitySchemes/oauth2/flows/authorizationCode/scopes").properties()
                .forEach(scope -> declared.put(scope.getKey(), scope.getValue().asString()));
        assertThat(declared).isEqualTo(Arrays.stream(Permission.values()).filter(Permission::grantable)
                .collect(Collectors.toMap(Permission::wireName, ScopeWords::of)));
    }

    private Granted granted(boolean livemode, Permission scope) {
        return grants.connect(new Scope(shop.caller(livemode).scope().storeId(), livemode), shop.owner(), Set.of(scope));
    }

    private Api api(Granted granted) {
        return new Api(run.text("baseUrl"), granted.token());
    }

    private void refused(String authorization, String code) throws IOException, InterruptedException {
        HttpResponse<String> answer = asked(authorization);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(401);
        assertThat(code(answer)).isEqualTo(code);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer error=\"invalid_token\"");
    }

    private static String code(HttpResponse<String> answer) {
        return Api.JSON.readTree(answer.body()).at("/error/code").asString();
    }

    private HttpResponse<String> asked(String authorization) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(run.text("baseUrl") + EVENTS)).header("Authorization", authorization));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request.build(), BodyHandlers.ofString());
        }
    }
}
