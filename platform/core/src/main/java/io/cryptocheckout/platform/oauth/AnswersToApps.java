package io.cryptocheckout.platform.oauth;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationException;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.context.AuthorizationServerContextHolder;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/**
 * Sends a person back to the app with a code or an error (RFC 6749, sections 4.1.2 and 4.1.2.1), and with the name of this server, so that an
 * app which knows several cannot be made to take a code to the wrong one (RFC 9207).
 */
final class AnswersToApps implements AuthenticationSuccessHandler, AuthenticationFailureHandler {
    static final String ISSUER = "iss";

    @Override
    public void onAuthenticationSuccess(HttpServletRequest request, HttpServletResponse response, Authentication agreed)
            throws IOException {
        OAuth2AuthorizationCodeRequestAuthenticationToken answer = (OAuth2AuthorizationCodeRequestAuthenticationToken) agreed;
        UriComponentsBuilder back = back(answer);
        add(back, OAuth2ParameterNames.CODE, Objects.requireNonNull(answer.getAuthorizationCode()).getTokenValue());
        send(response, back, answer);
    }

    /** Where the app's address is not known to be its own, the person sees the error page and is sent nowhere. */
    @Override
    public void onAuthenticationFailure(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        OAuth2AuthorizationCodeRequestAuthenticationException refused = (OAuth2AuthorizationCodeRequestAuthenticationException) failure;
        OAuth2Error error = refused.getError();
        OAuth2AuthorizationCodeRequestAuthenticationToken asked = refused.getAuthorizationCodeRequestAuthentication();
        if (asked == null || asked.getRedirectUri() == null) {
            response.sendError(HttpServletResponse.SC_BAD_REQUEST, error.toString());
            return;
        }
        UriComponentsBuilder back = back(asked);
        add(back, OAuth2ParameterNames.ERROR, error.getErrorCode());
        add(back, OAuth2ParameterNames.ERROR_DESCRIPTION, error.getDescription());
        send(response, back, asked);
    }

    private static UriComponentsBuilder back(OAuth2AuthorizationCodeRequestAuthenticationToken answer) {
        return UriComponentsBuilder.fromUriString(Objects.requireNonNull(answer.getRedirectUri()));
    }

    private static void send(HttpServletResponse response, UriComponentsBuilder back,
            OAuth2AuthorizationCodeRequestAuthenticationToken answer) throws IOException {
        add(back, OAuth2ParameterNames.STATE, answer.getState());
        add(back, ISSUER, AuthorizationServerContextHolder.getContext().getIssuer());
        response.sendRedirect(back.build(true).toUriString());
    }

    private static void add(UriComponentsBuilder back, String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            back.queryParam(name, UriUtils.encode(value, StandardCharsets.UTF_8));
        }
    }
}
