package io.cryptocheckout.contract;

import java.io.ByteArrayOutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.openapitools.openapidiff.core.OpenApiCompare;
import org.openapitools.openapidiff.core.compare.OpenApiDiffOptions;
import org.openapitools.openapidiff.core.model.ChangedOpenApi;
import org.openapitools.openapidiff.core.output.MarkdownRender;
import org.yaml.snakeyaml.Yaml;

/**
 * Compares two versions of the specification: what an integrator wrote for the old one must work with the new one. The comparison is
 * openapi-diff's, with two rules it does not know.
 */
final class Promises {
    // We may answer states and types that are new (the specification says so), and operation ids are the SDK's method names.
    private static final OpenApiDiffOptions RULES = OpenApiDiffOptions.builder()
            .configProperty("incompatible.response.enum.increased", "false")
            .configProperty("incompatible.operation.id.changed", "true").build();

    private Promises() {}

    /** Every promise of the released specification that the current one breaks, in words; empty when all hold. */
    static List<String> broken(String released, String current) {
        Map<String, Object> before = new Yaml().load(released);
        Map<String, Object> after = new Yaml().load(current);
        List<String> broken = new ArrayList<>(fieldsThatBreak(before, after));
        ChangedOpenApi change = OpenApiCompare.fromContents(Plain.of(before), Plain.of(after), List.of(), RULES);
        if (change.isIncompatible()) {
            broken.add(describe(change));
        }
        return broken;
    }

    /**
     * Requests are strict here, so a field they no longer take breaks their senders; and null where none was promised, or none taken
     * where it was, breaks either side.
     */
    private static List<String> fieldsThatBreak(Map<String, Object> before, Map<String, Object> after) {
        List<String> broken = new ArrayList<>();
        schemas(before).forEach((name, schema) -> properties(schema).forEach((field, was) -> {
            boolean request = name.endsWith("Request");
            Object is = properties(schemas(after).getOrDefault(name, Map.of())).get(field);
            if (is == null) {
                if (request) {
                    broken.add(name + "." + field + " is no longer taken");
                }
            } else if (Plain.nullable(was) != Plain.nullable(is) && Plain.nullable(is) != request) {
                broken.add(name + "." + field + (request ? " may no longer be null" : " may now be null"));
            }
        }));
        return broken;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> schemas(Map<String, Object> document) {
        return (Map<String, Object>) ((Map<String, Object>) Objects.requireNonNull(document.get("components"))).get("schemas");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> properties(Object schema) {
        return (Map<String, Object>) ((Map<String, Object>) schema).getOrDefault("properties", Map.of());
    }

    private static String describe(ChangedOpenApi change) {
        var text = new ByteArrayOutputStream();
        new MarkdownRender().render(change, new OutputStreamWriter(text, StandardCharsets.UTF_8));
        return text.toString(StandardCharsets.UTF_8);
    }
}
