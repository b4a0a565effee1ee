package io.cryptocheckout.platform.access;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of the log a person reads about his own account.
 *
 * @param kind
 *            for example {@code signed_in}
 * @param address
 *            the network address it came from
 * @param device
 *            the browser's own words about itself
 */
public record AccountEvent(Instant at, String kind, @Nullable String address, @Nullable String device, @Nullable String detail) {}
