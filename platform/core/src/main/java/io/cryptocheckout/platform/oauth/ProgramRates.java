package io.cryptocheckout.platform.oauth;

import io.cryptocheckout.platform.access.AllowedRate;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.http.converter.OAuth2ErrorHttpMessageConverter;
import org.springframework.security.web.authentication.AuthenticationConverter;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.stereotype.Component;

/**
 * How often one network address may ask the endpoints that programs post to, per node: a client id is no secret, and each request writes.
 * It is asked before anything is looked up. Also answers whoever does not show to be the client he names (RFC 6749, section 5.2).
 */
@Component
final class ProgramRates implements AuthenticationConverter, AuthenticationFailureHandler {
    private static final String RATE_LIMITED = "rate_limited";
    private static final String WAIT = ProgramRates.class.getName();

    private final OAuth2ErrorHttpMessageConverter errors = new OAuth2ErrorHttpMessageConverter();
    private final AllowedRate rate;

    ProgramRates(@Value("${checkout.oauth.requests-per-minute:600}") int requestsPerMinute) {
        this.rate = new AllowedRate(requestsPerMinute, Duration.ofMinutes(1));
    }

    /** Leaves the request to those who know clients, or refuses it. */
    @Override
    public @Nullable Authentication convert(HttpServletRequest request) {
        AllowedRate.Verdict verdict = rate.take(request.getRemoteAddr());
        if (!verdict.allowed()) {
            request.setAttribute(WAIT, verdict.retryAfterSeconds());
            throw new OAuth2AuthenticationException(
                    new OAuth2Error(RATE_LIMITED, "Too many requests came from this address; wait, and send fewer.", null));
        }
        return null;
    }

    /** Of a client that does not show to be one it says no more than that. */
    @Override
    public void onAuthenticationFailure(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        OAuth2Error error = ((OAuth2AuthenticationException) failure).getError();
        ServletServerHttpResponse answer = new ServletServerHttpResponse(response);
        if (request.getAttribute(WAIT) instanceof Long wait) {
            answer.setStatusCode(HttpStatus.TOO_MANY_REQUESTS);
            answer.getHeaders().set(HttpHeaders.RETRY_AFTER, Long.toString(wait));
            errors.write(error, null, answer);
            return;
        }
        boolean client = OAuth2ErrorCodes.INVALID_CLIENT.equals(error.getErrorCode());
        answer.setStatusCode(client ? HttpStatus.UNAUTHORIZED : HttpStatus.BAD_REQUEST);
        errors.write(client ? new OAuth2Error(error.getErrorCode()) : error, null, answer);
    }
}
