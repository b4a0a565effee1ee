package io.cryptocheckout.platform.oauth.web;

import io.cryptocheckout.platform.oauth.NewStorefront;
import io.cryptocheckout.platform.oauth.RegistrationRefused;
import io.cryptocheckout.platform.oauth.RegistrationRefused.Why;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads what a storefront sent, at most 16 KiB; members that nobody knows are ignored (RFC 7591, section 2). */
final class RegistrationBody {
    private static final int LARGEST = 16 * 1024;
    private static final JsonMapper JSON = JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    private RegistrationBody() {}

    static NewStorefront read(HttpServletRequest request) throws IOException {
        if (!isJson(request.getContentType())) {
            throw wrong("Send the registration as application/json.");
        }
        byte[] body = request.getContentLengthLong() > LARGEST ? new byte[LARGEST + 1] : request.getInputStream().readNBytes(LARGEST + 1);
        if (body.length > LARGEST) {
            throw wrong("A registration has at most 16384 bytes.");
        }
        JsonNode tree = tree(body);
        return new NewStorefront(text(tree, "software_id"), list(tree, "redirect_uris"), text(tree, "token_endpoint_auth_method"),
                list(tree, "grant_types"), list(tree, "response_types"), text(tree, "scope"), text(tree, "proof_uri"));
    }

    private static boolean isJson(@Nullable String contentType) {
        try {
            return contentType != null && MediaType.APPLICATION_JSON.includes(MediaType.parseMediaType(contentType));
        } catch (InvalidMediaTypeException e) {
            return false;
        }
    }

    private static JsonNode tree(byte[] body) {
        try {
            JsonNode tree = JSON.readTree(body);
            if (tree.isObject()) {
                return tree;
            }
        } catch (JacksonException e) {
            // Said below, without the parser's own words.
        }
        throw wrong("The body is not one JSON object with each member once.");
    }

    private static @Nullable String text(JsonNode tree, String member) {
        JsonNode value = tree.path(member);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isString()) {
            throw wrong(member + " must be a string.");
        }
        return value.asString();
    }

    private static List<String> list(JsonNode tree, String member) {
        JsonNode value = tree.path(member);
        List<String> texts = new ArrayList<>();
        if (value.isMissingNode() || value.isNull()) {
            return texts;
        }
        if (!value.isArray()) {
            throw wrong(member + " must be an array of strings.");
        }
        for (JsonNode one : value) {
            if (!one.isString()) {
                throw wrong(member + " must be an array of strings.");
            }
            texts.add(one.asString());
        }
        return texts;
    }

    private static RegistrationRefused wrong(String description) {
        return new RegistrationRefused(Why.INVALID_CLIENT_METADATA, description);
    }
}
