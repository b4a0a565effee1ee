package io.cryptocheckout.platform.access.web;

import io.cryptocheckout.platform.authority.AppCaller;
import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** An app's token for itself may ask for the app, and for nothing else that is or will be at any path of the API. */
final class AppWall extends OncePerRequestFilter {
    private static final String OPEN = "/api/v1/app";

    private final ErrorAnswers errors;

    AppWall(ErrorAnswers errors) {
        this.errors = errors;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        boolean app = SecurityContextHolder.getContext().getAuthentication() instanceof KeyAuthentication.OfApp;
        String path = request.getRequestURI();
        if (app && !path.equals(OPEN) && !path.startsWith(OPEN + "/")) {
            errors.write(response, new Refused(Refusal.PERMISSION_MISSING, null, "An app's token for itself holds the scope "
                    + AppCaller.SCOPE + " alone, which opens " + OPEN + "; use a token that a store's people gave for this."));
            return;
        }
        chain.doFilter(request, response);
    }
}
