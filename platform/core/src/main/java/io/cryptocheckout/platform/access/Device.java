package io.cryptocheckout.platform.access;

import jakarta.servlet.http.HttpServletRequest;
import java.io.Serializable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a person's request came from.
 *
 * @param address
 *            the network address; null for the platform's own acts
 * @param agent
 *            what the browser says it is, at most 300 characters
 */
public record Device(@Nullable String address, @Nullable String agent) implements Serializable {
    public static final Device NONE = new Device(null, null);
    private static final int LONGEST = 300;

    public static Device of(HttpServletRequest request) {
        String agent = Objects.requireNonNullElse(request.getHeader("User-Agent"), "").replaceAll("\\p{Cntrl}", "");
        return new Device(request.getRemoteAddr(), agent.substring(0, Math.min(LONGEST, agent.length())));
    }
}
