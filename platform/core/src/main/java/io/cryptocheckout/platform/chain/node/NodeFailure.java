package io.cryptocheckout.platform.chain.node;

import java.time.Duration;

/** One node did not give a believable answer. Nothing was recorded; another node or a later try may do better. */
public final class NodeFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What went wrong, as far as it changes what to do next. */
    public enum Kind {
        /** No answer in time, no connection, or an HTTP status that says nothing. */
        UNREACHABLE,
        /** The node asked to be left alone for a while. */
        RATE_LIMITED,
        /** The answer is not JSON-RPC: a proxy's page, or a cut-off body. */
        NOT_JSON_RPC,
        /** The node follows another chain than the configured one. */
        WRONG_CHAIN,
        /** The node refused the call. */
        REFUSED,
        /** The node is behind what was already scanned. */
        BEHIND,
        /** Parts of the answer are missing or contradict each other. */
        INCONSISTENT
    }

    private final Kind kind;
    private final Duration retryAfter;

    public NodeFailure(Kind kind, String message) {
        this(kind, message, Duration.ZERO);
    }

    public NodeFailure(Kind kind, String message, Duration retryAfter) {
        super(message);
        this.kind = kind;
        this.retryAfter = retryAfter;
    }

    public Kind kind() {
        return kind;
    }

    /** How long the node wants to be left alone; zero when it did not say. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
