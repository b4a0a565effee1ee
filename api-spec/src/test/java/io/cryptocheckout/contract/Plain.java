package io.cryptocheckout.contract;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.yaml.snakeyaml.Yaml;

/**
 * Writes the specification in the words of OpenAPI 3.0 for the comparison, which does not see a type that changed in the lists of 3.1
 * ({@code type: [string, 'null']}) and does not look at webhooks: each becomes an operation that answers its payload.
 */
final class Plain {

    private Plain() {}

    static String of(Map<String, Object> document) {
        Map<String, Object> plain = map(simplified(document));
        plain.put("openapi", "3.0.3");
        Map<String, Object> paths = map(Objects.requireNonNull(plain.get("paths")));
        Object webhooks = plain.remove("webhooks");
        if (webhooks != null) {
            map(webhooks).forEach((type, item) -> paths.put("/webhooks/" + type, answering(map(item))));
        }
        map(Objects.requireNonNull(plain.get("info"))).remove("summary");
        return new Yaml().dump(plain);
    }

    /** Whether a schema takes null: by its types, or by one of its alternatives. */
    static boolean nullable(Object schema) {
        Map<String, Object> map = map(schema);
        return map.get("type") instanceof List<?> types && types.contains("null")
                || map.get("oneOf") instanceof List<?> choices && choices.contains(Map.of("type", "null"));
    }

    private static Map<String, Object> answering(Map<String, Object> item) {
        Map<String, Object> post = map(Objects.requireNonNull(item.get("post")));
        Map<String, Object> body = map(Objects.requireNonNull(post.get("requestBody")));
        Map<String, Object> answer = new LinkedHashMap<>(
                Map.of("description", "The payload", "content", Objects.requireNonNull(body.get("content"))));
        return new LinkedHashMap<>(Map.of("get",
                new LinkedHashMap<>(
                        Map.of("operationId", Objects.requireNonNull(post.get("operationId")), "responses", Map.of("200", answer)))));
    }

    private static Object simplified(Object node) {
        if (node instanceof List<?> list) {
            return list.stream().map(Plain::simplified).toList();
        }
        if (!(node instanceof Map<?, ?>)) {
            return node;
        }
        if (nullable(node) && map(node).get("oneOf") instanceof List<?> choices) {
            return simplified(choices.getFirst());
        }
        Map<String, Object> simple = new LinkedHashMap<>();
        map(node).forEach((key, value) -> simple.put(key, simplified(value)));
        if (nullable(node)) {
            simple.put("type", Objects.requireNonNull(((List<?>) Objects.requireNonNull(map(node).get("type"))).getFirst()));
            simple.put("nullable", true);
        }
        return simple;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object node) {
        return (Map<String, Object>) node;
    }
}
