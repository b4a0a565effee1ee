package io.cryptocheckout.platform.oauth;

import java.io.Serial;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.ClaimAccessor;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;

/** An access token that only the holder of a key may use (RFC 9449); the thumbprint of the key (RFC 7638) is all that is known of it. */
final class BoundToken extends OAuth2AccessToken implements ClaimAccessor {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String thumbprint;

    BoundToken(String value, @Nullable Instant from, @Nullable Instant until, Set<String> scopes, String thumbprint) {
        super(TokenType.DPOP, value, from, until, scopes);
        this.thumbprint = thumbprint;
    }

    /** One that was shown, as a proof must know it. */
    static BoundToken shown(String value, String thumbprint) {
        return new BoundToken(value, null, null, Set.of(), thumbprint);
    }

    @Override
    public Map<String, Object> getClaims() {
        return Map.of("cnf", Map.of("jkt", thumbprint));
    }

    /** The key that a token is bound to; null where it is bound to none. */
    static @Nullable String thumbprint(OAuth2Authorization.Token<OAuth2AccessToken> token) {
        Map<String, Object> claims = token.getClaims();
        return claims != null && claims.get("cnf") instanceof Map<?, ?> key && key.get("jkt") instanceof String thumbprint
                ? thumbprint
                : null;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return super.equals(other) && other instanceof BoundToken token && token.thumbprint.equals(thumbprint);
    }

    @Override
    public int hashCode() {
        return 31 * super.hashCode() + thumbprint.hashCode();
    }
}
