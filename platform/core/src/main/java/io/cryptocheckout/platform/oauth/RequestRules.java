package io.cryptocheckout.platform.oauth;

import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.endpoint.PkceParameterNames;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationContext;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationException;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;

/**
 * What an authorization request must hold beyond RFC 6749: a redirect URI that is one of the registered ones to the letter (RFC 9700,
 * section 2.1), at least one scope that the app registered, and a code challenge by S256 (RFC 7636). With {@code mode}, a parameter of this
 * platform's own, the app asks for a connection in test or in live mode alone. Nothing is sent to an address that is not registered.
 */
final class RequestRules implements Consumer<OAuth2AuthorizationCodeRequestAuthenticationContext> {
    /** It is kept and sent back; in an address nothing longer would arrive. */
    private static final int LONGEST_STATE = 2_000;
    private static final String METHOD = "S256";
    /** The parameter by which an app says in which mode it wants to be connected. */
    static final String MODE = "mode";
    static final String TEST = "test";
    static final String LIVE = "live";
    /** The SHA-256 of a verifier in base64url without padding. */
    private static final String CHALLENGE = "[A-Za-z0-9_-]{43}";

    @Override
    public void accept(OAuth2AuthorizationCodeRequestAuthenticationContext context) {
        OAuth2AuthorizationCodeRequestAuthenticationToken request = context.getAuthentication();
        RegisteredClient client = context.getRegisteredClient();
        String redirect = request.getRedirectUri();
        if (redirect == null || !client.getRedirectUris().contains(redirect)) {
            throw refused(request, null, OAuth2ErrorCodes.INVALID_REQUEST,
                    "redirect_uri is not one that this app registered. It is compared letter by letter.");
        }
        if (request.getState() != null && request.getState().length() > LONGEST_STATE) {
            throw refused(request, null, OAuth2ErrorCodes.INVALID_REQUEST, "state has at most 2000 characters.");
        }
        Set<String> scopes = request.getScopes();
        if (scopes.isEmpty() || !client.getScopes().containsAll(scopes)) {
            throw refused(request, redirect, OAuth2ErrorCodes.INVALID_SCOPE,
                    "scope names at least one scope, and none that this app did not register.");
        }
        Map<String, Object> more = request.getAdditionalParameters();
        if (!METHOD.equals(more.get(PkceParameterNames.CODE_CHALLENGE_METHOD))
                || !(more.get(PkceParameterNames.CODE_CHALLENGE) instanceof String challenge) || !challenge.matches(CHALLENGE)) {
            throw refused(request, redirect, OAuth2ErrorCodes.INVALID_REQUEST,
                    "code_challenge is required, with code_challenge_method=S256.");
        }
        if (more.containsKey(MODE) && !TEST.equals(more.get(MODE)) && !LIVE.equals(more.get(MODE))) {
            throw refused(request, redirect, OAuth2ErrorCodes.INVALID_REQUEST, "mode is test or live, or left out.");
        }
    }

    /**
     * @param redirect
     *            where the answer goes; null where the app's address is not known to be its own
     */
    static OAuth2AuthorizationCodeRequestAuthenticationException refused(OAuth2AuthorizationCodeRequestAuthenticationToken request,
            @Nullable String redirect, String error, String description) {
        OAuth2AuthorizationCodeRequestAuthenticationToken answer = new OAuth2AuthorizationCodeRequestAuthenticationToken(
                request.getAuthorizationUri(), request.getClientId(), (Authentication) request.getPrincipal(), redirect,
                request.getState(), request.getScopes(), request.getAdditionalParameters());
        return new OAuth2AuthorizationCodeRequestAuthenticationException(new OAuth2Error(error, description, null), answer);
    }
}
