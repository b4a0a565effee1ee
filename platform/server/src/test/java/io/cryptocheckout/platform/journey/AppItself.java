package io.cryptocheckout.platform.journey;

import io.cryptocheckout.platform.id.IdKind;
import io.cryptocheckout.platform.oauth.AppDetails;
import io.cryptocheckout.platform.oauth.MadeApp;
import io.cryptocheckout.platform.oauth.OwnedApps;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An app that acts for itself, by its client id and its secret (RFC 6749, section 4.4). */
record AppItself(LocalRun run, UUID id, String secret) {
    static final String APP = "/api/v1/app";

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
        return OAuthCalls.post(run, "/oauth2/token", form, key);
    }

    String token() {
        return OAuthCalls.tokens(asks(Map.of(), null)).access();
    }

    /** The API by a new token of the app's own. */
    Api api() {
        return new Api(run.text("baseUrl"), token());
    }

    /** How the app's own page of the API answers a token that is bound to this key. */
    int byKey(String token, DpopKey key) {
        return OAuthCalls.get(run, APP, token, key);
    }
}
