package io.cryptocheckout.platform.access.web;

import io.cryptocheckout.platform.refusal.Refused;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/** Answers what controllers throw: programs get the error object, before anything else may answer them. */
@Component
class MvcErrors implements HandlerExceptionResolver, Ordered {
    private final ErrorAnswers errors;
    private final RefusedActs refusedActs;

    MvcErrors(ErrorAnswers errors, RefusedActs refusedActs) {
        this.errors = errors;
        this.refusedActs = refusedActs;
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    @Override
    public @Nullable ModelAndView resolveException(HttpServletRequest request, HttpServletResponse response,
            @Nullable Object handler, Exception failure) {
        if (!ErrorAnswers.isMachine(request) || failure instanceof AsyncRequestNotUsableException) {
            return null;
        }
        try {
            if (failure instanceof HttpRequestMethodNotSupportedException method) {
                response.setHeader(HttpHeaders.ALLOW, ErrorAnswers.offered(method));
            }
            Refused refused = errors.of(failure);
            refusedActs.note(request, refused);
            errors.write(request, response, refused);
            return new ModelAndView();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** On a page, a refusal that no controller caught becomes the error page with the refusal's status. */
    @Component
    static class OfPages implements HandlerExceptionResolver, Ordered {
        private final RefusedActs refusedActs;

        OfPages(RefusedActs refusedActs) {
            this.refusedActs = refusedActs;
        }

        @Override
        public int getOrder() {
            return LOWEST_PRECEDENCE;
        }

        @Override
        public @Nullable ModelAndView resolveException(HttpServletRequest request, HttpServletResponse response,
                @Nullable Object handler, Exception failure) {
            if (!(failure instanceof Refused refused)) {
                return null;
            }
            refusedActs.note(request, refused);
            try {
                response.sendError(ErrorAnswers.status(refused), refused.text());
                return new ModelAndView();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
