package io.cryptocheckout.platform.access;

import java.io.Serializable;
import java.time.Instant;

/**
 * How a browser's session began.
 *
 * @param proof
 *            what was shown, for example {@code password}
 */
public record SessionOrigin(Instant at, Device device, String proof) implements Serializable {
    /** The session's attribute that holds it. */
    static final String ATTRIBUTE = "access.origin";
}
