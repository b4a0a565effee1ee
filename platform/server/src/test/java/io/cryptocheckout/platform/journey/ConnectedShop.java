package io.cryptocheckout.platform.journey;

import io.cryptocheckout.platform.id.IdKind;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A store whose owner sits at a browser, and an app of his with a secret and one redirect address. */
record ConnectedShop(Shop store, AppBrowser browser, UUID app, String secret, String callback) {
    private static final String CALLBACK = "https://app.example/callback";
    static final String VERIFIER = "a-verifier-of-forty-three-characters-or-more-1";
    private static final String TOKEN = "/oauth2/token";

    /** What the token endpoint gave. */
    record Tokens(JsonNode body) {

        String access() {
            return body.get("access_token").asString();
        }

        String refresh() {
            return body.get("refresh_token").asString();
        }
    }

    static ConnectedShop open(LocalRun run) {
        return open(run, CALLBACK);
    }

    static ConnectedShop open(LocalRun run, String callback) {
        Shop shop = Shop.open(run, "Tulips");
        UUID app = UUID.randomUUID();
        String secret = "cks_" + UUID.randomUUID();
        try (Connection database = run.superuser()) {
            execute(database, "insert into oauth.app (id, organization_id, kind, name, redirect_uris, scopes, confidential, created_at,"
                    + " updated_at) values (?, ?, 'app', 'Order desk', array[?], array['sessions:read', 'sessions:write',"
                    + " 'webhooks:read', 'wallet:read', 'store:read'], true, now(), now())", app, shop.organization(), callback);
            execute(database, "insert into oauth.app_secret (app_id, id, last_four, hash, created_at) values (?, ?, 'last', ?, now())", app,
                    UUID.randomUUID(), Sha256.of(secret));
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
        return new ConnectedShop(shop, new AppBrowser(run.text("baseUrl")).signedIn(shop.email(), Visitors.PASSWORD), app, secret,
                callback);
    }

    /** The same with one of the store's other people at the browser. */
    ConnectedShop as(UUID account) {
        String email = text("select email from access.account where id = '" + account + "'");
        return new ConnectedShop(store, new AppBrowser(store.run().text("baseUrl")).signedIn(email, Visitors.PASSWORD), app, secret,
                callback);
    }

    String clientId() {
        return IdKind.APP.format(app);
    }

    /** The authorization request, with some of its parameters changed; an empty value leaves one out. */
    HttpResponse<String> ask(Map<String, String> changed) {
        return browser.get(asks(changed));
    }

    String asks(String scope) {
        return asks(Map.of("scope", scope));
    }

    String asks(Map<String, String> changed) {
        Map<String, String> request = new LinkedHashMap<>(Map.of("response_type", "code", "client_id", clientId(), "redirect_uri", callback,
                "scope", "sessions:read", "state", "xyz", "code_challenge", challenge(), "code_challenge_method", "S256"));
        request.putAll(changed);
        request.values().removeIf(String::isEmpty);
        return "/oauth2/authorize?" + AppBrowser.form(List.copyOf(request.entrySet()));
    }

    /** The state behind the consent page to which the browser is sent. */
    String state(String scope) {
        return state(Map.of("scope", scope));
    }

    String state(Map<String, String> changed) {
        HttpResponse<String> answer = ask(changed);
        String location = answer.headers().firstValue("Location")
                .orElseThrow(() -> new AssertionError(answer.statusCode() + " " + answer.body()));
        return AppBrowser.query(location).get("state");
    }

    HttpResponse<String> agree(String scope, Map<String, String> changed) {
        Map<String, String> form = new LinkedHashMap<>(Map.of("client_id", clientId(), "state", state(scope), "store", store.id(), "mode",
                "test", "scope", scope));
        form.putAll(changed);
        List<Map.Entry<String, String>> fields = new ArrayList<>();
        form.forEach((name, value) -> List.of(name.equals("scope") ? value.split(" ") : new String[]{value})
                .forEach(one -> fields.add(Map.entry(name, one))));
        return browser.post("/oauth2/authorize", fields);
    }

    HttpResponse<String> cancel(String scope) {
        return browser.post("/oauth2/authorize", AppBrowser.fields("client_id", clientId(), "state", state(scope)));
    }

    String code(String scope) {
        return code(agree(scope, Map.of()));
    }

    private String code(HttpResponse<String> answer) {
        String location = answer.headers().firstValue("Location")
                .orElseThrow(() -> new AssertionError(answer.statusCode() + " " + answer.body()));
        String code = AppBrowser.query(location).get("code");
        if (!location.startsWith(callback) || code == null) {
            throw new AssertionError(location);
        }
        return code;
    }

    /** The code for a state whose consent page was reached in another way. */
    String codeFor(String state, String scope) {
        return code(agree(scope, Map.of("state", state)));
    }

    /** The name under which the server keeps a pushed authorization request (RFC 9126). */
    String push(String scope) {
        return push(scope, Map.of());
    }

    String push(String scope, Map<String, String> more) {
        Map<String, String> form = new LinkedHashMap<>(Map.of("response_type", "code", "redirect_uri", callback, "scope", scope, "state",
                "xyz", "code_challenge", challenge(), "code_challenge_method", "S256"));
        form.putAll(more);
        HttpResponse<String> answer = post("/oauth2/par", form, null);
        if (answer.statusCode() != 201) {
            throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
        return Api.JSON.readTree(answer.body()).get("request_uri").asString();
    }

    /** The error of a request that a client without a secret pushes. */
    String pushFails(String client) {
        return OAuthCalls.error(post("/oauth2/par", Map.of("client_id", client, "client_secret", "", "response_type", "code", "scope",
                "sessions:read", "state", "xyz", "code_challenge", challenge(), "code_challenge_method", "S256"), null));
    }

    Tokens connect(String scope) {
        return exchange(code(scope));
    }

    Tokens exchange(String code) {
        return OAuthCalls.tokens(exchange(code, Map.of(), null));
    }

    Tokens exchange(String code, DpopKey key) {
        return OAuthCalls.tokens(exchange(code, Map.of(), key));
    }

    String exchangeFails(String code) {
        return exchangeFails(code, Map.of());
    }

    String exchangeFails(String code, Map<String, String> changed) {
        return OAuthCalls.error(exchange(code, changed, null));
    }

    private HttpResponse<String> exchange(String code, Map<String, String> changed, @Nullable DpopKey key) {
        Map<String, String> form = new LinkedHashMap<>(Map.of("grant_type", "authorization_code", "code", code, "redirect_uri", callback,
                "code_verifier", VERIFIER));
        form.putAll(changed);
        return post(TOKEN, form, key);
    }

    Tokens refresh(String token) {
        return OAuthCalls.tokens(refresh(token, "", null));
    }

    Tokens refresh(String token, String scope) {
        return OAuthCalls.tokens(refresh(token, scope, null));
    }

    Tokens refresh(String token, DpopKey key) {
        return OAuthCalls.tokens(refresh(token, "", key));
    }

    String refreshFails(String token) {
        return OAuthCalls.error(refresh(token, "", null));
    }

    String refreshFails(String token, String scope) {
        return OAuthCalls.error(refresh(token, scope, null));
    }

    String refreshFails(String token, DpopKey key) {
        return OAuthCalls.error(refresh(token, "", key));
    }

    private HttpResponse<String> refresh(String token, String scope, @Nullable DpopKey key) {
        return post(TOKEN, Map.of("grant_type", "refresh_token", "refresh_token", token, "scope", scope), key);
    }

    /** How the API answers for the store when this token is shown, with a proof where there is a key. */
    int storeBy(String token, @Nullable DpopKey key) {
        return OAuthCalls.get(store.run(), "/api/v1/store", token, key);
    }

    int revoke(String token) {
        return post("/oauth2/revoke", Map.of("token", token), null).statusCode();
    }

    boolean isActive(String token) {
        return introspect(token).get("active").asBoolean();
    }

    JsonNode introspect(String token) {
        return Api.JSON.readTree(post("/oauth2/introspect", Map.of("token", token), null).body());
    }

    private HttpResponse<String> post(String path, Map<String, String> fields, @Nullable DpopKey key) {
        Map<String, String> form = new LinkedHashMap<>(fields);
        form.putIfAbsent("client_id", clientId());
        form.putIfAbsent("client_secret", secret);
        return OAuthCalls.post(store.run(), path, form, key);
    }

    /** How many grants the store holds. */
    int grants() {
        return Integer.parseInt(text("select count(*) from oauth.app_grant where store_id = '" + store.store() + "'"));
    }

    /** How many of the store's grants ended for this reason. */
    int ended(String reason) {
        return Integer.parseInt(text("select count(*) from oauth.app_grant where store_id = '" + store.store() + "' and end_reason = '"
                + reason + "'"));
    }

    /** Everything that the room keeps, as text. */
    String dump() {
        return text("select (select string_agg(t::text, ' ') from oauth.token t)"
                + " || (select string_agg(a::text, ' ') from oauth.app_authorization a)"
                + " || (select string_agg(s::text, ' ') from oauth.app_secret s)");
    }

    String text(String query) {
        try (Connection database = store.run().superuser();
                PreparedStatement statement = database.prepareStatement(query);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getString(1);
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void execute(Connection database, String sql, Object... values) throws java.sql.SQLException {
        try (PreparedStatement statement = database.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }

    private static String challenge() {
        return Sha256.base64(VERIFIER);
    }
}
