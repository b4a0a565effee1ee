package io.cryptocheckout.platform.access.web;

import io.cryptocheckout.platform.refusal.Refused;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/**
 * Answers failures of controllers. Programs get the error object before anything else may answer; on pages a refusal that
 * no controller caught becomes the error page with its status.
 */
@Configuration(proxyBeanMethods = false)
class MvcErrors {

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    HandlerExceptionResolver errorsForPrograms(ErrorAnswers errors) {
        return (request, response, handler, failure) -> ErrorAnswers.isMachine(request)
                && !(failure instanceof AsyncRequestNotUsableException) ? answer(errors, response, failure) : null;
    }

    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    HandlerExceptionResolver errorsForPeople() {
        return (request, response, handler, failure) -> failure instanceof Refused refused
                ? page(response, refused)
                : null;
    }

    private static ModelAndView answer(ErrorAnswers errors, HttpServletResponse response, Exception failure) {
        try {
            if (failure instanceof HttpRequestMethodNotSupportedException method) {
                response.setHeader(HttpHeaders.ALLOW, ErrorAnswers.offered(method));
            }
            errors.write(response, errors.of(failure));
            return new ModelAndView();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ModelAndView page(HttpServletResponse response,
            Refused refused) {
        try {
            response.sendError(ErrorAnswers.status(refused), refused.text());
            return new ModelAndView();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
