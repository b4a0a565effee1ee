package io.cryptocheckout.platform.access.web;

import io.cryptocheckout.platform.access.Doors;
import io.cryptocheckout.platform.access.Person;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Looks at every request how the person's account stands: a session ends with the account, with a new password and with
 * "sign out everywhere", even one that was being begun at that moment.
 */
final class StandingFilter extends OncePerRequestFilter {
    private final Doors doors;

    StandingFilter(Doors doors) {
        this.doors = doors;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication != null && authentication.getPrincipal() instanceof Person person) {
            Person now = doors.still(person);
            if (now == null) {
                end(request);
            } else if (now.getClass() != person.getClass()) {
                doors.enter(request, response, now);
            } else if (!now.equals(person)) {
                doors.keep(request, response, now);
            }
        }
        chain.doFilter(request, response);
    }

    private static void end(HttpServletRequest request) {
        SecurityContextHolder.clearContext();
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
    }
}
