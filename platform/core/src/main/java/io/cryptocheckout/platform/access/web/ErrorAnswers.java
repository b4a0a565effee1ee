package io.cryptocheckout.platform.access.web;

import io.cryptocheckout.platform.refusal.ErrorBody;
import io.cryptocheckout.platform.refusal.ErrorType;
import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jooq.exception.DataAccessException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingRequestValueException;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/**
 * The one mapping of whatever goes wrong to the error object of the API. What nobody foresaw is logged with its stack
 * trace and answered without one.
 */
@Component
class ErrorAnswers {
    private static final Logger LOG = LoggerFactory.getLogger(ErrorAnswers.class);
    private static final Set<String> UNSTORABLE_TEXT = Set.of("22021", "22P02", "22P05");
    // Classes of SQLSTATE (PostgreSQL, appendix A).
    private static final String CONNECTION_FAILED = "08";
    private static final String OUT_OF_RESOURCES = "53";
    private static final String SHUTTING_DOWN = "57P";
    private static final String RETRY_SECONDS = "2";

    /** Endpoints of OAuth 2.0 that programs post to, and that answer in a form of their own. */
    private static final Set<String> PROTOCOL = Set.of("/oauth2/token", "/oauth2/revoke", "/oauth2/introspect", "/oauth2/par",
            "/oauth2/device_authorization", "/oauth2/register");

    /** Paths that programs call; all others are pages for people. */
    static boolean isMachine(HttpServletRequest request) {
        return isMachine(request.getRequestURI());
    }

    static boolean isProtocol(String path) {
        return PROTOCOL.contains(path);
    }

    static boolean isMachine(String path) {
        return isProtocol(path) || path.startsWith("/api/") || path.startsWith("/webhooks/") || path.startsWith("/.well-known/");
    }

    /** The refusal that tells the sender what happened. */
    Refused of(Throwable failure) {
        return switch (failure) {
            case Refused refused -> refused;
            case HttpMessageNotReadableException unreadable -> UnreadableBody.refusalOf(unreadable);
            case MethodArgumentNotValidException invalid -> InvalidFields.refusalOf(invalid);
            case HandlerMethodValidationException invalid -> InvalidFields.refusalOf(invalid);
            case MethodArgumentTypeMismatchException mismatch -> InvalidFields.refusalOf(mismatch);
            case MissingRequestValueException missing -> InvalidFields.refusalOf(missing);
            // The container reads the query string only when a parameter is asked for.
            case InvalidParameterException _ -> new Refused(Refusal.FIELD_INVALID, null,
                    "The query string is not of the form name=value&name=value.");
            case NoHandlerFoundException _ -> noRoute();
            case NoResourceFoundException _ -> noRoute();
            case HttpRequestMethodNotSupportedException method -> new Refused(Refusal.METHOD_NOT_ALLOWED, null,
                    method.getMethod() + " is not offered here; offered are " + offered(method) + ".");
            case HttpMediaTypeNotSupportedException _ -> new Refused(Refusal.CONTENT_TYPE_UNSUPPORTED, "Content-Type",
                    "Send the body as application/json.");
            case HttpMediaTypeNotAcceptableException _ -> new Refused(Refusal.FIELD_INVALID, HttpHeaders.ACCEPT,
                    "Answers are application/json; accept that, or send no Accept header.");
            case AuthenticationException _ -> new Refused(Refusal.API_KEY_MISSING, HttpHeaders.AUTHORIZATION,
                    "Send your API key or your app's access token as the header Authorization: Bearer ….");
            case AccessDeniedException _ -> new Refused(Refusal.PERMISSION_MISSING, null, "This is not allowed to you.");
            case DataAccessException database -> ofDatabase(database);
            case ErrorResponse response when response.getStatusCode().is4xxClientError() -> ofStatus(
                    response.getStatusCode().value());
            case ServletException wrapper when wrapper.getCause() != null -> of(Objects.requireNonNull(wrapper.getCause()));
            default -> unforeseen(failure);
        };
    }

    /** What a bare status means where no exception is left to tell more. */
    Refused ofStatus(int status) {
        ErrorType type = List.of(ErrorType.values()).stream().filter(candidate -> candidate.status() == status)
                .findFirst().orElse(status < ErrorType.SERVER.status() ? ErrorType.INVALID_REQUEST : ErrorType.SERVER);
        return switch (type) {
            case NOT_FOUND -> noRoute();
            case AUTHENTICATION -> of(new Unauthenticated());
            case PERMISSION -> new Refused(Refusal.PERMISSION_MISSING, null, "This is not allowed to you.");
            case SERVER, UNAVAILABLE, CONFLICT, RATE_LIMITED -> internal();
            case INVALID_REQUEST -> new Refused(Refusal.BODY_MALFORMED, null, "The request could not be understood.");
        };
    }

    /** Writes the refusal in the form of the path that was called. */
    void write(HttpServletRequest request, HttpServletResponse response, Refused refused) throws IOException {
        boolean protocol = isProtocol(request.getRequestURI());
        write(response, refused, protocol ? ErrorBody.ofProtocol(refused) : ErrorBody.of(refused));
    }

    /** Writes the refusal as the API does, as the whole answer, unless the answer has begun. */
    void write(HttpServletResponse response, Refused refused) throws IOException {
        write(response, refused, ErrorBody.of(refused));
    }

    private static void write(HttpServletResponse response, Refused refused, String text) throws IOException {
        if (response.isCommitted()) {
            return;
        }
        ErrorType type = refused.refusal().type();
        response.setStatus(status(refused));
        if (type == ErrorType.AUTHENTICATION) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, challenge(refused.refusal()));
        }
        if ((type == ErrorType.UNAVAILABLE || type == ErrorType.RATE_LIMITED)
                && !response.containsHeader(HttpHeaders.RETRY_AFTER)) {
            response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
        }
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    /** What to show, and what was wrong with what was shown (RFC 6750, section 3; RFC 9449, section 7.1). */
    private static String challenge(Refusal refusal) {
        return switch (refusal) {
            case API_KEY_MISSING -> "Bearer";
            case DPOP_PROOF_INVALID -> "DPoP algs=\"ES256 RS256 PS256\", error=\"invalid_dpop_proof\"";
            default -> "Bearer error=\"invalid_token\"";
        };
    }

    /** The type decides the status; three refusals of HTTP itself have a finer one (RFC 9110, section 15.5). */
    static int status(Refused refused) {
        return switch (refused.refusal()) {
            case BODY_TOO_LARGE -> HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE;
            case CONTENT_TYPE_UNSUPPORTED -> HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE;
            case METHOD_NOT_ALLOWED -> HttpServletResponse.SC_METHOD_NOT_ALLOWED;
            default -> refused.refusal().type().status();
        };
    }

    static String offered(HttpRequestMethodNotSupportedException failure) {
        String[] methods = failure.getSupportedMethods();
        return methods == null ? "none" : String.join(", ", methods);
    }

    private static Refused noRoute() {
        return new Refused(Refusal.NOT_FOUND, null, "There is nothing at this path; compare it with the API reference.");
    }

    private static Refused ofDatabase(DataAccessException failure) {
        SQLException cause = failure.getCause(SQLException.class);
        String state = cause == null ? "" : Objects.requireNonNullElse(cause.getSQLState(), CONNECTION_FAILED);
        if (UNSTORABLE_TEXT.contains(state)) {
            return new Refused(Refusal.BODY_MALFORMED, null,
                    "A text holds a character that cannot be stored, such as U+0000 or half of a surrogate pair.");
        }
        if (cause instanceof SQLTransientConnectionException || state.startsWith(CONNECTION_FAILED)
                || state.startsWith(SHUTTING_DOWN) || state.startsWith(OUT_OF_RESOURCES)) {
            LOG.error("The database is not available: {}", String.valueOf(cause));
            return new Refused(Refusal.UNAVAILABLE, null,
                    "The platform is busy or restarting. Repeat the request with the same Idempotency-Key.");
        }
        return unforeseen(failure);
    }

    private static Refused unforeseen(Throwable failure) {
        LOG.error("A request failed in a way that nobody foresaw", failure);
        return internal();
    }

    private static Refused internal() {
        return new Refused(Refusal.INTERNAL, null,
                "Something went wrong on our side. Repeat the request with the same Idempotency-Key.");
    }

    private static final class Unauthenticated extends AuthenticationException {
        private static final long serialVersionUID = 1L;

        Unauthenticated() {
            super("no credential");
        }
    }
}
