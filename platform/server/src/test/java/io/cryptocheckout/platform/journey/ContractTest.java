package io.cryptocheckout.platform.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Requests generated from the specification, right and wrong in every way its schemas know. Whatever is sent, the answer is one that
 * the specification describes, and never a fault of the server.
 */
class ContractTest {
    private static final String NOWHERE = "01JD0ZB0S5W2N3V8QK4T6XM9ZZ";
    private static final List<String> STRANGE_TEXTS = List.of("", " ", "\u0000", "\ud83e\uddfe\u202e\u0301", "' or 1=1 --", "../../x",
            "%00",
            "x".repeat(20_000));
    private final LocalRun run = LocalRun.shared();
    private final HttpClient http = HttpClient.newHttpClient();

    static Stream<Contract.Operation> operations() {
        return Contract.operations().stream();
    }

    static Stream<Contract.Operation> operationsWithABody() {
        return operations().filter(operation -> operation.declared().has("requestBody"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("operationsWithABody")
    void everyFieldIsTriedWithWhatItCannotBe(Contract.Operation operation) {
        JsonNode schema = Contract.resolve(operation.declared().at("/requestBody/content/application~1json/schema"));
        for (String body : Wrong.bodies(schema, STRANGE_TEXTS)) {
            HttpResponse<String> answer = send(operation, NOWHERE, "", BodyPublishers.ofString(body), Map.of());
            asTheContractSays(operation, answer, body);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("operationsWithABody")
    void aBodyThatIsNoBodyIsRefusedByItsStatus(Contract.Operation operation) {
        boolean needed = operation.declared().at("/requestBody/required").asBoolean();
        List<String> bodies = List.of("{", "[]", "null", "\"text\"", "{\"a\":1,\"a\":2}", "{} {}", "\u0000", "[".repeat(5_000),
                "{\"a\":" + "9".repeat(5_000) + "}");
        for (String body : bodies) {
            HttpResponse<String> answer = send(operation, NOWHERE, "", BodyPublishers.ofString(body), Map.of());
            assertThat(answer.statusCode()).as("%s %s", body.substring(0, Math.min(40, body.length())), answer.body()).isBetween(400,
                    needed ? 415 : 499);
            asTheContractSays(operation, answer, body);
        }
        HttpResponse<String> none = send(operation, NOWHERE, "", BodyPublishers.noBody(), Map.of());
        asTheContractSays(operation, none, "no body");
        HttpResponse<String> huge = send(operation, NOWHERE, "", BodyPublishers.ofString("{\"a\":\"" + "x".repeat(3_000_000) + "\"}"),
                Map.of());
        assertThat(huge.statusCode()).isIn(400, 413);
        asTheContractSays(operation, huge, "three megabytes");
        for (String type : List.of("text/plain", "application/x-www-form-urlencoded", "application/xml", "nonsense",
                "application/json;charset=klingon")) {
            HttpResponse<String> other = send(operation, NOWHERE, "", BodyPublishers.ofString("{}"), Map.of("Content-Type", type));
            assertThat(other.statusCode()).as(type + " " + other.body()).isBetween(400, 415);
            asTheContractSays(operation, other, type);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("operations")
    void everyParameterIsTriedWithWhatItCannotBe(Contract.Operation operation) {
        List<String> queries = new ArrayList<>(List.of("?unknown=1", "?limit=", "?=&&="));
        for (JsonNode declared : operation.declared().path("parameters")) {
            JsonNode parameter = Contract.resolve(declared);
            if (parameter.path("in").asString().equals("query")) {
                String name = parameter.get("name").asString();
                STRANGE_TEXTS.stream().filter(text -> text.length() < 1_000).forEach(text -> queries.add("?" + name + "=" + encoded(text)));
                Stream.of("-1", "0", "101", "2147483648", "1.5", "1&" + name + "=2", "a".repeat(300))
                        .forEach(text -> queries.add("?" + name + "=" + text));
            }
        }
        for (String query : queries) {
            asTheContractSays(operation, send(operation, NOWHERE, query, BodyPublishers.ofString("{}"), Map.of()), query);
        }
        if (operation.path().contains("{id}")) {
            Stream.concat(STRANGE_TEXTS.stream().filter(text -> text.length() < 1_000 && !text.isBlank()),
                    Stream.of("cs_", "evt_" + NOWHERE.toLowerCase(Locale.ROOT), "x".repeat(2_000)))
                    .forEach(id -> {
                        HttpResponse<String> answer = send(operation, encoded(id), "", BodyPublishers.ofString("{}"), Map.of());
                        assertThat(answer.statusCode()).as(id + " " + answer.body()).isBetween(400, 499);
                        asTheContractSays(operation, answer, id);
                    });
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("operations")
    void nobodyIsServedWithoutAKey(Contract.Operation operation) {
        String key = run.text("apiKey");
        for (String authorization : List.of("", "Bearer", "Bearer ", "Basic " + key, "Bearer " + key + "x", "Bearer ck_test_\u00e9", key)) {
            HttpResponse<String> answer = send(operation, NOWHERE, "", BodyPublishers.ofString("{}"),
                    Map.of("Authorization", authorization));
            assertThat(answer.statusCode()).as(authorization.replace(key, "the key")).isIn(401, 400, 429);
            asTheContractSays(operation, answer, "without a key");
            assertThat(answer.body()).doesNotContain(key);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("operations")
    void anIdempotencyKeyThatIsNoneIsRefusedByName(Contract.Operation operation) {
        // A store's key is refused there before its request is read.
        if (operation.changes() && !operation.declared().at("/security/0").has("appToken")) {
            JsonNode schema = operation.declared().at("/requestBody/content/application~1json/schema");
            String body = schema.isMissingNode() ? "{}" : Wrong.right(schema).toString();
            HttpResponse<String> answer = send(operation, NOWHERE, "", BodyPublishers.ofString(body),
                    Map.of("Idempotency-Key", "k".repeat(256)));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
            assertThat(json(answer).at("/error/param").asString()).isEqualTo("Idempotency-Key");
            asTheContractSays(operation, answer, "a long key");
        }
    }

    @Test
    void whatWorksAnswersAsTheContractSaysToo() {
        // Not the receiver that all journeys share: this endpoint has a secret of its own.
        Receiver receiver = new Receiver();
        ObjectNode order = Api.JSON.createObjectNode().put("reference", "contract-" + UUID.randomUUID()).put("reuseOpen", true)
                .put("successUrl", "https://shop.example.com/{CHECKOUT_SESSION_ID}");
        order.putObject("amount").put("value", "12.34").put("currency", "USD");
        order.putObject("customer").put("email", "ada@example.com");
        order.putObject("metadata").put("note", "\ud83e\uddfe");
        String session = works("checkoutSessions.create", "", order).get("id").asString();
        assertThat(works("checkoutSessions.create", "", order).get("id").asString()).isEqualTo(session);
        works("checkoutSessions.list", "?status=pending&status=paid&limit=100&search=" + session, null);
        works("checkoutSessions.checkNow", session, null);
        works("checkoutSessions.cancel", session, null);
        assertThat(works("checkoutSessions.retrieve", session, null).get("status").asString()).isEqualTo("canceled");
        String endpoint = works("webhookEndpoints.create", "", Api.JSON.createObjectNode().put("url", receiver.url())).get("id").asString();
        works("webhookEndpoints.list", "?limit=1", null);
        works("webhookEndpoints.retrieve", endpoint, null);
        works("webhookEndpoints.rotateSecret", endpoint, Api.JSON.createObjectNode().put("overlapSeconds", 60));
        works("webhookEndpoints.update", endpoint, Api.JSON.createObjectNode().put("description", "Contract"));
        for (JsonNode type : Contract.resolve(Api.JSON.createObjectNode().put("$ref", "#/components/schemas/EventType")).get("enum")) {
            JsonNode delivery = works("webhookEndpoints.sendTest", endpoint, Api.JSON.createObjectNode().put("type", type.asString()));
            JsonNode sent = works("webhookDeliveries.retrieve", delivery.get("id").asString(), null);
            assertThat(Contract.faultsOfEvent(Api.JSON.readTree(sent.get("requestBody").asString()))).as("a sample of " + type).isEmpty();
            works("webhookDeliveries.resend", delivery.get("id").asString(), null);
        }
        works("webhookDeliveries.list", "?state=pending&endpointId=" + endpoint, null);
        JsonNode events = works("events.list", "?order=asc&type=session.created&type=session.canceled&limit=100", null).get("data");
        events.forEach(event -> assertThat(Contract.faultsOfEvent(event)).as(event.toString()).isEmpty());
        works("events.retrieve", events.get(0).get("id").asString(), null);
        works("webhookEndpoints.delete", endpoint, null);
        works("store.retrieve", "", null);
        works("teamMembers.list", "?limit=1", null);
        works("teamInvitations.list", "?limit=100", null);
        works("auditEntries.list", "?action=webhook_endpoint.&byAgency=false&limit=3", null);
        receiver.close();
    }

    /** Some requests are right after all; the endpoints they made would hear of every later journey. */
    @AfterEach
    void removeWhatWasMade() {
        Contract.Operation delete = operations().filter(operation -> operation.id().equals("webhookEndpoints.delete")).findFirst()
                .orElseThrow();
        run.api.get("/api/v1/webhook_endpoints?limit=100").body().get("data").valueStream()
                .filter(endpoint -> endpoint.get("url").asString().startsWith("https://shop.example.com"))
                .forEach(endpoint -> send(delete, endpoint.get("id").asString(), "", BodyPublishers.noBody(), Map.of()));
    }

    private JsonNode works(String operationId, String idOrQuery, @Nullable ObjectNode body) {
        Contract.Operation operation = operations().filter(one -> one.id().equals(operationId)).findFirst().orElseThrow();
        boolean query = idOrQuery.startsWith("?");
        HttpResponse<String> answer = send(operation, query ? "" : idOrQuery, query ? idOrQuery : "",
                body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString()), Map.of());
        assertThat(answer.statusCode()).as(operationId + " " + answer.body()).isBetween(200, 299);
        asTheContractSays(operation, answer, "a good request");
        Stream.of("Request-Id", "Checkout-Version", "RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset")
                .forEach(header -> assertThat(answer.headers().firstValue(header)).as(operationId + " " + header).isPresent());
        return json(answer);
    }

    private static void asTheContractSays(Contract.Operation operation, HttpResponse<String> answer, String sent) {
        String what = operation.id() + " sent " + sent.substring(0, Math.min(200, sent.length())) + " answered " + answer.statusCode() + " "
                + answer.body();
        assertThat(answer.statusCode()).as(what).isNotIn(500, 501, 502, 504);
        assertThat(Contract.faults(operation, answer.statusCode(), json(answer))).as(what).isEmpty();
        assertThat(answer.headers().firstValue("Request-Id")).as(what).isPresent();
        assertThat(answer.body()).as(what).doesNotContain("Exception").doesNotContain("io.cryptocheckout");
    }

    private HttpResponse<String> send(Contract.Operation operation, String id, String query, HttpRequest.BodyPublisher body,
            Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(run.text("baseUrl") + operation.path().replace("{id}", id) + query))
                .method(operation.method().toUpperCase(Locale.ROOT), operation.method().equals("get") ? BodyPublishers.noBody() : body)
                .setHeader("Authorization", "Bearer " + run.text("apiKey")).setHeader("Content-Type", "application/json");
        if (operation.changes()) {
            request.setHeader("Idempotency-Key", UUID.randomUUID().toString());
        }
        headers.forEach(request::setHeader);
        return answered(request.build());
    }

    private HttpResponse<String> answered(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(request.method() + " " + request.uri(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return Api.JSON.readTree(answer.body());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
