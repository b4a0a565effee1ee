package io.cryptocheckout.platform.access.web;

import io.cryptocheckout.platform.id.IdKind;
import io.cryptocheckout.platform.id.Ids;
import io.cryptocheckout.platform.refusal.ErrorBody;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import org.slf4j.MDC;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Names every request: the {@code Request-Id} of the answer and of each log line it causes. It stands before all other
 * filters, so that what they throw still gets an answer in the contract's form.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class RequestIds extends OncePerRequestFilter {
    static final String HEADER = "Request-Id";
    static final String STORE_ID = "storeId";

    private static final String ATTRIBUTE = RequestIds.class.getName();

    private final Clock clock;
    private final ErrorAnswers errors;

    RequestIds(Clock clock, ErrorAnswers errors) {
        this.clock = clock;
        this.errors = errors;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String id = nameOf(request);
        MDC.put(ErrorBody.REQUEST_ID, id);
        response.setHeader(HEADER, id);
        try {
            chain.doFilter(request, response);
        } catch (ServletException | RuntimeException e) {
            if (!ErrorAnswers.isMachine(request) || response.isCommitted()) {
                throw e;
            }
            errors.write(request, response, errors.of(e));
        } finally {
            MDC.remove(ErrorBody.REQUEST_ID);
            MDC.remove(STORE_ID);
        }
    }

    /** A later dispatch of the same request, to the error page or after a wait, keeps its name. */
    private String nameOf(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof String named) {
            return named;
        }
        String id = IdKind.REQUEST.format(Ids.next(clock));
        request.setAttribute(ATTRIBUTE, id);
        return id;
    }

    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return false;
    }

    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }
}
