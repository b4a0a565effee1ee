package io.cryptocheckout.platform.access.web;

import io.cryptocheckout.platform.authority.OrganizationCaller;
import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** An organization's key may ask for the organization's stores, and for nothing else that is or will be at any path of the API. */
final class OrganizationWall extends OncePerRequestFilter {
    private static final String OPEN = "/api/v1/stores";

    private final ErrorAnswers errors;

    OrganizationWall(ErrorAnswers errors) {
        this.errors = errors;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        boolean organization = SecurityContextHolder.getContext().getAuthentication() instanceof KeyAuthentication.OfOrganization;
        if (organization && !(request.getMethod().equals("GET") && request.getRequestURI().equals(OPEN))) {
            errors.write(response, new Refused(Refusal.PERMISSION_MISSING, null, "An organization's key holds the scope "
                    + OrganizationCaller.SCOPE + " alone, which opens GET " + OPEN + "; use a key of the store for this."));
            return;
        }
        chain.doFilter(request, response);
    }
}
