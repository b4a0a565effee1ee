package io.cryptocheckout.platform.oauth;

import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2TokenIntrospectionAuthenticationToken;

/** Introspection (RFC 7662) tells an app about its own tokens; about those of others it says what it says about none: not active. */
final class OwnTokens implements AuthenticationProvider {
    private final AuthenticationProvider introspection;

    OwnTokens(AuthenticationProvider introspection) {
        this.introspection = introspection;
    }

    @Override
    public @Nullable Authentication authenticate(Authentication asked) {
        return introspection.authenticate(asked) instanceof OAuth2TokenIntrospectionAuthenticationToken told
                && asked.getPrincipal() instanceof Authentication client && client.getName().equals(told.getTokenClaims().getClientId())
                        ? told
                        : asked;
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return introspection.supports(authentication);
    }
}
