package io.cryptocheckout.platform.access.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.cryptocheckout.platform.access.Accounts;
import io.cryptocheckout.platform.access.Device;
import io.cryptocheckout.platform.access.NewAccount;
import io.cryptocheckout.platform.access.SignUps;
import io.cryptocheckout.platform.access.SignedUp;
import io.cryptocheckout.platform.mail.Mails;
import io.cryptocheckout.platform.mail.SentMail;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SignInTest {
    private static final String PASSWORD = "gravel-otter-mimosa-97";

    private static AccessServer server;

    private Browser browser;
    private SignedUp person;

    @BeforeAll
    static void start() {
        server = new AccessServer("checkout.access.sign-ins-per-quarter-hour=60", "checkout.access.sign-ups-per-hour=3",
                "checkout.access.allowed-hosts=127.0.0.1,localhost");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void comeIn() {
        browser = new Browser(server.port);
        person = server.bean(Accounts.class)
                .create(new NewAccount(UUID.randomUUID() + "@example.com", PASSWORD, "Tea shop", "Tea company"));
    }

    @AfterEach
    void leave() {
        browser.close();
    }

    @Test
    void the_dashboard_sends_a_stranger_to_the_login_and_the_signed_in_person_in() {
        assertRedirect(browser.get("/dashboard"), "/login");

        assertRedirect(signIn(PASSWORD), "/dashboard?continue");
        HttpResponse<String> page = browser.get("/dashboard");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(Browser.json(page).get("email").asString()).isEqualTo(person.account().email());
        assertThat(Browser.json(page).get("store").asString()).isEqualTo(person.store().id().toString());
        assertThat(Browser.json(page).get("livemode").asBoolean()).isFalse();
    }

    @Test
    void until_the_address_is_confirmed_every_page_leads_to_the_one_that_waits_for_it() {
        String email = UUID.randomUUID() + "@example.com";
        SignUps signUps = server.bean(SignUps.class);
        signUps.signUp(new NewAccount(email, PASSWORD, "Tea shop", "Tea company"), Device.NONE);
        post("/login", Map.of("email", email, "password", PASSWORD));

        assertRedirect(browser.get("/dashboard"), "/signup/verify");
        assertRedirect(post("/dashboard/choose", Map.of("store", person.store().id().toString(), "livemode", "true")), "/signup/verify");
        assertThat(browser.form("/dashboard/choose", Map.of("store", "x", "livemode", "true")).statusCode()).isEqualTo(403);
        String before = browser.cookie("checkout_session");

        signUps.confirm(server.bean(Accounts.class).verify(email, PASSWORD).id(), tokenTo(email), Device.NONE);

        assertThat(Browser.json(browser.get("/dashboard")).get("email").asString()).isEqualTo(email);
        assertThat(browser.cookie("checkout_session")).as("more rights, another session id").isNotEqualTo(before);
    }

    @Test
    void a_session_ends_when_the_accounts_generation_moves_on() throws SQLException {
        signIn(PASSWORD);
        assertThat(browser.get("/dashboard").statusCode()).isEqualTo(200);
        try (Connection superuser = server.postgres.superuser().getConnection();
                var statement = superuser
                        .prepareStatement("update access.account set sessions_generation = sessions_generation + 1 where id = ?")) {
            statement.setObject(1, person.account().id());
            statement.execute();
        }
        assertRedirect(browser.get("/dashboard"), "/login");
    }

    @Test
    void a_wrong_password_and_an_unknown_address_fail_alike() {
        HttpResponse<String> wrong = signIn("not my password 1");
        HttpResponse<String> unknown = post("/login", Map.of("email", "nobody@example.com", "password", PASSWORD));

        assertRedirect(wrong, "/login?error");
        assertRedirect(unknown, "/login?error");
        assertThat(unknown.body()).isEqualTo(wrong.body());
        assertRedirect(browser.get("/dashboard"), "/login");
    }

    @Test
    void signing_in_gives_a_new_session_so_that_a_planted_one_is_worth_nothing() {
        browser.get("/login");
        String planted = browser.cookie("checkout_session");
        assertThat(planted).isNotEmpty();

        signIn(PASSWORD);

        assertThat(browser.cookie("checkout_session")).isNotEmpty().isNotEqualTo(planted);
        try (Browser attacker = new Browser(server.port)) {
            assertRedirect(attacker.get("/dashboard", "Cookie", "checkout_session=" + planted), "/login");
        }
    }

    @Test
    void a_form_without_its_token_is_refused() {
        browser.get("/login");
        assertThat(browser.form("/login", Map.of("email", person.account().email(), "password", PASSWORD)).statusCode()).isEqualTo(403);
        assertThat(browser.form("/login", Map.of("email", person.account().email(), "password", PASSWORD, "_csrf", "forged")).statusCode())
                .isEqualTo(403);
        signIn(PASSWORD);
        assertThat(browser.form("/dashboard/choose", Map.of("store", person.store().id().toString(), "livemode", "true")).statusCode())
                .isEqualTo(403);
        assertThat(browser.form("/logout", Map.of()).statusCode()).isEqualTo(403);
        assertThat(browser.get("/dashboard").statusCode()).isEqualTo(200);
    }

    @Test
    void signing_out_ends_the_session_for_everybody_who_holds_it() {
        signIn(PASSWORD);
        String session = browser.cookie("checkout_session");

        assertRedirect(post("/logout", Map.of()), "/login?signedOut");

        assertRedirect(browser.get("/dashboard"), "/login");
        try (Browser thief = new Browser(server.port)) {
            assertRedirect(thief.get("/dashboard", "Cookie", "checkout_session=" + session), "/login");
        }
    }

    @Test
    void an_account_is_guessed_at_only_so_often_and_then_not_even_the_right_password_works() {
        for (int i = 0; i < 6; i++) {
            assertRedirect(signIn("wrong guess number " + i), "/login?error");
        }
        assertRedirect(signIn(PASSWORD), "/login?throttled");
        assertRedirect(browser.get("/dashboard"), "/login");
    }

    /** U+FF20 and its like are read as the plain letters; each spelling with guesses of its own would be no limit at all. */
    @Test
    void another_spelling_of_the_address_gives_no_more_guesses() {
        String email = person.account().email();
        for (int i = 0; i < 6; i++) {
            String spelt = i % 2 == 0 ? email.toUpperCase() : email.replace("example", "\uff45xample");
            assertRedirect(post("/login", Map.of("email", spelt, "password", "wrong guess number " + i)), "/login?error");
        }
        assertRedirect(signIn(PASSWORD), "/login?throttled");
    }

    @Test
    void sign_ups_from_one_address_are_counted() {
        for (int i = 0; i < 3; i++) {
            assertThat(post("/signup", Map.of()).statusCode()).isEqualTo(200);
        }
        assertRedirect(post("/signup", Map.of()), "/signup?throttled");
    }

    @Test
    void a_person_chooses_store_and_mode_and_never_a_strangers_store() {
        signIn(PASSWORD);
        SignedUp stranger = server.bean(Accounts.class)
                .create(new NewAccount(UUID.randomUUID() + "@example.com", PASSWORD, "Other shop", "Other company"));

        assertThat(post("/dashboard/choose", Map.of("store", person.store().id().toString(), "livemode", "true")).statusCode())
                .isEqualTo(200);
        assertThat(Browser.json(browser.get("/dashboard")).get("livemode").asBoolean()).isTrue();
        for (UUID foreign : List.of(stranger.store().id(), UUID.randomUUID())) {
            assertThat(post("/dashboard/choose", Map.of("store", foreign.toString(), "livemode", "false")).statusCode()).isEqualTo(404);
        }
        assertThat(Browser.json(browser.get("/dashboard")).get("store").asString()).isEqualTo(person.store().id().toString());
    }

    @Test
    void who_is_removed_from_a_store_is_out_at_the_next_request() throws SQLException {
        signIn(PASSWORD);
        post("/dashboard/choose", Map.of("store", person.store().id().toString(), "livemode", "false"));
        try (Connection superuser = server.postgres.superuser().getConnection();
                var statement = superuser.prepareStatement("delete from tenancy.membership where account_id = ?")) {
            statement.setObject(1, person.account().id());
            statement.execute();
        }
        assertThat(browser.get("/dashboard").statusCode()).isEqualTo(404);
    }

    @Test
    void a_dashboard_session_is_no_key_to_the_api_and_a_public_page_starts_no_session() {
        signIn(PASSWORD);
        assertThat(browser.get("/api/v1/things").statusCode()).isEqualTo(401);
        try (Browser customer = new Browser(server.port)) {
            HttpResponse<String> page = customer.get("/checkout/probe");
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.headers().firstValue("Set-Cookie")).isEmpty();
        }
    }

    @Test
    void pages_carry_their_protective_headers() {
        for (String path : List.of("/login", "/checkout/probe")) {
            var headers = browser.get(path).headers();
            assertThat(headers.firstValue("Content-Security-Policy").orElse("")).contains("frame-ancestors 'none'", "base-uri 'none'")
                    .doesNotContain("unsafe");
            assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(headers.firstValue("X-Frame-Options")).contains("DENY");
            assertThat(headers.firstValue("Referrer-Policy")).isPresent();
            assertThat(headers.firstValue("Strict-Transport-Security")).as("HTTPS is not promised here").isEmpty();
        }
        String cookie = browser.get("/login", "Cookie", "none=1").headers().firstValue("Set-Cookie").orElse("");
        assertThat(new Browser(server.port).get("/login").headers().firstValue("Set-Cookie").orElse(cookie)).contains("HttpOnly",
                "SameSite=Lax",
                "Path=/");
    }

    @Test
    void a_host_that_is_not_ours_is_refused() {
        RawAnswer answer = raw("GET /login HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(raw("GET /login HTTP/1.1\r\nHost: localhost:1234\r\nConnection: close\r\n\r\n").statusCode()).isEqualTo(200);
    }

    private static String tokenTo(String email) {
        String text = server.bean(Mails.class).latest(100).stream().map(SentMail::mail).filter(mail -> mail.recipient().equals(email))
                .findFirst().orElseThrow().text();
        return text.replaceAll("(?s).*token=([A-Za-z0-9_-]+).*", "$1");
    }

    private HttpResponse<String> signIn(String password) {
        return post("/login", Map.of("email", person.account().email(), "password", password));
    }

    private HttpResponse<String> post(String path, Map<String, String> fields) {
        Map<String, String> all = new HashMap<>(fields);
        all.put("_csrf", browser.get("/login").body());
        return browser.form(path, all);
    }

    private static void assertRedirect(HttpResponse<String> answer, String to) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location").orElse("").replaceFirst("^http://127\\.0\\.0\\.1:\\d+", "")).isEqualTo(to);
    }

    private static RawAnswer raw(String text) {
        try (var socket = new java.net.Socket("127.0.0.1", server.port)) {
            socket.getOutputStream().write(text.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            return RawAnswer.of(new String(socket.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8));
        } catch (java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
