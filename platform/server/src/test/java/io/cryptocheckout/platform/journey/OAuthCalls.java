package io.cryptocheckout.platform.journey;

import io.cryptocheckout.platform.journey.ConnectedShop.Tokens;
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
import org.jspecify.annotations.Nullable;

/** What programs send to the authorization server and, with what it gave, to the API; with a proof where there is a key (RFC 9449). */
final class OAuthCalls {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private OAuthCalls() {}

    /** Posts a form; an empty value leaves a parameter out. */
    static HttpResponse<String> post(LocalRun run, String path, Map<String, String> fields, @Nullable DpopKey key) {
        Map<String, String> form = new LinkedHashMap<>(fields);
        form.values().removeIf(String::isEmpty);
        String url = run.text("baseUrl") + path;
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url)).header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(AppBrowser.form(List.copyOf(form.entrySet()))));
        if (key != null) {
            request.header("DPoP", key.proof("POST", url, null));
        }
        return sent(request);
    }

    /** How the API answers when this token is shown. */
    static int get(LocalRun run, String path, String token, @Nullable DpopKey key) {
        String url = run.text("baseUrl") + path;
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
                .header("Authorization", (key == null ? "Bearer " : "DPoP ") + token);
        if (key != null) {
            request.header("DPoP", key.proof("GET", url, token));
        }
        return sent(request).statusCode();
    }

    /** The tokens of an answer that must hold some. */
    static Tokens tokens(HttpResponse<String> answer) {
        if (answer.statusCode() != 200) {
            throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
        return new Tokens(Api.JSON.readTree(answer.body()));
    }

    /** The error of an answer that must be one. */
    static String error(HttpResponse<String> answer) {
        if (answer.statusCode() / 100 != 4) {
            throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
        return Api.JSON.readTree(answer.body()).get("error").asString();
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
