package io.cryptocheckout.platform.isolation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A person's browser without a window: cookies, forms with their token, and the page behind a redirect. */
final class Visitor {
    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private final HttpClient http = HttpClient.newBuilder().cookieHandler(new CookieManager()).connectTimeout(Duration.ofSeconds(5))
            .build();
    private final String base;
    private String token = "";

    private Visitor(String base) {
        this.base = base;
    }

    static Visitor stranger(String base) {
        return new Visitor(base);
    }

    static Visitor signedIn(String base, String email, String password) {
        Visitor visitor = new Visitor(base);
        visitor.token = visitor.tokenOn("/login");
        Answer entered = visitor.post("/login", Map.of("email", email, "password", password));
        visitor.token = visitor.tokenOn("/account");
        if (!entered.worked()) {
            throw new IllegalStateException(email + " could not sign in: " + entered);
        }
        return visitor;
    }

    /** Works in this store and mode from now on. */
    Visitor in(String store, boolean livemode) {
        Answer chosen = post("/dashboard/switch", Map.of("store", store, "livemode", Boolean.toString(livemode)));
        if (!chosen.worked()) {
            throw new IllegalStateException("The store could not be chosen: " + chosen);
        }
        return this;
    }

    Answer get(String path) {
        return send(request(path).GET());
    }

    /** The head of an answer that goes on for ever. */
    Answer open(String path) {
        try {
            HttpResponse<InputStream> answer = http.send(request(path).GET().build(), BodyHandlers.ofInputStream());
            answer.body().close();
            return Answer.of(answer.statusCode(), answer.headers(), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    Answer post(String path, Map<String, String> fields) {
        String form = fields.entrySet().stream().map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&", "", "&_csrf=" + encoded(token)));
        Answer answer = send(request(path).header("Content-Type", "application/x-www-form-urlencoded").POST(BodyPublishers.ofString(form)));
        String location = answer.headers().get("location");
        return location == null ? answer : new Answer(answer.status(), answer.headers(), get(location.replace(base, "")).page());
    }

    Answer postJson(String path, String json) {
        return send(request(path).header("Content-Type", "application/json").header("X-CSRF-TOKEN", token)
                .POST(BodyPublishers.ofString(json)));
    }

    /** A request with these headers alone, as a program sends it. */
    Answer api(String method, String path, String body, Map<String, String> headers) {
        HttpRequest.Builder request = request(path).method(method, BodyPublishers.ofString(body));
        headers.forEach(request::setHeader);
        return send(request);
    }

    /** The name that an answer has. */
    String named(String path) {
        try {
            return http.send(request(path).build(), BodyHandlers.discarding()).headers().firstValue("Request-Id").orElse("");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Where it leads to sign in with the token of a page. */
    String signsIn(String page, Map<String, String> who) {
        token = tokenOn(page);
        return post("/login", who).headers().getOrDefault("location", "");
    }

    private String tokenOn(String path) {
        return findOn(path, TOKEN).getFirst();
    }

    List<String> findOn(String path, Pattern pattern) {
        List<String> found = pattern.matcher(get(path).page()).results().map(one -> one.group(1)).toList();
        if (found.isEmpty()) {
            throw new IllegalStateException(path + " has no " + pattern);
        }
        return found;
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(60)).setHeader("Accept", "text/html, */*");
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
            return Answer.of(answer.statusCode(), answer.headers(), answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
