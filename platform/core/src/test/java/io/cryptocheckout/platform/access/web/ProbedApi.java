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
import io.cryptocheckout.platform.tenancy.Role;
import io.cryptocheckout.platform.tenancy.TestStores;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** A server with a store, one good key and a controller that notes what it does; requests to it, and what an error must look like. */
final class ProbedApi implements AutoCloseable {
    static final String GOOD = "{\"amount\":{\"value\":\"50.00\",\"currency\":\"USD\"}}";

    final AccessServer server;
    final Browser browser;
    final Caller owner;
    final MadeApiKey key;

    ProbedApi() throws SQLException {
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

    @Override
    public void close() {
        browser.close();
        server.close();
    }

    MadeApiKey make(Permission... scopes) {
        return server.bean(ApiKeys.class).create(owner, new NewApiKey("backend", Set.of(scopes), List.of(), null));
    }

    HttpResponse<String> post(String secret, String body, String... headers) {
        String[] all = java.util.Arrays.copyOf(headers, headers.length + 4);
        List<String> own = List.of("Authorization", "Bearer " + secret, "Content-Type", "application/json");
        for (int i = 0; i < 4; i++) {
            all[headers.length + i] = own.get(i);
        }
        return browser.send("POST", "/api/v1/things", body, all);
    }

    long effects() {
        try (Connection connection = server.postgres.superuser().getConnection();
                var rows = connection.createStatement().executeQuery("select count(*) from request.effect")) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Bytes as they are, for what a well-behaved client refuses to send. */
    HttpResponse<String> raw(String request, String headers, String body) {
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

    static void assertError(HttpResponse<String> answer, int status, String code, String param) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/json");
        JsonNode error = Browser.json(answer).get("error");
        assertThat(error.get("code").asString()).as(answer.body()).isEqualTo(code);
        assertThat(error.path("param").asString(null)).as(answer.body()).isEqualTo(param);
        assertThat(error.get("message").asString()).isNotBlank();
        assertThat(error.get("type").asString()).isNotBlank();
        assertThat(error.get("requestId").asString()).isEqualTo(answer.headers().firstValue("Request-Id").orElseThrow());
    }

    private static String read(InputStream stream) throws IOException {
        return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
}
