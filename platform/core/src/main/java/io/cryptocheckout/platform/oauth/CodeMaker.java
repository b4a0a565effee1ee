package io.cryptocheckout.platform.oauth;

import java.time.Clock;
import java.time.Instant;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationCode;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenGenerator;

/** Makes authorization codes, which live for a minute of the platform's own clock (RFC 6749, section 4.1.2). */
final class CodeMaker implements OAuth2TokenGenerator<OAuth2AuthorizationCode> {
    private final Clock clock;

    CodeMaker(Clock clock) {
        this.clock = clock;
    }

    @Override
    public OAuth2AuthorizationCode generate(OAuth2TokenContext context) {
        Instant now = clock.instant();
        return new OAuth2AuthorizationCode(Secrets.next(Secrets.CODE), now,
                now.plus(context.getRegisteredClient().getTokenSettings().getAuthorizationCodeTimeToLive()));
    }
}
