package io.cryptocheckout.platform.access.web;

import io.cryptocheckout.platform.access.Halfway;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.access.AccessDeniedHandlerImpl;
import org.springframework.security.web.csrf.CsrfException;

/** Brings a person who has come halfway to the page that asks for the rest. A form without its token stays refused. */
final class Unfinished implements AccessDeniedHandler {
    private final AccessDeniedHandler refuse = new AccessDeniedHandlerImpl();

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied)
            throws IOException, ServletException {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication != null && authentication.getPrincipal() instanceof Halfway half && !(denied instanceof CsrfException)) {
            response.sendRedirect(half.missing().page());
        } else {
            refuse.handle(request, response, denied);
        }
    }
}
