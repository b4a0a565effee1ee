package io.cryptocheckout.platform.database;

import io.cryptocheckout.platform.refusal.ErrorType;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * A rendered answer, kept with its effect and repeated byte for byte.
 *
 * @param body
 *            JSON, or the empty string for an answer without a body
 * @param replayed
 *            whether it was kept from an earlier request
 */
public record Answer(int status, String body, boolean replayed) {
    private static final String REPLAYED = "Idempotent-Replayed";

    /** A new answer. */
    public static Answer of(int status, String body) {
        return new Answer(status, body, false);
    }

    /**
     * The answer as a controller returns it. The type is the one that the generated interface names; the body is already
     * rendered and goes out unchanged.
     */
    @SuppressWarnings("unchecked")
    public <T> ResponseEntity<T> toResponse() {
        ResponseEntity.BodyBuilder response = ResponseEntity.status(status);
        if (replayed) {
            response.header(REPLAYED, "true");
        }
        return body.isEmpty()
                ? response.build()
                : (ResponseEntity<T>) response.contentType(MediaType.APPLICATION_JSON).body(body);
    }

    /** Failed validation and failures of ours are not kept: the sender may mend or repeat the request. */
    boolean isKept() {
        return status != ErrorType.INVALID_REQUEST.status() && status < ErrorType.SERVER.status();
    }

    Answer asReplayed() {
        return new Answer(status, body, true);
    }
}
