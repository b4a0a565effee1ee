package io.cryptocheckout.platform.oauth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.core.OAuth2Token;
import org.springframework.security.oauth2.jwt.Jwt;
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
            String value = Secrets.next(Secrets.ACCESS_TOKEN);
            Instant until = now.plus(settings.getAccessTokenTimeToLive());
            Jwt proof = context.get(OAuth2TokenContext.DPOP_PROOF_KEY);
            return proof == null
                    ? new OAuth2AccessToken(OAuth2AccessToken.TokenType.BEARER, value, now, until, context.getAuthorizedScopes())
                    : new BoundToken(value, now, until, context.getAuthorizedScopes(), thumbprint(proof));
        }
        if (OAuth2TokenType.REFRESH_TOKEN.equals(context.getTokenType())) {
            return new OAuth2RefreshToken(Secrets.next(Secrets.REFRESH_TOKEN), now, now.plus(settings.getRefreshTokenTimeToLive()));
        }
        return null;
    }

    /** The proof was verified before: its header holds the key that signed it. */
    @SuppressWarnings("unchecked")
    private static String thumbprint(Jwt proof) {
        try {
            return JWK.parse((Map<String, Object>) proof.getHeaders().get("jwk")).computeThumbprint().toString();
        } catch (ParseException | JOSEException e) {
            throw new OAuth2AuthenticationException(new OAuth2Error(OAuth2ErrorCodes.INVALID_DPOP_PROOF), e);
        }
    }
}
