package io.cryptocheckout.platform.oauth;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jooq.JSONB;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.PkceParameterNames;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a client asked for (RFC 6749, section 4.1.1), as it is kept until it is answered. Of its other parameters the code challenge and
 * the wished mode alone are kept: a pushed request carries the client's secret among them.
 */
record AuthorizationRequestJson(String uri, @Nullable String redirectUri, List<String> scopes, @Nullable String state,
        Map<String, String> parameters) {
    private static final List<String> KEPT = List.of(PkceParameterNames.CODE_CHALLENGE, PkceParameterNames.CODE_CHALLENGE_METHOD,
            RequestRules.MODE);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** For what needs no request: an app's own token. */
    static final JSONB NONE = JSONB.valueOf("{}");

    static JSONB of(@Nullable OAuth2AuthorizationRequest request) {
        if (request == null) {
            return NONE;
        }
        Map<String, String> parameters = new TreeMap<>();
        for (String name : KEPT) {
            if (request.getAdditionalParameters().get(name) instanceof String text) {
                parameters.put(name, text);
            }
        }
        return JSONB.valueOf(JSON.writeValueAsString(new AuthorizationRequestJson(request.getAuthorizationUri(),
                request.getRedirectUri(), new ArrayList<>(request.getScopes()), request.getState(), parameters)));
    }

    /** What a device asks for (RFC 8628, section 3.1): scopes alone, because it is answered where it asks. */
    static JSONB ofDevice(Set<String> scopes) {
        return JSONB.valueOf(JSON.writeValueAsString(
                new AuthorizationRequestJson("/oauth2/device_authorization", null, scopes.stream().sorted().toList(), null, Map.of())));
    }

    static @Nullable OAuth2AuthorizationRequest read(JSONB stored, String clientId) {
        if (stored.equals(NONE)) {
            return null;
        }
        AuthorizationRequestJson json = JSON.readValue(stored.data(), AuthorizationRequestJson.class);
        return OAuth2AuthorizationRequest.authorizationCode().authorizationUri(json.uri).clientId(clientId)
                .redirectUri(json.redirectUri).scopes(Set.copyOf(json.scopes)).state(json.state)
                .additionalParameters(new HashMap<>(json.parameters)).build();
    }
}
