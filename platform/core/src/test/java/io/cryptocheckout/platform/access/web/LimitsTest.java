package io.cryptocheckout.platform.access.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptocheckout.platform.access.Accounts;
import io.cryptocheckout.platform.access.ApiKeys;
import io.cryptocheckout.platform.access.KeyTextSamples;
import io.cryptocheckout.platform.access.NewAccount;
import io.cryptocheckout.platform.access.NewApiKey;
import io.cryptocheckout.platform.access.SignedUp;
import io.cryptocheckout.platform.authority.Caller;
import io.cryptocheckout.platform.authority.Permission;
import io.cryptocheckout.platform.authority.Principal;
import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.tenancy.Role;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A server as strict as production, with small limits. */
class LimitsTest {
    private static AccessServer server;
    private static Browser browser;

    @BeforeAll
    static void start() {
        server = new AccessServer("checkout.access.https-only=true", "checkout.access.requests-per-second=1",
                "checkout.access.request-burst=5",
                "checkout.access.refused-keys-per-minute=4");
        browser = new Browser(server.port);
    }

    @AfterAll
    static void stop() {
        browser.close();
        server.close();
    }

    @Test
    void a_key_that_asks_too_often_is_told_when_to_come_back_and_no_other_key_suffers() {
        String busy = key();
        HttpResponse<String> answer = list(busy);
        for (int i = 0; i < 30 && answer.statusCode() == 200; i++) {
            answer = list(busy);
        }
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(Browser.json(answer).at("/error/type").asString()).isEqualTo("rate_limited");
        assertThat(answer.headers().firstValueAsLong("Retry-After").orElseThrow()).isBetween(1L, 2L);
        assertThat(answer.headers().firstValue("RateLimit-Remaining")).contains("0");
        assertThat(answer.headers().firstValue("RateLimit-Limit")).contains("5");
        assertThat(list(key()).statusCode()).isEqualTo(200);
    }

    @Test
    void where_https_is_promised_cookies_are_secure_and_browsers_are_told_to_stay() {
        HttpResponse<String> page = browser.get("/login");

        assertThat(page.headers().firstValue("Set-Cookie").orElse("")).startsWith("__Host-checkout_session=").contains("Secure", "HttpOnly",
                "Path=/", "SameSite=Lax");
        assertThat(page.headers().firstValue("Strict-Transport-Security").orElse("")).contains("max-age=31536000");
        assertThat(browser.get("/checkout/probe").headers().firstValue("Strict-Transport-Security")).isPresent();
    }

    @Test
    void an_address_that_keeps_showing_wrong_keys_is_slowed_down() {
        int refused = 0;
        HttpResponse<String> answer = list(KeyTextSamples.unknown());
        while (answer.statusCode() == 401 && refused < 20) {
            refused++;
            answer = list(KeyTextSamples.unknown());
        }
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(refused).isBetween(4, 6);
    }

    @Test
    void a_database_that_is_away_is_a_matter_of_time_and_not_of_the_request() throws SQLException {
        String key = key();
        assertThat(list(key).statusCode()).isEqualTo(200);
        allowConnections(false);
        HttpResponse<String> away = list(key);
        allowConnections(true);

        assertThat(away.statusCode()).isEqualTo(503);
        assertThat(Browser.json(away).at("/error/type").asString()).isEqualTo("unavailable");
        assertThat(away.headers().firstValue("Retry-After")).isPresent();
        HttpResponse<String> back = list(key);
        // Each failure drops one dead connection of the pool.
        for (int i = 0; i < 10 && back.statusCode() == 503; i++) {
            back = list(key);
        }
        assertThat(back.statusCode()).isEqualTo(200);
    }

    private static void allowConnections(boolean allowed) throws SQLException {
        String url = server.postgres.jdbcUrl();
        String name = url.substring(url.lastIndexOf('/') + 1);
        try (Connection superuser = DriverManager.getConnection(url.replace("/" + name, "/postgres?user=postgres"));
                var statement = superuser.createStatement()) {
            statement.execute("alter database " + name + " allow_connections " + allowed);
            if (!allowed) {
                statement.execute("select pg_terminate_backend(pid) from pg_stat_activity where datname = '" + name + "'");
            }
        }
    }

    private static HttpResponse<String> list(String key) {
        return browser.get("/api/v1/things", "Authorization", "Bearer " + key);
    }

    private static String key() {
        SignedUp person = server.bean(Accounts.class).create(
                new NewAccount(java.util.UUID.randomUUID() + "@example.com", "gravel-otter-mimosa-97", "Tea shop", "Tea company"));
        Caller owner = new Caller(new Scope(person.store().id(), false), Role.OWNER.rights().in(false),
                new Principal(Principal.Kind.ACCOUNT, person.account().id(), "owner"));
        return server.bean(ApiKeys.class).create(owner, new NewApiKey("backend", Set.of(Permission.SESSIONS_READ), List.of(), null))
                .secret();
    }
}
