package io.cryptocheckout.platform.journey;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The public API as a merchant's backend calls it; every answer is held against the specification. */
final class Api {

    static final JsonMapper JSON = JsonMapper.builder().build();
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final String baseUrl;
    private final String key;

    record Reply(int status, String text, JsonNode body, HttpHeaders headers) {
        String id() {
            return body.get("id").asString();
        }
    }

    Api(String baseUrl, String key) {
        this.baseUrl = baseUrl;
        this.key = key;
    }

    Reply get(String path) {
        return exchange(request(path).GET());
    }

    Reply post(String path, Object body) {
        return post(path, body, Map.of());
    }

    Reply post(String path, Object body, Map<String, String> headers) {
        HttpRequest.Builder request = request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body instanceof String text ? text : JSON.writeValueAsString(body)));
        headers.forEach(request::header);
        return exchange(request);
    }

    Reply createSession(String idempotencyKey, String amount, Map<String, Object> more) {
        Map<String, Object> body = new HashMap<>(Map.of("amount", Map.of("value", amount, "currency", "USD")));
        body.putAll(more);
        return post("/api/v1/checkout_sessions", body, Map.of("Idempotency-Key", idempotencyKey));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(baseUrl + path))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + key);
    }

    private Reply exchange(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            JsonNode body = answer.body().isEmpty() ? JSON.createObjectNode() : JSON.readTree(answer.body());
            List<String> faults = Contract.faults(answer.request().method(), answer.uri().getPath(), answer.statusCode(), body);
            if (!faults.isEmpty()) {
                throw new AssertionError("Not as the contract says: " + faults + " in " + answer.body());
            }
            return new Reply(answer.statusCode(), answer.body(), body, answer.headers());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
