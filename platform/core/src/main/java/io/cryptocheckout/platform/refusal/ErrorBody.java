package io.cryptocheckout.platform.refusal;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The error object of the API as JSON: the one rendering, for answers given at once and for kept ones. */
public final class ErrorBody {
    /** Where the id of the running request stands for logs and errors. */
    public static final String REQUEST_ID = "requestId";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private ErrorBody() {}

    /** {@code {"error":{type,code,message,param?,requestId,errors?}}} of a refusal. */
    public static String of(Refused refused) {
        return JSON.writeValueAsString(tree(refused));
    }

    /** The same as a map, for pages. */
    public static Map<String, Object> map(Refused refused) {
        return JSON.convertValue(tree(refused), new TypeReference<Map<String, Object>>() {});
    }

    /** {@code {"error","error_description"}}, as the endpoints of OAuth 2.0 answer (RFC 6749, section 5.2). */
    public static Map<String, Object> protocol(Refused refused) {
        String error = switch (refused.refusal().type()) {
            case UNAVAILABLE -> "temporarily_unavailable";
            case SERVER -> "server_error";
            default -> "invalid_request";
        };
        return Map.of("error", error, "error_description", refused.text());
    }

    /** The same as JSON. */
    public static String ofProtocol(Refused refused) {
        return JSON.writeValueAsString(protocol(refused));
    }

    private static ObjectNode tree(Refused refused) {
        ObjectNode root = JSON.createObjectNode();
        ObjectNode error = root.putObject("error");
        error.put("type", refused.refusal().type().wireName());
        error.put("code", refused.refusal().code());
        error.put("message", refused.text());
        if (refused.param() != null) {
            error.put("param", refused.param());
        }
        error.put("requestId", requestId());
        if (!refused.errors().isEmpty()) {
            ArrayNode errors = error.putArray("errors");
            refused.errors().forEach(
                    field -> errors.addObject().put("path", field.path()).put("message", field.message()));
        }
        return root;
    }

    private static String requestId() {
        @Nullable
        String id = MDC.get(REQUEST_ID);
        return id == null ? "" : id;
    }
}
