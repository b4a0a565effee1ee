package io.cryptocheckout.platform.oauth;

import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2TokenIntrospectionAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;

/** Introspection (RFC 7662) tells an app about its own tokens; about those of others it says what it says about none: not active. */
final class OwnTokens implements AuthenticationProvider {
    private final OAuth2AuthorizationService authorizations;
    private final AuthenticationProvider introspection;

    OwnTokens(OAuth2AuthorizationService authorizations, AuthenticationProvider introspection) {
        this.authorizations = authorizations;
        this.introspection = introspection;
    }

    @Override
    public @Nullable Authentication authenticate(Authentication asked) {
        String token = ((OAuth2TokenIntrospectionAuthenticationToken) asked).getToken();
        OAuth2Authorization known = authorizations.findByToken(token, null);
        RegisteredClient client = asked.getPrincipal() instanceof OAuth2ClientAuthenticationToken shown
                ? shown.getRegisteredClient()
                : null;
        return known != null && client != null && known.getRegisteredClientId().equals(client.getId())
                ? introspection.authenticate(asked)
                : asked;
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return introspection.supports(authentication);
    }
}
