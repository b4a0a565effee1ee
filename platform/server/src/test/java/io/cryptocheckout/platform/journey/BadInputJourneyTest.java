package io.cryptocheckout.platform.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What the API answers to requests that are wrong: the error object, the field at fault, and nothing stored. */
class BadInputJourneyTest {

    private final LocalRun run = LocalRun.shared();

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            malformed JSON                     | {"amount":                                                                      | 400 | invalid_request |
            not an object                      | [1,2]                                                                           | 400 | invalid_request |
            an amount missing altogether       | {}                                                                              | 400 | invalid_request | amount
            a currency nobody knows            | {"amount":{"value":"50.00","currency":"XYZ"}}                                   | 400 | invalid_request | amount.currency
            a currency in small letters        | {"amount":{"value":"50.00","currency":"usd"}}                                   | 400 | invalid_request | amount.currency
            a value missing                    | {"amount":{"currency":"USD"}}                                                   | 400 | invalid_request | amount.value
            zero                               | {"amount":{"value":"0.00","currency":"USD"}}                                    | 400 | invalid_request | amount.value
            less than nothing                  | {"amount":{"value":"-1.00","currency":"USD"}}                                   | 400 | invalid_request | amount.value
            more money than there is           | {"amount":{"value":"99999999999999999999999999","currency":"USD"}}              | 400 | invalid_request | amount.value
            more decimals than cents           | {"amount":{"value":"1.001","currency":"USD"}}                                   | 400 | invalid_request | amount.value
            decimals of a yen                  | {"amount":{"value":"1.5","currency":"JPY"}}                                     | 400 | invalid_request | amount.value
            a number where text belongs        | {"amount":{"value":50.00,"currency":"USD"}}                                     | 400 | invalid_request | amount.value
            an exponent                        | {"amount":{"value":"5e1","currency":"USD"}}                                     | 400 | invalid_request | amount.value
            a script as a URL                  | {"amount":{"value":"5.00","currency":"USD"},"successUrl":"javascript:alert(1)"} | 400 | invalid_request | successUrl
            a URL of nothing                   | {"amount":{"value":"5.00","currency":"USD"},"cancelUrl":"not a url"}            | 400 | invalid_request | cancelUrl
            a field nobody knows               | {"amount":{"value":"5.00","currency":"USD"},"colour":"red"}                     | 400 | invalid_request | colour
            an expiry of one second            | {"amount":{"value":"5.00","currency":"USD"},"expiresInSeconds":1}               | 400 | invalid_request | expiresInSeconds
            an expiry of a year                | {"amount":{"value":"5.00","currency":"USD"},"expiresInSeconds":31536000}        | 400 | invalid_request | expiresInSeconds
            an asset nobody takes              | {"amount":{"value":"5.00","currency":"USD"},"assets":["SHIB"]}                  | 400 | invalid_request | assets
            """)
    void aWrongCreateIsRefusedAndStoresNothing(String what, String body, int status, String type, String param) {
        long before = sessions();
        Api.Reply reply = run.api.post("/api/v1/checkout_sessions", body);
        assertThat(reply.status()).as(reply.text()).isEqualTo(status);
        JsonNode error = reply.body().get("error");
        assertThat(error.get("type").asString()).isEqualTo(type);
        assertThat(error.get("code").asString()).isNotBlank();
        assertThat(error.get("message").asString()).isNotBlank().doesNotContain("Exception");
        assertThat(error.get("requestId").asString()).isEqualTo(reply.headers().firstValue("Request-Id").orElseThrow());
        if (param != null) {
            assertThat(error.path("param").asString("")).startsWith(param);
        }
        assertThat(sessions()).isEqualTo(before);
    }

    @Test
    void tooMuchMetadataIsRefusedByItsKey() {
        Map<String, String> many = new HashMap<>();
        for (int i = 0; i < 51; i++) {
            many.put("k" + i, "v");
        }
        refusesMetadata(many, "metadata");
        refusesMetadata(Map.of("k".repeat(41), "v"), "metadata");
        refusesMetadata(Map.of("note", "v".repeat(501)), "metadata.note");
    }

    private void refusesMetadata(Map<String, String> metadata, String param) {
        Api.Reply reply = run.api.createSession(UUID.randomUUID().toString(), "5.00", Map.of("metadata", metadata));
        assertThat(reply.status()).as(reply.text()).isEqualTo(400);
        assertThat(reply.body().get("error").path("param").asString("")).startsWith(param);
    }

    @Test
    void anotherContentTypeIsNamed() throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(run.text("baseUrl") + "/api/v1/checkout_sessions"))
                                .header("Authorization", "Bearer " + run.text("apiKey"))
                                .header("Content-Type", "text/plain")
                                .POST(HttpRequest.BodyPublishers.ofString("amount=5"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(415);
        assertThat(Api.JSON.readTree(answer.body()).get("error").get("type").asString()).isEqualTo("invalid_request");
    }

    @Test
    void keysThatAreWrongAreRefusedAlike() {
        String good = run.text("apiKey");
        String mistyped = good.substring(0, good.length() - 1) + (good.endsWith("a") ? "b" : "a");
        for (String key : new String[]{"", "nonsense", mistyped, good.replace("ck_test_", "ck_live_")}) {
            Api.Reply reply = new Api(run.text("baseUrl"), key).get("/api/v1/checkout_sessions");
            assertThat(reply.status()).as(key.isEmpty() ? "no key" : "a wrong key").isEqualTo(401);
            assertThat(reply.body().get("error").get("type").asString()).isEqualTo("authentication");
        }
    }

    @Test
    void anIdThatIsNotThereIsNotFoundHoweverItIsWritten() {
        for (String id : new String[]{"cs_01JD0000000000000000000000", "cs_", "whatever", "cs_01JD000000000000000000000%00"}) {
            Api.Reply reply = run.api.get("/api/v1/checkout_sessions/" + id);
            assertThat(reply.status()).as(id + ": " + reply.text()).isIn(404, 400);
            assertThat(reply.body().has("error")).isTrue();
        }
        Api.Reply list = run.api.get("/api/v1/checkout_sessions?limit=101");
        assertThat(list.status()).isEqualTo(400);
        assertThat(list.body().get("error").get("param").asString()).isEqualTo("limit");
    }

    @Test
    void aKeyIsForOneRequestAlone() {
        String key = UUID.randomUUID().toString();
        Api.Reply first = run.api.createSession(key, "5.00", Map.of());
        Api.Reply again = run.api.createSession(key, "5.00", Map.of());
        Api.Reply other = run.api.createSession(key, "6.00", Map.of());
        assertThat(first.status()).isEqualTo(201);
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(again.headers().firstValue("Idempotent-Replayed")).contains("true");
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.body().get("error").get("code").asString()).isEqualTo("idempotency_key_reused");
    }

    @Test
    void aWebhookUrlMayNotLeadInside() {
        String platform = run.text("baseUrl");
        for (String url : new String[]{
                "ftp://example.com/x", "javascript:alert(1)", platform + "/x", run.text("rpcUrl"), "http://169.254.169.254/latest",
                "http://10.0.0.1/"
        }) {
            Api.Reply reply = run.api.post("/api/v1/webhook_endpoints", Map.of("url", url, "events", java.util.List.of("*")));
            assertThat(reply.status()).as(url + " " + reply.text()).isEqualTo(400);
            assertThat(reply.body().get("error").get("param").asString()).isEqualTo("url");
        }
    }

    private long sessions() {
        long count = 0;
        String after = "";
        while (true) {
            JsonNode page = run.api.get("/api/v1/checkout_sessions?limit=100" + after).body();
            count += page.get("data").size();
            if (!page.get("hasMore").asBoolean()) {
                return count;
            }
            after = "&startingAfter=" + page.get("nextCursor").asString();
        }
    }
}
