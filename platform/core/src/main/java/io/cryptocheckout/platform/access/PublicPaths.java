package io.cryptocheckout.platform.access;

import java.util.List;

/**
 * Paths of a room that anybody may reach, without a session. A room that has some offers a bean of this type.
 *
 * @param patterns
 *            for example {@code /shop/**}
 */
public record PublicPaths(List<String> patterns) {

    public PublicPaths {
        patterns = List.copyOf(patterns);
    }
}
