package io.cryptocheckout.platform.access.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cryptocheckout.platform.access.AccountEvent;
import io.cryptocheckout.platform.access.AccountLog;
import io.cryptocheckout.platform.access.Accounts;
import io.cryptocheckout.platform.access.Device;
import io.cryptocheckout.platform.access.NewAccount;
import io.cryptocheckout.platform.access.Recovery;
import io.cryptocheckout.platform.access.SignedUp;
import io.cryptocheckout.platform.mail.Mails;
import io.cryptocheckout.platform.sealing.Sealing;
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

/** Between the password and the second step a person reaches nothing. */
class SecondStepTest {
    private static final String PASSWORD = "gravel-otter-mimosa-97";

    private static AccessServer server;

    private Browser browser;
    private SignedUp person;

    @BeforeAll
    static void start() {
        server = new AccessServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void aPersonWithAnAuthenticatorApp() throws SQLException {
        browser = new Browser(server.port);
        person = server.bean(Accounts.class)
                .create(new NewAccount(UUID.randomUUID() + "@example.com", PASSWORD, "Tea shop", "Tea company"));
        byte[] secret = server.bean(Sealing.class).sealGlobal(new byte[20], "access.authenticator:" + person.account().id());
        try (Connection superuser = server.postgres.superuser().getConnection();
                var row = superuser.prepareStatement(
                        "insert into access.authenticator (account_id, secret, created_at, confirmed_at) values (?, ?, now(), now())")) {
            row.setObject(1, person.account().id());
            row.setBytes(2, secret);
            row.execute();
        }
    }

    @AfterEach
    void leave() {
        browser.close();
    }

    @Test
    void the_password_alone_opens_no_page_and_does_no_act() {
        assertThat(signIn().statusCode()).isEqualTo(302);
        for (String path : List.of("/dashboard", "/dashboard/keys", "/account", "/account/passkeys", "/anything")) {
            assertThat(location(browser.get(path))).as(path).isEqualTo("/login/factor");
        }
        assertThat(location(post("/dashboard/choose", Map.of("store", person.store().id().toString(), "livemode", "true"))))
                .isEqualTo("/login/factor");
        assertThat(browser.form("/dashboard/choose", Map.of("store", "x", "livemode", "true")).statusCode()).as("a form without its token")
                .isEqualTo(403);
        assertThat(browser.get("/api/v1/things").statusCode()).isEqualTo(401);
        // The owner of the account reads that somebody knew the password.
        assertThat(server.bean(AccountLog.class).newest(person.account().id())).extracting(AccountEvent::kind)
                .containsExactly("second_step_asked");
    }

    @Test
    void a_new_password_ends_what_was_begun_with_the_old_one() {
        signIn();
        assertThat(location(browser.get("/dashboard"))).isEqualTo("/login/factor");
        Recovery recovery = server.bean(Recovery.class);
        String token = linkAfter(() -> recovery.sendResetLink(person.account().email(), Device.NONE));
        recovery.reset(token, "pebble-heron-saffron-53", Device.NONE);

        assertThat(location(browser.get("/dashboard"))).isEqualTo("/login");
    }

    private static String linkAfter(Runnable asked) {
        asked.run();
        return await().until(
                () -> server.bean(Mails.class).latest(1).stream().map(sent -> sent.mail().text())
                        .map(text -> text.replaceAll("(?s).*token=([A-Za-z0-9_-]+).*", "$1")).findFirst().orElse(""),
                token -> token.length() == 43);
    }

    private HttpResponse<String> signIn() {
        return post("/login", Map.of("email", person.account().email(), "password", PASSWORD));
    }

    private HttpResponse<String> post(String path, Map<String, String> fields) {
        Map<String, String> all = new HashMap<>(fields);
        all.put("_csrf", browser.get("/login").body());
        return browser.form(path, all);
    }

    private static String location(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
        return answer.headers().firstValue("Location").orElse("").replaceFirst("^http://127\\.0\\.0\\.1:\\d+", "");
    }
}
