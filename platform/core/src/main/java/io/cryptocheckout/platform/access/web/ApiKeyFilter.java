package io.cryptocheckout.platform.access.web;

import io.cryptocheckout.platform.access.AllowedRate;
import io.cryptocheckout.platform.access.ApiKeys;
import io.cryptocheckout.platform.authority.Caller;
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
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Makes the {@code Caller} of an API request from its bearer key (RFC 6750). An address that keeps showing wrong keys is
 * no longer told what is wrong with them; a right key from there goes on working.
 */
final class ApiKeyFilter extends OncePerRequestFilter {
    private static final String SCHEME = "bearer ";

    private final ApiKeys keys;
    private final AllowedRate wrongKeys;
    private final ErrorAnswers errors;

    ApiKeyFilter(ApiKeys keys, AllowedRate wrongKeys, ErrorAnswers errors) {
        this.keys = keys;
        this.wrongKeys = wrongKeys;
        this.errors = errors;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Caller caller;
        try {
            caller = authenticate(request);
        } catch (Refused refused) {
            errors.write(response, refused);
            return;
        }
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(new KeyAuthentication(caller));
        SecurityContextHolder.setContext(context);
        MDC.put(RequestIds.STORE_ID, IdKind.STORE.format(caller.scope().storeId()));
        chain.doFilter(request, response);
    }

    private Caller authenticate(HttpServletRequest request) {
        String address = request.getRemoteAddr();
        try {
            return keys.authenticate(bearer(request.getHeader(HttpHeaders.AUTHORIZATION)), address);
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

    /** What the security chain asks for; the caller itself is all that controllers get. */
    static final class KeyAuthentication extends AbstractAuthenticationToken {
        private static final long serialVersionUID = 1L;

        private final transient Caller caller;

        KeyAuthentication(Caller caller) {
            super(AuthorityUtils.NO_AUTHORITIES);
            this.caller = caller;
            setAuthenticated(true);
        }

        Caller caller() {
            return caller;
        }

        @Override
        public @Nullable Object getCredentials() {
            return null;
        }

        @Override
        public Object getPrincipal() {
            return caller.principal();
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }
}
