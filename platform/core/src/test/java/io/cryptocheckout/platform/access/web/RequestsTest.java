package io.cryptocheckout.platform.access.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptocheckout.platform.access.ApiKeys;
import io.cryptocheckout.platform.access.MadeApiKey;
import io.cryptocheckout.platform.access.NewApiKey;
import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.authority.Permission;
import io.cryptocheckout.platform.authority.Principal;
import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.database.Database;
import io.cryptocheckout.platform.id.IdKind;
import io.cryptocheckout.platform.tenancy.Role;
import io.cryptocheckout.platform.tenancy.TestStores;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Every bad request gets the error object, with its status, code and field, and stores nothing. */
class RequestsTest {
    private static final String GOOD = "{\"amount\":{\"value\":\"50.00\",\"currency\":\"USD\"}}";

    private static AccessServer server;
    private static Browser browser;
    private static Caller owner;
    private static MadeApiKey key;

    @BeforeAll
    static void start() throws SQLException {
        server = new AccessServer("checkout.access.requests-per-second=10000", "checkout.access.request-burst=100000",
                "checkout.access.refused-keys-per-minute=100000");
        browser = new Browser(server.port);
        try (Connection connection = server.postgres.owner().getConnection(); var statement = connection.createStatement()) {
            statement.execute("create table request.effect (store_id uuid not null, livemode boolean not null, note text not null)");
            statement.execute("grant select, insert on request.effect to checkout_app");
        }
        UUID store = TestStores.create(server.bean(Database.class), server.bean(Clock.class), UUID.randomUUID());
        owner = new Caller(new Scope(store, false), Role.OWNER.rights().in(false),
                new Principal(Principal.Kind.ACCOUNT, UUID.randomUUID(), "owner@example.com"));
        key = make(Permission.SESSIONS_READ, Permission.SESSIONS_WRITE);
    }

    @AfterAll
    static void stop() {
        browser.close();
        server.close();
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
        HttpResponse<String> answer = browser.send(method, path, body, "Authorization", "Bearer " + key.secret(), "Content-Type",
                "application/json");

        assertError(answer, status, code, param);
        assertThat(effects()).isZero();
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

        assertError(browser.send("POST", "/api/v1/things", GOOD, "Authorization", "Bearer " + key.secret(), "Content-Type", type, "Accept",
                accept, "Checkout-Version", version), status, code, param);
        assertThat(effects()).isZero();
    }

    @Test
    void a_bad_idempotency_key_is_refused_by_its_header() {
        for (String bad : List.of("", "x".repeat(256), "tab\tinside", "schlüssel")) {
            HttpResponse<String> answer = raw("POST /api/v1/things", "Idempotency-Key: " + bad, GOOD);
            assertError(answer, 400, "idempotency_key_invalid", "Idempotency-Key");
        }
        assertError(raw("POST /api/v1/things", "Idempotency-Key: a\r\nIdempotency-Key: b", GOOD), 400, "idempotency_key_invalid",
                "Idempotency-Key");
        assertThat(effects()).isZero();
    }

    @Test
    void a_body_beyond_the_limit_is_refused_whether_its_length_is_told_or_not() {
        String huge = "{\"amount\":{\"value\":\"1\",\"currency\":\"" + "x".repeat(256 * 1024) + "\"}}";

        assertError(post(key.secret(), huge), 413, "body_too_large", null);
        String chunked = Integer.toHexString(huge.length()) + "\r\n" + huge + "\r\n0\r\n\r\n";
        assertError(raw("POST /api/v1/things", "Transfer-Encoding: chunked", chunked), 413, "body_too_large", null);
    }

    @Test
    void several_wrong_fields_are_all_named_and_the_first_is_the_parameter() {
        HttpResponse<String> answer = post(key.secret(), "{\"amount\":{\"value\":\"x\"}}");

        assertError(answer, 400, "field_missing", "amount.currency");
        assertThat(Browser.json(answer).at("/error/errors").findValuesAsString("path")).containsExactly("amount.currency", "amount.value");
    }

    @Test
    void malformed_json_is_told_with_its_place() {
        assertThat(Browser.json(post(key.secret(), "{\n  \"amount\": }")).at("/error/message").asString()).contains("line 2, column 13");
    }

    @Test
    void messages_are_english_whatever_the_client_prefers() {
        HttpResponse<String> answer = browser.send("POST", "/api/v1/things", "{\"amount\":{\"value\":\"x\",\"currency\":\"USD\"}}",
                "Authorization",
                "Bearer " + key.secret(), "Content-Type", "application/json", "Accept-Language", "de");
        assertThat(Browser.json(answer).at("/error/message").asString()).startsWith("amount.value must match");
    }

    @Test
    void an_unforeseen_failure_tells_nothing_of_the_inside() {
        HttpResponse<String> answer = browser.get("/api/v1/broken", "Authorization", "Bearer " + key.secret());
        assertThat(answer.body()).doesNotContain("secret detail").doesNotContain("Exception").doesNotContain("at io.");
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
            none                                                 | api_key_missing
            Basic dXNlcjpwYXNz                                   | api_key_missing
            Bearer                                               | api_key_missing
            Bearer nonsense                                      | api_key_invalid
            Bearer ck_test_00000000000000000000000000000000AAAAAA | api_key_invalid
            """)
    void without_a_right_key_nothing_is_answered(String authorization, String code) {
        HttpResponse<String> answer = authorization == null
                ? browser.get("/api/v1/things")
                : browser.get("/api/v1/things", "Authorization", authorization);

        assertError(answer, 401, code, code.equals("api_key_missing") ? "Authorization" : null);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer");
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
    }

    @Test
    void a_revoked_an_expired_and_a_scopeless_key_are_refused_each_by_its_code() {
        ApiKeys keys = server.bean(ApiKeys.class);
        MadeApiKey revoked = make(Permission.SESSIONS_READ);
        assertThat(browser.get("/api/v1/things", "Authorization", "Bearer " + revoked.secret()).statusCode()).isEqualTo(200);
        keys.revoke(owner, revoked.key().id());
        assertError(browser.get("/api/v1/things", "Authorization", "Bearer " + revoked.secret()), 401, "api_key_revoked", null);

        MadeApiKey rolled = make(Permission.SESSIONS_READ);
        keys.roll(owner, rolled.key().id(), Duration.ZERO);
        assertError(browser.get("/api/v1/things", "Authorization", "Bearer " + rolled.secret()), 401, "api_key_expired", null);

        assertError(browser.get("/api/v1/things", "Authorization", "Bearer " + make().secret()), 403, "permission_missing", null);
        NewApiKey elsewhere = new NewApiKey("elsewhere", Set.of(Permission.SESSIONS_READ), List.of("203.0.113.0/24"), null);
        assertError(browser.get("/api/v1/things", "Authorization", "Bearer " + keys.create(owner, elsewhere).secret()), 403,
                "ip_not_allowed", null);
    }

    @Test
    void every_answer_has_a_request_id_that_stands_in_the_logs_with_the_store() {
        String id = IdKind.CHECKOUT_SESSION.format(new UUID(5, 0));
        HttpResponse<String> answer = browser.get("/api/v1/things/" + id, "Authorization", "Bearer " + key.secret());

        String requestId = answer.headers().firstValue("Request-Id").orElseThrow();
        assertThat(requestId).matches("req_[0-9A-Z]{26}");
        assertThat(Browser.json(answer).get("logged").valueStream().map(JsonNode::asString)).containsExactly(requestId,
                IdKind.STORE.format(owner.scope().storeId()));
        assertThat(browser.get("/checkout/probe").headers().firstValue("Request-Id")).isPresent();
        assertThat(browser.get("/login").headers().firstValue("Request-Id")).isPresent();
    }

    @Test
    void an_api_answer_tells_version_and_rate_and_is_neither_kept_nor_framed() {
        HttpResponse<String> answer = browser.get("/api/v1/things", "Authorization", "Bearer " + key.secret(), "Checkout-Version",
                "2026-11-01");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Checkout-Version")).contains("2026-11-01");
        assertThat(answer.headers().firstValueAsLong("RateLimit-Limit")).hasValue(100_000);
        assertThat(answer.headers().firstValueAsLong("RateLimit-Remaining").orElseThrow()).isLessThan(100_000);
        assertThat(answer.headers().firstValueAsLong("RateLimit-Reset")).isPresent();
        assertThat(answer.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.headers().firstValue("Content-Security-Policy").orElse("")).contains("default-src 'none'");
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
    }

    @Test
    void a_repeated_request_gets_the_identical_bytes_even_with_a_rolled_key() throws SQLException {
        String body = "{\"amount\":{\"value\":\"7.00\",\"currency\":\"USD\"}}";
        HttpResponse<String> first = post(key.secret(), body, "Idempotency-Key", "order-7");
        HttpResponse<String> second = post(make(Permission.SESSIONS_WRITE).secret(), body, "Idempotency-Key", "order-7");

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(first.headers().firstValue("Idempotent-Replayed")).isEmpty();
        assertThat(second.statusCode()).isEqualTo(201);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.headers().firstValue("Content-Type")).isEqualTo(first.headers().firstValue("Content-Type"));
        assertThat(second.headers().firstValue("Idempotent-Replayed")).contains("true");
        assertError(post(key.secret(), GOOD, "Idempotency-Key", "order-7"), 409, "idempotency_key_reused", "Idempotency-Key");
        assertThat(effects()).isEqualTo(1);
        try (Connection connection = server.postgres.superuser().getConnection(); var statement = connection.createStatement()) {
            statement.execute("delete from request.effect");
        }
    }

    @Test
    void failures_before_any_controller_get_the_error_object_too() {
        HttpResponse<String> answer = raw("GET /api/v1/things%", "X: 1", "");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(Browser.json(answer).at("/error/type").asString()).isEqualTo("invalid_request");
    }

    private static MadeApiKey make(Permission... scopes) {
        return server.bean(ApiKeys.class).create(owner, new NewApiKey("backend", Set.of(scopes), List.of(), null));
    }

    private static HttpResponse<String> post(String secret, String body, String... headers) {
        String[] all = java.util.Arrays.copyOf(headers, headers.length + 4);
        List<String> own = List.of("Authorization", "Bearer " + secret, "Content-Type", "application/json");
        for (int i = 0; i < 4; i++) {
            all[headers.length + i] = own.get(i);
        }
        return browser.send("POST", "/api/v1/things", body, all);
    }

    private static void assertError(HttpResponse<String> answer, int status, String code, String param) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/json");
        JsonNode error = Browser.json(answer).get("error");
        assertThat(error.get("code").asString()).as(answer.body()).isEqualTo(code);
        assertThat(error.path("param").asString(null)).as(answer.body()).isEqualTo(param);
        assertThat(error.get("message").asString()).isNotBlank();
        assertThat(error.get("type").asString()).isNotBlank();
        assertThat(error.get("requestId").asString()).isEqualTo(answer.headers().firstValue("Request-Id").orElseThrow());
    }

    private static long effects() {
        try (Connection connection = server.postgres.superuser().getConnection();
                var rows = connection.createStatement().executeQuery("select count(*) from request.effect")) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Bytes as they are, for what a well-behaved client refuses to send. */
    private static HttpResponse<String> raw(String request, String headers, String body) {
        boolean chunked = headers.startsWith("Transfer-Encoding");
        String text = request + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nAuthorization: Bearer " + key.secret()
                + "\r\nContent-Type: application/json\r\n" + headers + "\r\n"
                + (chunked ? "" : "Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length + "\r\n") + "\r\n" + body;
        try (Socket socket = new Socket("127.0.0.1", server.port)) {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
            return RawAnswer.of(read(socket.getInputStream()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String read(InputStream stream) throws IOException {
        return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
}
