package io.cryptocheckout.platform.access;

import java.time.Instant;

/**
 * A session of a person that is open.
 *
 * @param handle
 *            names it to the person who may end it; it is not the session's id and opens nothing
 * @param current
 *            whether it is the one that asks
 */
public record OpenSession(String handle, SessionOrigin origin, Instant lastSeen, boolean current) {}
