package io.cryptocheckout.platform.journey;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The API specification, as what every answer is held against; the schemas are read by an independent validator. */
public final class Contract {
    private static final Set<String> METHODS = Set.of("get", "post", "patch", "delete");
    // What a server may always say, in the shape of every refusal: no such route or method, no such representation, too much.
    private static final Set<Integer> ALWAYS = Set.of(400, 404, 405, 406, 413, 415, 431);
    private static final ObjectNode DOCUMENT = read();
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12, registry -> registry
            .schemaRegistryConfig(SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));
    private static final Map<String, Schema> READ = new ConcurrentHashMap<>();

    /** One operation of the specification. */
    public record Operation(String path, String method, JsonNode declared) {
        public String id() {
            return declared.get("operationId").asString();
        }

        public boolean changes() {
            return !method.equals("get");
        }

        @Override
        public String toString() {
            return id();
        }
    }

    private Contract() {}

    /** The whole specification. */
    static JsonNode document() {
        return DOCUMENT;
    }

    public static List<Operation> operations() {
        return DOCUMENT.get("paths").properties().stream()
                .flatMap(path -> path.getValue().properties().stream().filter(item -> METHODS.contains(item.getKey()))
                        .map(item -> new Operation(path.getKey(), item.getKey(), item.getValue())))
                .toList();
    }

    /** The schema with its reference followed, and of two alternatives the one that is not null. */
    public static JsonNode resolve(JsonNode schema) {
        if (schema.has("$ref")) {
            return resolve(DOCUMENT.at(schema.get("$ref").asString().substring(1)));
        }
        return schema.has("oneOf") && schema.get("oneOf").get(0).has("$ref") ? resolve(schema.get("oneOf").get(0)) : schema;
    }

    /** What is wrong with an answer, in words; empty when it is as the specification says, or is none of the API's. */
    static List<String> faults(String method, String pathAndQuery, int status, JsonNode body) {
        String path = pathAndQuery.replaceFirst("\\?.*", "");
        return operations().stream()
                .filter(operation -> operation.method().equalsIgnoreCase(method))
                .filter(operation -> path.matches(operation.path().replace("{id}", "[^/]+")))
                .findFirst().map(operation -> faults(operation, status, body)).orElse(List.of());
    }

    static List<String> faults(Operation operation, int status, JsonNode body) {
        JsonNode answer = operation.declared().get("responses").get(String.valueOf(status));
        if (answer == null && !ALWAYS.contains(status)) {
            return List.of(operation.id() + " does not answer " + status);
        }
        JsonNode schema = answer == null ? null : resolve(answer).at("/content/application~1json/schema/$ref");
        return faults(schema == null ? "#/components/schemas/ApiError" : schema.asString(), body);
    }

    /** What is wrong with an event, by the payload that the specification has for its type. */
    static List<String> faultsOfEvent(JsonNode event) {
        JsonNode webhook = DOCUMENT.get("webhooks").get(event.path("type").asString("?"));
        return webhook == null
                ? List.of("no such event type: " + event.path("type"))
                : faults(webhook.at("/post/requestBody/content/application~1json/schema/$ref").asString(), event);
    }

    private static List<String> faults(String reference, JsonNode body) {
        return READ.computeIfAbsent(reference, Contract::schema).validate(body).stream().map(Error::toString).collect(Collectors.toList());
    }

    private static Schema schema(String reference) {
        ObjectNode schema = Api.JSON.createObjectNode().put("$ref", reference);
        schema.set("components", DOCUMENT.get("components"));
        return SCHEMAS.getSchema(schema);
    }

    private static ObjectNode read() {
        try {
            Object document = new Yaml().load(Files.readString(Path.of("../../api-spec/openapi.yaml")));
            return (ObjectNode) Api.JSON.readTree(Api.JSON.writeValueAsString(document));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
