package io.cryptocheckout.platform.access.web;

import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import io.cryptocheckout.platform.tenancy.CheckoutVersions;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Answers which version of the API shaped the answer. While there is one version, every store is pinned to it and naming
 * it changes nothing; naming one that does not exist is a mistake that is told.
 */
final class VersionFilter extends OncePerRequestFilter {
    private static final String HEADER = "Checkout-Version";

    private final ErrorAnswers errors;

    VersionFilter(ErrorAnswers errors) {
        this.errors = errors;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        response.setHeader(HEADER, CheckoutVersions.CURRENT.toString());
        String wanted = request.getHeader(HEADER);
        if (wanted != null && known(wanted) == null) {
            errors.write(response, new Refused(Refusal.VERSION_UNKNOWN, HEADER,
                    "This version does not exist; known are " + CheckoutVersions.KNOWN + "."));
            return;
        }
        chain.doFilter(request, response);
    }

    private static @Nullable LocalDate known(String wanted) {
        return CheckoutVersions.KNOWN.stream().filter(version -> version.toString().equals(wanted)).findFirst()
                .orElse(null);
    }
}
