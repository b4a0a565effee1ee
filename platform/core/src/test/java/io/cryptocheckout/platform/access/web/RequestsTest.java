package io.cryptocheckout.platform.access.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every bad request gets the error object, with its status, code and field, and stores nothing. */
class RequestsTest {
    private static ProbedApi api;

    @BeforeAll
    static void start() throws SQLException {
        api = new ProbedApi();
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @ParameterizedTest(name = "{0} {1} {2} -> {3} {4} {5}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            POST   | /api/v1/things          | {"amount"                                                             | 400 | body_malformed           |
            POST   | /api/v1/things          | {"amount":{"value":"1","currency":"USD"}} trailing                    | 400 | body_malformed           |
            POST   | /api/v1/things          | ~~                                                                    | 400 | body_malformed           |
            POST   | /api/v1/things          | null                                                                  | 400 | body_malformed           |
            POST   | /api/v1/things          | []                                                                    | 400 | body_malformed           |
            POST   | /api/v1/things          | "text"                                                                | 400 | body_malformed           |
            POST   | /api/v1/things          | {"amount":{"value":"1","currency":"USD"},"amount":null}               | 400 | body_malformed           |
            POST   | /api/v1/things          | {"amount":{"value":"1","currency":"USD"},"amuont":1}                  | 400 | field_unknown            | amuont
            POST   | /api/v1/things          | {"amount":{"value":"1","currency":"USD","valeu":1}}                   | 400 | field_unknown            | amount.valeu
            POST   | /api/v1/things          | {"amount":{"value":1,"currency":"USD"}}                               | 400 | field_invalid            | amount.value
            POST   | /api/v1/things          | {"amount":{"value":1.5,"currency":"USD"}}                             | 400 | field_invalid            | amount.value
            POST   | /api/v1/things          | {"amount":{"value":["1"],"currency":"USD"}}                           | 400 | field_invalid            | amount.value
            POST   | /api/v1/things          | {"amount":{"value":"-1","currency":"USD"}}                            | 400 | field_invalid            | amount.value
            POST   | /api/v1/things          | {"amount":{"currency":"USD"}}                                         | 400 | field_missing            | amount.value
            POST   | /api/v1/things          | {"amount":"50.00"}                                                    | 400 | field_invalid            | amount
            POST   | /api/v1/things          | {}                                                                    | 400 | field_missing            | amount
            POST   | /api/v1/things          | {"amount":{"value":"1","currency":"USD"},"metadata":{"a":1}}          | 400 | field_invalid            | metadata.a
            POST   | /api/v1/things          | {"amount":{"value":"1","currency":"USD"},"assets":["a",{}]}           | 400 | field_invalid            | assets.1
            POST   | /api/v1/things          | {"amount":{"value":"1","currency":"USD"},"assets":"ETH"}              | 400 | field_invalid            | assets
            POST   | /api/v1/things          | {"amount":{"value":"1","currency":"USD"},"expiresInSeconds":"900"}    | 400 | field_invalid            | expiresInSeconds
            POST   | /api/v1/things          | {"amount":{"value":"1","currency":"USD"},"expiresInSeconds":1.5}      | 400 | field_invalid            | expiresInSeconds
            POST   | /api/v1/things          | {"amount":{"value":"1","currency":"USD"},"expiresInSeconds":99999999999} | 400 | field_invalid         | expiresInSeconds
            POST   | /api/v1/things          | {"amount":{"value":"1","currency":"USD"},"reuseOpen":"yes"}           | 400 | field_invalid            | reuseOpen
            POST   | /api/v1/things          | {"amount":{"value":"1","currency":"USD"},"colour":"BLUE"}             | 400 | field_invalid            | colour
            POST   | /api/v1/things          | {"amount":{"value":"1","currency":"USD"},"metadata":{"a":"\\u0000"}}  | 400 | body_malformed           |
            GET    | /api/v1/things?limit=0  |                                                                       | 400 | field_invalid            | limit
            GET    | /api/v1/things?limit=101|                                                                       | 400 | field_invalid            | limit
            GET    | /api/v1/things?limit=x  |                                                                       | 400 | field_invalid            | limit
            GET    | /api/v1/things?colour=x |                                                                       | 400 | field_invalid            | colour
            GET    | /api/v1/things/cs_x     |                                                                       | 404 | not_found                |
            GET    | /api/v1/things/evt_01JD0ZB0S5W2N3V8QK4T6XM9RN |                                                 | 404 | not_found                |
            GET    | /api/v1/numbers/ten     |                                                                       | 404 | not_found                |
            GET    | /api/v1/nothing         |                                                                       | 404 | not_found                |
            GET    | /api/v2/things          |                                                                       | 404 | not_found                |
            PUT    | /api/v1/things          | {}                                                                    | 405 | method_not_allowed       |
            DELETE | /api/v1/things          |                                                                       | 405 | method_not_allowed       |
            GET    | /api/v1/broken          |                                                                       | 500 | internal                 |
            GET    | /api/v1/things;x=1      |                                                                       | 400 | body_malformed           |
            GET    | /api/v1//things         |                                                                       | 400 | body_malformed           |
            """)
    void a_bad_request_gets_the_error_object(String method, String path, String body, int status, String code, String param) {
        HttpResponse<String> answer = api.browser.send(method, path, body, "Authorization", "Bearer " + api.key.secret(), "Content-Type",
                "application/json");

        ProbedApi.assertError(answer, status, code, param);
        assertThat(api.effects()).isZero();
    }

    @ParameterizedTest(name = "{0}: {1} -> {2} {3}")
    @CsvSource(delimiter = '|', textBlock = """
            Content-Type     | text/plain                        | 415 | content_type_unsupported | Content-Type
            Content-Type     | application/x-www-form-urlencoded | 415 | content_type_unsupported | Content-Type
            Content-Type     | application/xml                   | 415 | content_type_unsupported | Content-Type
            Content-Type     | nonsense                          | 415 | content_type_unsupported | Content-Type
            Accept           | text/html                         | 400 | field_invalid            | Accept
            Checkout-Version | 2020-01-01                        | 400 | version_unknown          | Checkout-Version
            Checkout-Version | tomorrow                          | 400 | version_unknown          | Checkout-Version
            """)
    void a_bad_header_gets_the_error_object(String header, String value, int status, String code, String param) {
        String type = header.equals("Content-Type") ? value : "application/json";
        String accept = header.equals("Accept") ? value : "*/*";
        String version = header.equals("Checkout-Version") ? value : "2026-11-01";

        ProbedApi.assertError(api.browser.send("POST", "/api/v1/things", ProbedApi.GOOD, "Authorization", "Bearer " + api.key.secret(),
                "Content-Type", type, "Accept",
                accept, "Checkout-Version", version), status, code, param);
        assertThat(api.effects()).isZero();
    }

    @Test
    void a_bad_idempotency_key_is_refused_by_its_header() {
        for (String bad : List.of("", "x".repeat(256), "tab\tinside", "schlüssel")) {
            HttpResponse<String> answer = api.raw("POST /api/v1/things", "Idempotency-Key: " + bad, ProbedApi.GOOD);
            ProbedApi.assertError(answer, 400, "idempotency_key_invalid", "Idempotency-Key");
        }
        ProbedApi.assertError(api.raw("POST /api/v1/things", "Idempotency-Key: a\r\nIdempotency-Key: b", ProbedApi.GOOD), 400,
                "idempotency_key_invalid",
                "Idempotency-Key");
        assertThat(api.effects()).isZero();
    }

    @Test
    void a_body_beyond_the_limit_is_refused_whether_its_length_is_told_or_not() {
        String huge = "{\"amount\":{\"value\":\"1\",\"currency\":\"" + "x".repeat(256 * 1024) + "\"}}";

        ProbedApi.assertError(api.post(api.key.secret(), huge), 413, "body_too_large", null);
        String chunked = Integer.toHexString(huge.length()) + "\r\n" + huge + "\r\n0\r\n\r\n";
        ProbedApi.assertError(api.raw("POST /api/v1/things", "Transfer-Encoding: chunked", chunked), 413, "body_too_large", null);
    }

    @Test
    void several_wrong_fields_are_all_named_and_the_first_is_the_parameter() {
        HttpResponse<String> answer = api.post(api.key.secret(), "{\"amount\":{\"value\":\"x\"}}");

        ProbedApi.assertError(answer, 400, "field_missing", "amount.currency");
        assertThat(Browser.json(answer).at("/error/errors").findValuesAsString("path")).containsExactly("amount.currency", "amount.value");
    }

    @Test
    void malformed_json_is_told_with_its_place() {
        assertThat(Browser.json(api.post(api.key.secret(), "{\n  \"amount\": }")).at("/error/message").asString())
                .contains("line 2, column 13");
    }

    @Test
    void messages_are_english_whatever_the_client_prefers() {
        HttpResponse<String> answer = api.browser.send("POST", "/api/v1/things", "{\"amount\":{\"value\":\"x\",\"currency\":\"USD\"}}",
                "Authorization",
                "Bearer " + api.key.secret(), "Content-Type", "application/json", "Accept-Language", "de");
        assertThat(Browser.json(answer).at("/error/message").asString()).startsWith("amount.value must match");
    }

    @Test
    void an_unforeseen_failure_tells_nothing_of_the_inside() {
        HttpResponse<String> answer = api.browser.get("/api/v1/broken", "Authorization", "Bearer " + api.key.secret());
        assertThat(answer.body()).doesNotContain("secret detail").doesNotContain("Exception").doesNotContain("at io.");
    }

    /** RFC 6749, section 5.2: what programs of that protocol read. */
    @Test
    void an_endpoint_of_oauth_answers_failures_in_its_own_form() {
        HttpResponse<String> broken = api.browser.send("POST", "/oauth2/register", "{}", "Content-Type", "application/json");
        assertThat(broken.statusCode()).isEqualTo(500);
        assertThat(Browser.json(broken).get("error").asString()).isEqualTo("server_error");
        assertThat(broken.body()).doesNotContain("secret detail");
        HttpResponse<String> method = api.browser.send("GET", "/oauth2/register", null);
        assertThat(method.statusCode()).isEqualTo(405);
        assertThat(Browser.json(method).get("error").asString()).isEqualTo("invalid_request");
    }

    @Test
    void failures_before_any_controller_get_the_error_object_too() {
        HttpResponse<String> answer = api.raw("GET /api/v1/things%", "X: 1", "");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(Browser.json(answer).at("/error/type").asString()).isEqualTo("invalid_request");
    }
}
