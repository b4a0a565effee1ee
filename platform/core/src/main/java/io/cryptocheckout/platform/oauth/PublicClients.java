package io.cryptocheckout.platform.oauth;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.web.authentication.AuthenticationConverter;

/**
 * Clients without a secret that refresh or revoke a token, or push a request: they say who they are (RFC 6749, section 3.2.1), and the
 * token they show proves the rest. A client that has a secret is refused here, and what takes a secret is refused to the others later.
 */
final class PublicClients implements AuthenticationProvider {
    private static final Object UNPROVED = PublicClients.class;

    private final AppClients clients;

    PublicClients(AppClients clients) {
        this.clients = clients;
    }

    @Override
    public @Nullable Authentication authenticate(Authentication asked) {
        OAuth2ClientAuthenticationToken client = (OAuth2ClientAuthenticationToken) asked;
        if (!client.getAdditionalParameters().containsKey(UNPROVED.toString())) {
            return null;
        }
        RegisteredClient known = clients.findByClientId(client.getName());
        if (known == null || !known.getClientAuthenticationMethods().contains(ClientAuthenticationMethod.NONE)) {
            throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_CLIENT);
        }
        return new OAuth2ClientAuthenticationToken(known, ClientAuthenticationMethod.NONE, null);
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return OAuth2ClientAuthenticationToken.class.isAssignableFrom(authentication);
    }

    /** A request that names a client and shows neither a secret nor a code verifier. */
    static final class Shown implements AuthenticationConverter {
        private static final Set<String> PATHS = Set.of("/oauth2/revoke", "/oauth2/par");

        @Override
        public @Nullable Authentication convert(HttpServletRequest request) {
            String[] names = request.getParameterValues(OAuth2ParameterNames.CLIENT_ID);
            String grant = request.getParameter(OAuth2ParameterNames.GRANT_TYPE);
            boolean token = "refresh_token".equals(grant) || "client_credentials".equals(grant);
            if (names == null || names.length != 1 || request.getHeader("Authorization") != null
                    || request.getParameter(OAuth2ParameterNames.CLIENT_SECRET) != null
                    || !(token || PATHS.contains(request.getServletPath()))) {
                return null;
            }
            return new OAuth2ClientAuthenticationToken(names[0], ClientAuthenticationMethod.NONE, null,
                    Map.of(UNPROVED.toString(), true));
        }
    }
}
