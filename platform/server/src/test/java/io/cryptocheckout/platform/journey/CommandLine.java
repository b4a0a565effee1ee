package io.cryptocheckout.platform.journey;

import io.cryptocheckout.platform.journey.ConnectedShop.Tokens;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The command line on a device without a browser (RFC 8628), and the person who answers for it in a browser elsewhere. */
record CommandLine(LocalRun run) {
    static final String CLIENT_ID = "app_0000000000000000000C0MMAND";
    static final String GRANT = "urn:ietf:params:oauth:grant-type:device_code";
    static final String PAGE = "/oauth2/device";
    static final String ANSWER = PAGE + "/answer";

    /** What the device was given. */
    record Codes(JsonNode body) {

        String device() {
            return body.get("device_code").asString();
        }

        String user() {
            return body.get("user_code").asString();
        }
    }

    Codes begin(String scope) {
        HttpResponse<String> answer = ask(Map.of("scope", scope));
        if (answer.statusCode() != 200) {
            throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
        return new Codes(Api.JSON.readTree(answer.body()));
    }

    /** The request of RFC 8628, section 3.1, with some of its parameters changed; an empty value leaves one out. */
    HttpResponse<String> ask(Map<String, String> changed) {
        Map<String, String> form = new LinkedHashMap<>(Map.of("client_id", CLIENT_ID, "scope", "sessions:read"));
        form.putAll(changed);
        return OAuthCalls.post(run, "/oauth2/device_authorization", form, null);
    }

    HttpResponse<String> poll(String deviceCode, Map<String, String> changed) {
        return poll(deviceCode, changed, null);
    }

    private HttpResponse<String> poll(String deviceCode, Map<String, String> changed, @Nullable DpopKey key) {
        Map<String, String> form = new LinkedHashMap<>(Map.of("client_id", CLIENT_ID, "grant_type", GRANT, "device_code", deviceCode));
        form.putAll(changed);
        return OAuthCalls.post(run, "/oauth2/token", form, key);
    }

    /** The error with which the device's question is answered. */
    String waits(Codes codes) {
        return OAuthCalls.error(poll(codes.device(), Map.of()));
    }

    Tokens tokens(Codes codes) {
        return OAuthCalls.tokens(poll(codes.device(), Map.of()));
    }

    Tokens tokens(Codes codes, DpopKey key) {
        return OAuthCalls.tokens(poll(codes.device(), Map.of(), key));
    }

    HttpResponse<String> refresh(String token) {
        return OAuthCalls.post(run, "/oauth2/token",
                Map.of("client_id", CLIENT_ID, "grant_type", "refresh_token", "refresh_token", token), null);
    }

    /** The person types the code. */
    static HttpResponse<String> enter(AppBrowser browser, String code) {
        return browser.submit(PAGE, PAGE, AppBrowser.fields("user_code", code));
    }

    /** The state under which the person is asked after typing the code. */
    static String state(AppBrowser browser, Codes codes) {
        HttpResponse<String> answer = enter(browser, codes.user());
        String location = answer.headers().firstValue("Location")
                .orElseThrow(() -> new AssertionError(answer.statusCode() + " " + answer.body()));
        return AppBrowser.query(location).get("state");
    }

    /** The person's answer on the consent page, with some of its fields changed; an empty value leaves one out. */
    static HttpResponse<String> agree(ConnectedShop shop, String state, String scope, Map<String, String> changed) {
        return shop.browser().submit("/oauth2/consent?state=" + state, ANSWER, answer(shop, state, scope, changed));
    }

    /** The same answer by the token of another form, because the consent page shows none for this state. */
    static HttpResponse<String> agreeUnasked(ConnectedShop shop, String state, String scope) {
        return shop.browser().submit(PAGE, ANSWER, answer(shop, state, scope, Map.of()));
    }

    private static List<Map.Entry<String, String>> answer(ConnectedShop shop, String state, String scope, Map<String, String> changed) {
        Map<String, String> form = new LinkedHashMap<>(Map.of("state", state, "store", shop.store().id(), "mode", "test", "scope", scope));
        form.putAll(changed);
        form.values().removeIf(String::isEmpty);
        List<Map.Entry<String, String>> fields = new ArrayList<>();
        form.forEach((name, value) -> List.of(name.equals("scope") ? value.split(" ") : new String[]{value})
                .forEach(one -> fields.add(Map.entry(name, one))));
        return fields;
    }

    /** Begins on the device, and the person agrees to everything. */
    Codes agreed(ConnectedShop shop, String scope) {
        Codes codes = begin(scope);
        HttpResponse<String> answer = agree(shop, state(shop.browser(), codes), scope, Map.of());
        if (answer.statusCode() != 302) {
            throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
        return codes;
    }
}
