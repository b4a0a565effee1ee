package io.cryptocheckout.platform.access.web;

import io.cryptocheckout.platform.access.AllowedRate;
import io.cryptocheckout.platform.access.RequestRates;
import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Holds each API key, each app and each grant of an app, or each store whose plan says so, to its rate and tells what is left of it. */
final class RequestRateFilter extends OncePerRequestFilter {
    private final RequestRates rates;
    private final ErrorAnswers errors;

    RequestRateFilter(RequestRates rates, ErrorAnswers errors) {
        this.rates = rates;
        this.errors = errors;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (SecurityContextHolder.getContext().getAuthentication() instanceof KeyAuthentication authentication) {
            AllowedRate.Verdict verdict = switch (authentication) {
                case KeyAuthentication.OfStore store -> rates.take(store.caller());
                case KeyAuthentication.OfOrganization organization -> rates.take(organization.caller());
                case KeyAuthentication.OfApp app -> rates.take(app.caller());
            };
            response.setHeader("RateLimit-Limit", Long.toString(verdict.limit()));
            response.setHeader("RateLimit-Remaining", Long.toString(verdict.left()));
            response.setHeader("RateLimit-Reset", Long.toString(verdict.resetSeconds()));
            if (!verdict.allowed()) {
                long seconds = verdict.retryAfterSeconds();
                response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
                errors.write(response, new Refused(Refusal.RATE_LIMITED, null,
                        "Too many requests; try again in " + seconds + " s."));
                return;
            }
        }
        chain.doFilter(request, response);
    }
}
