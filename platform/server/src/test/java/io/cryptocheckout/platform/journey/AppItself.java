package io.cryptocheckout.platform.journey;

import io.cryptocheckout.platform.id.IdKind;
import io.cryptocheckout.platform.oauth.AppDetails;
import io.cryptocheckout.platform.oauth.MadeApp;
import io.cryptocheckout.platform.oauth.OwnedApps;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An app that acts for itself, by its client id and its secret (RFC 6749, section 4.4). */
record AppItself(LocalRun run, UUID id, String secret) {
    static final String APP = "/api/v1/app";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    static AppItself of(ConnectedShop shop) {
        return new AppItself(shop.store().run(), shop.app(), shop.secret());
    }

    String clientId() {
        return IdKind.APP.format(id);
    }

    /** Gives the app a webhook URL as its developers do on its page; answers the secret. */
    static String tell(ConnectedShop shop, @Nullable String webhookUrl) {
        Shop store = shop.store();
        OwnedApps apps = store.bean(OwnedApps.class);
        var person = Shop.principal(store.owner(), store.email());
        var app = apps.get(person, store.organization(), shop.app());
        MadeApp made = apps.change(person, store.organization(), shop.app(),
                new AppDetails(app.name(), app.logoUrl(), app.redirectUris(), app.scopes(), webhookUrl));
        return Objects.requireNonNullElse(made.webhookSecret(), "");
    }

    /** What the token endpoint answers, with some parameters changed; an empty value leaves one out. */
    HttpResponse<String> asks(Map<String, String> changed, @Nullable DpopKey key) {
        Map<String, String> form = new LinkedHashMap<>(
                Map.of("grant_type", "client_credentials", "client_id", clientId(), "client_secret", secret));
        form.putAll(changed);
        form.values().removeIf(String::isEmpty);
        String url = run.text("baseUrl") + "/oauth2/token";
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url)).header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(AppBrowser.form(List.copyOf(form.entrySet()))));
        if (key != null) {
            request.header("DPoP", key.proof("POST", url, null));
        }
        return sent(request);
    }

    String token() {
        HttpResponse<String> answer = asks(Map.of(), null);
        if (answer.statusCode() != 200) {
            throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
        return Api.JSON.readTree(answer.body()).get("access_token").asString();
    }

    /** The API by a new token of the app's own. */
    Api api() {
        return new Api(run.text("baseUrl"), token());
    }

    /** How the app's own page of the API answers a token that is bound to this key. */
    int byKey(String token, DpopKey key) {
        String url = run.text("baseUrl") + APP;
        return sent(HttpRequest.newBuilder(URI.create(url)).header("Authorization", "DPoP " + token)
                .header("DPoP", key.proof("GET", url, token))).statusCode();
    }

    private static HttpResponse<String> sent(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
