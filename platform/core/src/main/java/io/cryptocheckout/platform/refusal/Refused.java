package io.cryptocheckout.platform.refusal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request that was refused, with everything its sender needs to mend it. It carries no stack trace: a refusal is an
 * expected outcome.
 */
public final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Refusal refusal;
    private final @Nullable String param;
    private final transient List<FieldError> errors;

    /**
     * One field that is wrong.
     *
     * @param path
     *            the field as the sender wrote it, for example {@code metadata.orderId}
     */
    public record FieldError(String path, String message) {}

    /**
     * @param param
     *            the field at fault, null where the request as a whole is
     * @param message
     *            what happened and what to do; shown to the sender
     */
    public Refused(Refusal refusal, @Nullable String param, String message) {
        this(refusal, param, message, List.of());
    }

    public Refused(Refusal refusal, @Nullable String param, String message, List<FieldError> errors) {
        super(message, null, false, false);
        this.refusal = refusal;
        this.param = param;
        this.errors = List.copyOf(errors);
    }

    public Refusal refusal() {
        return refusal;
    }

    public @Nullable String param() {
        return param;
    }

    public List<FieldError> errors() {
        return errors;
    }

    /** What a caller sees who asks for something that is not there, or not his. */
    public static Refused notFound(String what) {
        return new Refused(Refusal.NOT_FOUND, null, "There is no such " + what + ".");
    }

    /** The message, which a thrown refusal always has. */
    public String text() {
        String message = getMessage();
        return message == null ? refusal.code() : message;
    }
}
