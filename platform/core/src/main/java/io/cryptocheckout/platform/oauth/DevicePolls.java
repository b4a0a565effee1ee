package io.cryptocheckout.platform.oauth;

import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2DeviceCodeAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;

/**
 * A device that asks for its tokens (RFC 8628, section 3.4): it is told to wait, to wait longer, or why it waits in vain; once its person
 * agreed, the authorization server gives the tokens.
 */
final class DevicePolls implements AuthenticationProvider {
    private static final String SOURCE = "https://datatracker.ietf.org/doc/html/rfc8628#section-3.5";

    private final DeviceRows rows;
    private final GrantLife grants;
    private final AuthenticationProvider tokens;

    DevicePolls(DeviceRows rows, GrantLife grants, AuthenticationProvider tokens) {
        this.rows = rows;
        this.grants = grants;
        this.tokens = tokens;
    }

    @Override
    public @Nullable Authentication authenticate(Authentication asked) {
        OAuth2DeviceCodeAuthenticationToken poll = (OAuth2DeviceCodeAuthenticationToken) asked;
        RegisteredClient client = asked.getPrincipal() instanceof OAuth2ClientAuthenticationToken shown
                ? shown.getRegisteredClient()
                : null;
        if (client == null || !client.getAuthorizationGrantTypes().contains(AuthorizationGrantType.DEVICE_CODE)) {
            throw refused(OAuth2ErrorCodes.UNAUTHORIZED_CLIENT, "Only the command line is connected by a device code.");
        }
        DevicePoll.Answer answer = rows.poll(poll.getDeviceCode(), UUID.fromString(client.getId()));
        if (answer == null) {
            throw refused(OAuth2ErrorCodes.INVALID_GRANT, "This device code is known to nobody.");
        }
        return switch (answer) {
            case GRANTED -> tokens.authenticate(asked);
            case AUTHORIZATION_PENDING -> throw refused("authorization_pending", "The person has not answered yet.");
            case SLOW_DOWN -> throw refused("slow_down", "Wait five seconds more between two questions.");
            case ACCESS_DENIED -> throw refused(OAuth2ErrorCodes.ACCESS_DENIED, "The person refused.");
            case EXPIRED_TOKEN -> throw refused("expired_token", "Nobody answered in time. Ask for a new code.");
            case FOREIGN -> throw refused(OAuth2ErrorCodes.INVALID_GRANT, "This device code belongs to another client.");
            case REPLAYED -> {
                grants.ends().end(Objects.requireNonNull(rows.authorization(poll.getDeviceCode())), GrantEnds.Reason.REPLAYED);
                throw refused(OAuth2ErrorCodes.INVALID_GRANT, "This device code was used.");
            }
        };
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return tokens.supports(authentication);
    }

    private static OAuth2AuthenticationException refused(String error, String description) {
        return new OAuth2AuthenticationException(new OAuth2Error(error, description, SOURCE));
    }
}
