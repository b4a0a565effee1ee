package io.cryptocheckout.platform.access.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptocheckout.platform.access.ApiKeys;
import io.cryptocheckout.platform.access.MadeApiKey;
import io.cryptocheckout.platform.access.NewApiKey;
import io.cryptocheckout.platform.authority.Permission;
import io.cryptocheckout.platform.id.IdKind;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Who is answered at all, and what every answer of the API carries. */
class AnswersTest {
    private static ProbedApi api;

    @BeforeAll
    static void start() throws SQLException {
        api = new ProbedApi();
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
            none                                                 | api_key_missing
            Basic dXNlcjpwYXNz                                   | api_key_missing
            Bearer                                               | api_key_missing
            Bearer nonsense                                      | api_key_invalid
            DPoP nonsense                                        | api_key_invalid
            Bearer ck_test_00000000000000000000000000000000AAAAAA | api_key_invalid
            """)
    void without_a_right_key_nothing_is_answered(String authorization, String code) {
        HttpResponse<String> answer = authorization == null
                ? api.browser.get("/api/v1/things")
                : api.browser.get("/api/v1/things", "Authorization", authorization);

        ProbedApi.assertError(answer, 401, code, code.equals("api_key_missing") ? "Authorization" : null);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).contains(
                code.equals("api_key_missing") ? "Bearer" : "Bearer error=\"invalid_token\"");
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
    }

    @Test
    void a_revoked_an_expired_and_a_scopeless_key_are_refused_each_by_its_code() {
        ApiKeys keys = api.server.bean(ApiKeys.class);
        MadeApiKey revoked = api.make(Permission.SESSIONS_READ);
        assertThat(api.browser.get("/api/v1/things", "Authorization", "Bearer " + revoked.secret()).statusCode()).isEqualTo(200);
        keys.revoke(api.owner, revoked.key().id());
        ProbedApi.assertError(api.browser.get("/api/v1/things", "Authorization", "Bearer " + revoked.secret()), 401, "api_key_revoked",
                null);

        MadeApiKey rolled = api.make(Permission.SESSIONS_READ);
        keys.roll(api.owner, rolled.key().id(), Duration.ZERO);
        ProbedApi.assertError(api.browser.get("/api/v1/things", "Authorization", "Bearer " + rolled.secret()), 401, "api_key_expired",
                null);

        ProbedApi.assertError(api.browser.get("/api/v1/things", "Authorization", "Bearer " + api.make().secret()), 403,
                "permission_missing", null);
        NewApiKey elsewhere = new NewApiKey("elsewhere", Set.of(Permission.SESSIONS_READ), List.of("203.0.113.0/24"), null);
        ProbedApi.assertError(api.browser.get("/api/v1/things", "Authorization", "Bearer " + keys.create(api.owner, elsewhere).secret()),
                403,
                "ip_not_allowed", null);
    }

    @Test
    void every_answer_has_a_request_id_that_stands_in_the_logs_with_the_store() {
        String id = IdKind.CHECKOUT_SESSION.format(new UUID(5, 0));
        HttpResponse<String> answer = api.browser.get("/api/v1/things/" + id, "Authorization", "Bearer " + api.key.secret());

        String requestId = answer.headers().firstValue("Request-Id").orElseThrow();
        assertThat(requestId).matches("req_[0-9A-Z]{26}");
        assertThat(Browser.json(answer).get("logged").valueStream().map(JsonNode::asString)).containsExactly(requestId,
                IdKind.STORE.format(api.owner.scope().storeId()));
        assertThat(api.browser.get("/checkout/probe").headers().firstValue("Request-Id")).isPresent();
        assertThat(api.browser.get("/login").headers().firstValue("Request-Id")).isPresent();
    }

    @Test
    void an_api_answer_tells_version_and_rate_and_is_neither_kept_nor_framed() {
        HttpResponse<String> answer = api.browser.get("/api/v1/things", "Authorization", "Bearer " + api.key.secret(), "Checkout-Version",
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
        HttpResponse<String> first = api.post(api.key.secret(), body, "Idempotency-Key", "order-7");
        HttpResponse<String> second = api.post(api.make(Permission.SESSIONS_WRITE).secret(), body, "Idempotency-Key", "order-7");

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(first.headers().firstValue("Idempotent-Replayed")).isEmpty();
        assertThat(second.statusCode()).isEqualTo(201);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.headers().firstValue("Content-Type")).isEqualTo(first.headers().firstValue("Content-Type"));
        assertThat(second.headers().firstValue("Idempotent-Replayed")).contains("true");
        ProbedApi.assertError(api.post(api.key.secret(), ProbedApi.GOOD, "Idempotency-Key", "order-7"), 409, "idempotency_key_reused",
                "Idempotency-Key");
        assertThat(api.effects()).isEqualTo(1);
        try (Connection connection = api.server.postgres.superuser().getConnection(); var statement = connection.createStatement()) {
            statement.execute("delete from request.effect");
        }
    }
}
