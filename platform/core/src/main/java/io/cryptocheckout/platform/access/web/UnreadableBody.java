package io.cryptocheckout.platform.access.web;

import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.converter.HttpMessageNotReadableException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Why a JSON body could not be read, with the place or the field. */
final class UnreadableBody {

    private UnreadableBody() {}

    static Refused refusalOf(HttpMessageNotReadableException failure) {
        return switch (failure.getCause()) {
            case UnrecognizedPropertyException unknown -> new Refused(Refusal.FIELD_UNKNOWN, pathOf(unknown),
                    "There is no field " + pathOf(unknown) + "; check its spelling.");
            case InputCoercionException range -> new Refused(Refusal.FIELD_INVALID, emptyAsNull(pathOf(range)),
                    "A number is out of range" + place(range) + ".");
            case StreamReadException syntax -> new Refused(Refusal.BODY_MALFORMED, null,
                    "The body is not valid JSON" + place(syntax) + ".");
            case JacksonException other when !pathOf(other).isEmpty() -> new Refused(Refusal.FIELD_INVALID, pathOf(other),
                    pathOf(other) + " has the wrong type or value" + wanted(other) + ".");
            case JacksonException other -> new Refused(Refusal.BODY_MALFORMED, null,
                    "The body must be a JSON object" + place(other) + ".");
            case null, default -> new Refused(Refusal.BODY_MALFORMED, null,
                    "The request needs a body: a JSON object, sent as application/json.");
        };
    }

    /** The field as its sender wrote it, for example {@code paymentOptions.0.asset}. */
    private static String pathOf(JacksonException failure) {
        List<String> steps = failure.getPath().stream()
                .map(step -> step.getPropertyName() == null
                        ? Integer.toString(step.getIndex())
                        : step.getPropertyName())
                .toList();
        return String.join(".", steps);
    }

    private static @Nullable String emptyAsNull(String path) {
        return path.isEmpty() ? null : path;
    }

    private static String place(JacksonException failure) {
        TokenStreamLocation location = failure.getLocation();
        return location == null || location.getLineNr() < 1
                ? ""
                : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
    }

    private static String wanted(JacksonException failure) {
        if (!(failure instanceof MismatchedInputException mismatch) || mismatch.getTargetType() == null) {
            return "";
        }
        Class<?> type = mismatch.getTargetType();
        if (type == String.class) {
            return ": a string is expected";
        }
        if (type == Boolean.class || type == boolean.class) {
            return ": true or false is expected";
        }
        if (Number.class.isAssignableFrom(type) || type.isPrimitive()) {
            return ": a number is expected";
        }
        if (Iterable.class.isAssignableFrom(type)) {
            return ": an array is expected";
        }
        return type.isEnum() ? ": one of the documented words is expected" : "";
    }
}
