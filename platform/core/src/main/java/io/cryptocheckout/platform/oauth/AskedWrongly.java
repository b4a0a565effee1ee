package io.cryptocheckout.platform.oauth;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationException;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.web.authentication.AuthenticationConverter;

/**
 * A request that cannot even be read, such as one with an unknown {@code response_type} or with a parameter twice, is answered to the app
 * where its address is known to be its own (RFC 6749, section 4.1.2.1); otherwise the person sees what is wrong and is sent nowhere.
 */
final class AskedWrongly implements AuthenticationConverter {
    private static final Authentication NOBODY = new AnonymousAuthenticationToken("nobody", "nobody",
            AuthorityUtils.createAuthorityList("ROLE_ANONYMOUS"));

    private final AuthenticationConverter asked;
    private final AppClients clients;

    AskedWrongly(AuthenticationConverter asked, AppClients clients) {
        this.asked = asked;
        this.clients = clients;
    }

    @Override
    public @Nullable Authentication convert(HttpServletRequest request) {
        try {
            Authentication read = asked.convert(request);
            String clientId = one(request, OAuth2ParameterNames.CLIENT_ID);
            if (read != null && clientId != null) {
                requireRedirect(clients.findByClientId(clientId));
            }
            return read;
        } catch (OAuth2AuthorizationCodeRequestAuthenticationException unreadable) {
            String clientId = one(request, OAuth2ParameterNames.CLIENT_ID);
            String redirect = one(request, OAuth2ParameterNames.REDIRECT_URI);
            RegisteredClient client = clientId == null ? null : clients.findByClientId(clientId);
            if (clientId == null || client == null || redirect == null || !client.getRedirectUris().contains(redirect)) {
                throw unreadable;
            }
            OAuth2Error error = unreadable.getError();
            throw new OAuth2AuthorizationCodeRequestAuthenticationException(
                    new OAuth2Error(error.getErrorCode(), error.getDescription(), null),
                    new OAuth2AuthorizationCodeRequestAuthenticationToken(request.getRequestURL().toString(), clientId, NOBODY, redirect,
                            one(request, OAuth2ParameterNames.STATE), null, null));
        }
    }

    /** The command line is connected by a device code alone, and there is nowhere to send a code to. */
    private static void requireRedirect(@Nullable RegisteredClient client) {
        if (client != null && client.getRedirectUris().isEmpty()) {
            throw new OAuth2AuthorizationCodeRequestAuthenticationException(new OAuth2Error(OAuth2ErrorCodes.UNAUTHORIZED_CLIENT,
                    "This client is not connected by the authorization code grant.", null), null);
        }
    }

    /** A parameter that stands there once; null otherwise. */
    private static @Nullable String one(HttpServletRequest request, String name) {
        String[] values = request.getParameterValues(name);
        return values == null || values.length != 1 ? null : values[0];
    }
}
