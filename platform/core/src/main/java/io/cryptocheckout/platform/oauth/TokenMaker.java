package io.cryptocheckout.platform.oauth;

import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.core.OAuth2Token;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenGenerator;

/** Makes opaque tokens: whoever holds one learns nothing from it, and it means only what the database says now. */
final class TokenMaker implements OAuth2TokenGenerator<OAuth2Token> {
    private final Clock clock;

    TokenMaker(Clock clock) {
        this.clock = clock;
    }

    @Override
    public @Nullable OAuth2Token generate(OAuth2TokenContext context) {
        TokenSettings settings = context.getRegisteredClient().getTokenSettings();
        Instant now = clock.instant();
        if (OAuth2TokenType.ACCESS_TOKEN.equals(context.getTokenType())) {
            return new OAuth2AccessToken(OAuth2AccessToken.TokenType.BEARER, Secrets.next(Secrets.ACCESS_TOKEN), now,
                    now.plus(settings.getAccessTokenTimeToLive()), context.getAuthorizedScopes());
        }
        if (OAuth2TokenType.REFRESH_TOKEN.equals(context.getTokenType())) {
            return new OAuth2RefreshToken(Secrets.next(Secrets.REFRESH_TOKEN), now, now.plus(settings.getRefreshTokenTimeToLive()));
        }
        return null;
    }
}
