package io.cryptocheckout.platform.access.web;

import io.cryptocheckout.platform.refusal.ErrorBody;
import io.cryptocheckout.platform.refusal.Refused;
import jakarta.servlet.RequestDispatcher;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.web.error.ErrorAttributeOptions;
import org.springframework.boot.webmvc.error.DefaultErrorAttributes;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.WebRequest;

/**
 * What the container's error dispatch shows when an answer failed outside every controller: the same error object, to
 * programs as JSON and to people as the model of the error page, which also gets the {@code status}.
 */
@Component
class ErrorPage extends DefaultErrorAttributes {
    private final ErrorAnswers errors;

    ErrorPage(ErrorAnswers errors) {
        this.errors = errors;
    }

    @Override
    public Map<String, Object> getErrorAttributes(WebRequest request, ErrorAttributeOptions options) {
        int status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE,
                RequestAttributes.SCOPE_REQUEST) instanceof Integer code ? code : 500;
        Throwable failure = getError(request);
        Refused refused = failure == null ? errors.ofStatus(status) : errors.of(failure);
        String path = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI,
                RequestAttributes.SCOPE_REQUEST) instanceof String called ? called : "";
        if (ErrorAnswers.isProtocol(path)) {
            return ErrorBody.protocol(refused);
        }
        Map<String, Object> attributes = new LinkedHashMap<>(ErrorBody.map(refused));
        if (!ErrorAnswers.isMachine(path)) {
            attributes.put("status", status);
        }
        return attributes;
    }
}
