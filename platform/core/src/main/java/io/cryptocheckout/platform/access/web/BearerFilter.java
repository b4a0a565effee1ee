package io.cryptocheckout.platform.access.web;

import io.cryptocheckout.platform.access.AllowedRate;
import io.cryptocheckout.platform.access.Bearer;
import io.cryptocheckout.platform.access.Credential;
import io.cryptocheckout.platform.id.IdKind;
import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Makes the {@code Caller}, the {@code OrganizationCaller} or the {@code AppCaller} of an API request from its bearer credential (RFC 6750, RFC 9449). An
 * address that keeps showing wrong ones is no longer told what is wrong with them; a right one from there goes on working.
 */
final class BearerFilter extends OncePerRequestFilter {
    private static final String BEARER = "bearer ";
    private static final String DPOP = "dpop ";

    private final List<Bearer> sorts;
    private final AllowedRate wrongOnes;
    private final ErrorAnswers errors;

    BearerFilter(List<Bearer> sorts, AllowedRate wrongOnes, ErrorAnswers errors) {
        this.sorts = List.copyOf(sorts);
        this.wrongOnes = wrongOnes;
        this.errors = errors;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Bearer.Authority authority;
        try {
            authority = authenticate(request);
        } catch (Refused refused) {
            errors.write(response, refused);
            return;
        }
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(KeyAuthentication.of(authority));
        SecurityContextHolder.setContext(context);
        if (authority instanceof Bearer.Authority.OfStore store) {
            MDC.put(RequestIds.STORE_ID, IdKind.STORE.format(store.caller().scope().storeId()));
        }
        chain.doFilter(request, response);
    }

    private Bearer.Authority authenticate(HttpServletRequest request) {
        try {
            Credential credential = credential(request);
            return sorts.stream().filter(sort -> sort.claims(credential.text())).findFirst().orElseThrow(Bearer::unknown)
                    .authority(credential);
        } catch (Refused refused) {
            // Whoever shows one that has expired had it, and is told to get the next; an app does so for all its stores from one address.
            if (refused.refusal() == Refusal.TOKEN_EXPIRED || wrongOnes.take(request.getRemoteAddr()).allowed()) {
                throw refused;
            }
            throw new Refused(Refusal.RATE_LIMITED, null, "Too many wrong credentials came from this address; wait a minute.");
        }
    }

    private static Credential credential(HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (begins(header, BEARER)) {
            return new Credential(header.substring(BEARER.length()).strip(), request.getRemoteAddr(), null);
        }
        if (begins(header, DPOP)) {
            return new Credential(header.substring(DPOP.length()).strip(), request.getRemoteAddr(),
                    new Credential.Proof(only(request), request.getMethod(), request.getRequestURL().toString()));
        }
        throw new Refused(Refusal.API_KEY_MISSING, "Authorization",
                "Send your API key or your app's access token as the header Authorization: Bearer ….");
    }

    private static boolean begins(@Nullable String header, String scheme) {
        return header != null && header.regionMatches(true, 0, scheme, 0, scheme.length());
    }

    /** There is exactly one proof (RFC 9449, section 4.3). */
    private static @Nullable String only(HttpServletRequest request) {
        var proofs = request.getHeaders("DPoP");
        String first = proofs.hasMoreElements() ? proofs.nextElement() : null;
        return proofs.hasMoreElements() ? null : first;
    }
}
