package io.cryptocheckout.platform.admin;

import io.cryptocheckout.platform.access.SignedIn;
import io.cryptocheckout.platform.operators.Operator;
import io.cryptocheckout.platform.operators.Operators;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * For everybody but operators the console is not there: their requests go on to a path that nothing answers, so that the answer is the one
 * of any such path, whatever was asked and by which method. Who is an operator is looked up at every request.
 */
@Component
final class OperatorGate extends OncePerRequestFilter {
    /** The request's attribute that holds the {@link Operator}. */
    static final String OPERATOR = "operator";
    private static final String NOWHERE = "/nothing-is-here";

    private final Operators operators;

    OperatorGate(Operators operators) {
        this.operators = operators;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        // The decoded path: an escaped letter leads to the same page, and so to the same gate.
        String path = request.getServletPath();
        if (!path.equals(OperatorPage.PATH) && !path.startsWith(OperatorPage.PATH + "/")) {
            chain.doFilter(request, response);
            return;
        }
        Operator operator = operator(request);
        if (operator == null) {
            chain.doFilter(new Elsewhere(request), response);
        } else {
            request.setAttribute(OPERATOR, operator);
            chain.doFilter(request, response);
        }
    }

    private @Nullable Operator operator(HttpServletRequest request) {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getPrincipal() instanceof SignedIn person
                ? operators.find(person.accountId(), request.getRemoteAddr())
                : null;
    }

    /** The same request for another path. */
    private static final class Elsewhere extends HttpServletRequestWrapper {

        Elsewhere(HttpServletRequest request) {
            super(request);
        }

        @Override
        public String getRequestURI() {
            return NOWHERE;
        }

        @Override
        public String getServletPath() {
            return NOWHERE;
        }
    }
}
