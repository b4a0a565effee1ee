package io.cryptocheckout.platform.access.web;

import io.cryptocheckout.platform.access.AllowedRate;
import io.cryptocheckout.platform.access.ApiKeys;
import io.cryptocheckout.platform.access.OrganizationKeys;
import io.cryptocheckout.platform.id.IdKind;
import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Makes the {@code Caller}, or the {@code OrganizationCaller}, of an API request from its bearer key (RFC 6750). An address that keeps showing wrong keys is
 * no longer told what is wrong with them; a right key from there goes on working.
 */
final class ApiKeyFilter extends OncePerRequestFilter {
    private static final String SCHEME = "bearer ";

    private final ApiKeys keys;
    private final OrganizationKeys organizationKeys;
    private final AllowedRate wrongKeys;
    private final ErrorAnswers errors;

    ApiKeyFilter(ApiKeys keys, OrganizationKeys organizationKeys, AllowedRate wrongKeys, ErrorAnswers errors) {
        this.keys = keys;
        this.organizationKeys = organizationKeys;
        this.wrongKeys = wrongKeys;
        this.errors = errors;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        KeyAuthentication caller;
        try {
            caller = authenticate(request);
        } catch (Refused refused) {
            errors.write(response, refused);
            return;
        }
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(caller);
        SecurityContextHolder.setContext(context);
        if (caller instanceof KeyAuthentication.OfStore store) {
            MDC.put(RequestIds.STORE_ID, IdKind.STORE.format(store.caller().scope().storeId()));
        }
        chain.doFilter(request, response);
    }

    private KeyAuthentication authenticate(HttpServletRequest request) {
        String address = request.getRemoteAddr();
        try {
            String key = bearer(request.getHeader(HttpHeaders.AUTHORIZATION));
            return key.startsWith(OrganizationKeys.PREFIX)
                    ? new KeyAuthentication.OfOrganization(organizationKeys.authenticate(key, address))
                    : new KeyAuthentication.OfStore(keys.authenticate(key, address));
        } catch (Refused refused) {
            if (wrongKeys.take(address).allowed()) {
                throw refused;
            }
            throw new Refused(Refusal.RATE_LIMITED, null, "Too many wrong keys came from this address; wait a minute.");
        }
    }

    private static String bearer(@Nullable String header) {
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw new Refused(Refusal.API_KEY_MISSING, "Authorization",
                    "Send your API key as the header Authorization: Bearer ck_….");
        }
        return header.substring(SCHEME.length()).strip();
    }
}
