package io.cryptocheckout.platform.journey;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Bodies that a schema has something against, each wrong in one place: every field missing, of another type, out of its bounds. */
public final class Wrong {

    private Wrong() {}

    static List<String> bodies(JsonNode schema, List<String> strangeTexts) {
        ObjectNode right = (ObjectNode) right(schema);
        List<String> bodies = new ArrayList<>(List.of("{}"));
        damage(right, right, schema, strangeTexts, bodies);
        return bodies;
    }

    /** A value the schema takes, from the examples it carries. */
    public static JsonNode right(JsonNode given) {
        JsonNode schema = Contract.resolve(given);
        if (schema.has("example")) {
            return schema.get("example").deepCopy();
        }
        if (schema.has("properties")) {
            ObjectNode object = Api.JSON.createObjectNode();
            for (Map.Entry<String, JsonNode> property : schema.get("properties").properties()) {
                object.set(property.getKey(), right(property.getValue()));
            }
            return object;
        }
        String type = schema.path("type").isArray() ? schema.get("type").get(0).asString() : schema.path("type").asString("string");
        return switch (type) {
            case "array" -> Api.JSON.createArrayNode().add(right(schema.get("items")));
            case "boolean" -> Api.JSON.getNodeFactory().booleanNode(false);
            case "integer" -> Api.JSON.getNodeFactory().numberNode(schema.path("minimum").asInt(1));
            case "object" -> Api.JSON.createObjectNode();
            default -> Api.JSON.getNodeFactory().stringNode(schema.has("enum") ? schema.get("enum").get(0).asString() : "text");
        };
    }

    private static void damage(ObjectNode whole, ObjectNode part, JsonNode given, List<String> strangeTexts, List<String> bodies) {
        JsonNode schema = Contract.resolve(given);
        for (String field : List.copyOf(part.propertyNames())) {
            JsonNode right = part.get(field);
            JsonNode declared = schema.path("properties").path(field);
            if (right instanceof ObjectNode inner) {
                damage(whole, inner, declared, strangeTexts, bodies);
            }
            for (JsonNode wrong : wrongValues(strangeTexts)) {
                part.set(field, wrong);
                bodies.add(whole.toString());
            }
            part.remove(field);
            bodies.add(whole.toString());
            part.set(field, right);
        }
        part.put("unheardOf", 1);
        bodies.add(whole.toString());
        part.remove("unheardOf");
    }

    private static List<JsonNode> wrongValues(List<String> strangeTexts) {
        List<JsonNode> values = new ArrayList<>();
        values.add(Api.JSON.readTree("null"));
        for (String json : List.of("true", "-1", "0", "1.5", "1e300", "99999999999999999999", "[]", "[null]", "[[1]]", "{}",
                "{\"a\":{\"b\":null}}")) {
            values.add(Api.JSON.readTree(json));
        }
        strangeTexts.forEach(text -> values.add(Api.JSON.getNodeFactory().stringNode(text)));
        return values;
    }
}
