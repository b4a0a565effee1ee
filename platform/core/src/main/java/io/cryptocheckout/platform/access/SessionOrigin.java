package io.cryptocheckout.platform.access;

import jakarta.servlet.http.HttpSession;
import java.io.Serializable;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a browser's session began.
 *
 * @param proof
 *            what was shown last, for example {@code password}
 */
public record SessionOrigin(Instant at, Device device, String proof) implements Serializable {
    /** The session's attribute that holds it. */
    static final String ATTRIBUTE = "access.origin";
    private static final Set<String> STRONG = Set.of("code", "recovery code", "passkey");

    /** That of this session; null where nobody has signed in. */
    public static @Nullable SessionOrigin of(HttpSession session) {
        return session.getAttribute(ATTRIBUTE) instanceof SessionOrigin origin ? origin : null;
    }

    /** Whether more than a password or a link in a mail was shown. */
    public boolean isStrong() {
        return STRONG.contains(proof);
    }
}
