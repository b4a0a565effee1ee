package io.cryptocheckout.platform.oauth;

import java.util.function.Consumer;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientCredentialsAuthenticationContext;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientCredentialsAuthenticationToken;

/**
 * What an app gets for itself (RFC 6749, section 4.4) opens its own resources and never a store, so there is no scope to ask for: every
 * scope there is lets somebody do something in a store, and that a person of the store gives.
 */
final class NoScopeOfItsOwn implements Consumer<OAuth2ClientCredentialsAuthenticationContext> {

    @Override
    public void accept(OAuth2ClientCredentialsAuthenticationContext context) {
        OAuth2ClientCredentialsAuthenticationToken request = context.getAuthentication();
        if (!request.getScopes().isEmpty()) {
            throw new OAuth2AuthenticationException(new OAuth2Error(OAuth2ErrorCodes.INVALID_SCOPE,
                    "Leave out scope: a token of client_credentials opens the app's own resources and no store.", null));
        }
    }
}
