package io.cryptocheckout.platform.outbound;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of one request. Exactly one of a status and an error is there.
 *
 * @param status
 *            the HTTP status; 0 where no complete answer came
 * @param headers
 *            of the answer, names in lower case, at most a few kilobytes
 * @param body
 *            the beginning of the answer's body, as much as the policy keeps
 * @param error
 *            why there is no answer, null where there is one
 */
public record Outcome(int status, Map<String, String> headers, String body, Duration took, @Nullable Failure error) {

    /** Why a request got no answer. */
    public enum Failure {
        /** The URL or the address behind its name is not one that may be called. */
        REFUSED_ADDRESS,
        /** The name service knows no such host, or did not answer. */
        UNKNOWN_HOST,
        /** No connection, or it broke. */
        CONNECTION,
        /** The certificate or the handshake was not acceptable. */
        TLS,
        /** No complete answer within the time allowed. */
        TIMEOUT
    }

    public boolean succeeded() {
        return error == null && status >= 200 && status < 300;
    }
}
