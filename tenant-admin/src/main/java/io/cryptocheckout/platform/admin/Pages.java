package io.cryptocheckout.platform.admin;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/**
 * The links under a list.
 *
 * @param earlier
 *            back to the first page; null on it
 * @param later
 *            the next page; null where there is none
 */
public record Pages(@Nullable String earlier, @Nullable String later) {

    /**
     * @param after
     *            the last row's id where more rows follow, else null
     * @param filters
     *            names and values in turn; empty values are left out
     */
    static Pages of(String path, boolean first, @Nullable String after, String... filters) {
        return of(path, "after", first, after, filters);
    }

    /**
     * @param cursor
     *            the name of the parameter that holds the last row's id
     */
    static Pages of(String path, String cursor, boolean first, @Nullable String after, String... filters) {
        UriComponentsBuilder base = UriComponentsBuilder.fromPath(path);
        for (int i = 0; i < filters.length; i += 2) {
            if (!filters[i + 1].isEmpty()) {
                base.queryParam(filters[i], UriUtils.encode(filters[i + 1], StandardCharsets.UTF_8));
            }
        }
        String earlier = first ? null : base.build(true).toUriString();
        return new Pages(earlier, after == null ? null : base.replaceQueryParam(cursor, after).build(true).toUriString());
    }
}
