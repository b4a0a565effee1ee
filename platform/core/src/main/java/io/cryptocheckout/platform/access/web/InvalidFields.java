package io.cryptocheckout.platform.access.web;

import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import io.cryptocheckout.platform.refusal.Refused.FieldError;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.validation.Errors;
import org.springframework.validation.method.ParameterErrors;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.MissingRequestValueException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/**
 * Which fields of a readable request are wrong. An id in the path that is malformed is nothing but an id that does not
 * exist.
 */
final class InvalidFields {

    private InvalidFields() {}

    static Refused refusalOf(MethodArgumentNotValidException failure) {
        return of(fieldsOf(failure));
    }

    static Refused refusalOf(HandlerMethodValidationException failure) {
        List<Field> fields = new ArrayList<>();
        for (ParameterValidationResult result : failure.getParameterValidationResults()) {
            if (result.getMethodParameter().hasParameterAnnotation(PathVariable.class)) {
                return Refused.notFound("object");
            }
            if (result instanceof ParameterErrors body) {
                fields.addAll(fieldsOf(body));
            } else {
                String name = nameOf(result.getMethodParameter());
                result.getResolvableErrors().forEach(error -> fields.add(
                        new Field(name, Objects.requireNonNullElse(error.getDefaultMessage(), "is not valid"), false)));
            }
        }
        return of(fields);
    }

    static Refused refusalOf(MethodArgumentTypeMismatchException failure) {
        if (failure.getParameter().hasParameterAnnotation(PathVariable.class)) {
            return Refused.notFound("object");
        }
        String name = nameOf(failure.getParameter());
        return new Refused(Refusal.FIELD_INVALID, name, name + " has a value that cannot be read.");
    }

    static Refused refusalOf(MissingRequestValueException failure) {
        String name = switch (failure) {
            case MissingServletRequestParameterException parameter -> parameter.getParameterName();
            case MissingRequestHeaderException header -> header.getHeaderName();
            default -> null;
        };
        return new Refused(Refusal.FIELD_MISSING, name,
                name == null ? "The request lacks a value that is required." : name + " is required.");
    }

    private record Field(String path, String message, boolean missing) {
        String sentence() {
            return path + " " + message + ".";
        }
    }

    /** The first one in the order of their names is the parameter at fault, so that the same request is told the same. */
    private static Refused of(List<Field> found) {
        List<Field> fields = found.stream().sorted(java.util.Comparator.comparing(Field::path)).distinct().toList();
        if (fields.isEmpty()) {
            return new Refused(Refusal.FIELD_INVALID, null, "The request is not valid.");
        }
        Field first = fields.getFirst();
        return new Refused(first.missing() ? Refusal.FIELD_MISSING : Refusal.FIELD_INVALID, first.path(),
                first.missing() ? first.path() + " is required." : first.sentence(),
                fields.stream().map(field -> new FieldError(field.path(), field.message())).toList());
    }

    private static List<Field> fieldsOf(Errors errors) {
        List<Field> fields = new ArrayList<>();
        errors.getFieldErrors()
                .forEach(error -> fields.add(new Field(dotted(error.getField()),
                        Objects.requireNonNullElse(error.getDefaultMessage(), "is not valid"),
                        "NotNull".equals(error.getCode()))));
        errors.getGlobalErrors().forEach(error -> fields.add(
                new Field("body", Objects.requireNonNullElse(error.getDefaultMessage(), "is not valid"), false)));
        return fields;
    }

    /** {@code assets[0]} and {@code metadata[orderId]} as {@code assets.0} and {@code metadata.orderId}. */
    private static String dotted(String path) {
        return path.replaceAll("\\[([^\\]]*)\\]", ".$1");
    }

    private static String nameOf(MethodParameter parameter) {
        @Nullable
        RequestParam query = parameter.getParameterAnnotation(RequestParam.class);
        @Nullable
        RequestHeader header = parameter.getParameterAnnotation(RequestHeader.class);
        String named = query != null ? query.name() : header != null ? header.name() : "";
        return named.isEmpty() ? Objects.requireNonNullElse(parameter.getParameterName(), "request") : named;
    }
}
