package io.cryptocheckout.platform.oauth;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.web.authentication.AuthenticationConverter;

/**
 * Clients without a secret that refresh or revoke a token, push a request, or are devices: they say who they are (RFC 6749, section
 * 3.2.1), and the token or code they show proves the rest. A client that has a secret is refused
 * here, and what takes a secret is refused to the others later.
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

    /** A request that names a client and shows neither a secret nor a code verifier. It is asked last: who shows nothing is refused. */
    static final class Shown implements AuthenticationConverter {
        private static final String DEVICES = "/oauth2/device_authorization";
        private static final Set<String> PATHS = Set.of("/oauth2/revoke", "/oauth2/par", DEVICES);
        private static final Set<String> GRANTS = Set.of("refresh_token", AuthorizationGrantType.DEVICE_CODE.getValue(),
                AuthorizationGrantType.CLIENT_CREDENTIALS.getValue());

        @Override
        public Authentication convert(HttpServletRequest request) {
            String[] names = request.getParameterValues(OAuth2ParameterNames.CLIENT_ID);
            String grant = String.valueOf(request.getParameter(OAuth2ParameterNames.GRANT_TYPE));
            if (request.getHeader("Authorization") != null || request.getParameter(OAuth2ParameterNames.CLIENT_SECRET) != null
                    || !(GRANTS.contains(grant) || PATHS.contains(request.getServletPath()))) {
                throw refused(OAuth2ErrorCodes.INVALID_CLIENT, "Show client_id and client_secret, or client_id and what proves the rest.");
            }
            if (names == null || names.length != 1) {
                throw refused(OAuth2ErrorCodes.INVALID_REQUEST, "Name your client_id, once.");
            }
            return new OAuth2ClientAuthenticationToken(names[0], ClientAuthenticationMethod.NONE, null,
                    Map.of(UNPROVED.toString(), true));
        }

        private static OAuth2AuthenticationException refused(String error, String description) {
            return new OAuth2AuthenticationException(new OAuth2Error(error, description, null));
        }
    }
}
