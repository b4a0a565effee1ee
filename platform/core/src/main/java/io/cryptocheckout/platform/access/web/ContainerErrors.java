package io.cryptocheckout.platform.access.web;

import io.cryptocheckout.platform.id.IdKind;
import io.cryptocheckout.platform.id.Ids;
import io.cryptocheckout.platform.refusal.ErrorBody;
import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Requests so malformed that they reach no filter still get the error object, not the container's own page. */
@Configuration(proxyBeanMethods = false)
class ContainerErrors {

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> errorObjectFromTheContainer(Clock clock) {
        return factory -> factory.addContextCustomizers(
                context -> context.getParent().getPipeline().addValve(new Valve(clock)));
    }

    static final class Valve extends ErrorReportValve {
        private final Clock clock;

        Valve(Clock clock) {
            this.clock = clock;
        }

        @Override
        protected void report(Request request, Response response, @Nullable Throwable failure) {
            if (response.getStatus() < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
                return;
            }
            String id = IdKind.REQUEST.format(Ids.next(clock));
            MDC.put(ErrorBody.REQUEST_ID, id);
            try {
                byte[] body = ErrorBody.of(refusal(response.getStatus())).getBytes(StandardCharsets.UTF_8);
                response.setHeader(RequestIds.HEADER, id);
                response.setContentType("application/json");
                response.setContentLength(body.length);
                response.getOutputStream().write(body);
                response.finishResponse();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } finally {
                MDC.remove(ErrorBody.REQUEST_ID);
            }
        }

        private static Refused refusal(int status) {
            return status < 500
                    ? new Refused(Refusal.BODY_MALFORMED, null, "This is not a valid HTTP request; check its path and headers.")
                    : new Refused(Refusal.INTERNAL, null, "Something went wrong on our side.");
        }
    }
}
