package io.cryptocheckout.platform.isolation;

import java.net.http.HttpHeaders;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What came back, as a stranger can tell answers apart.
 *
 * @param page
 *            of the page that a redirect leads to, too
 */
record Answer(int status, Map<String, String> headers, String page) {
    /** They name the request, the moment or the length of the body, which is compared itself. */
    private static final Set<String> EACH_TIME = Set.of("date", "request-id", "ratelimit-remaining", "ratelimit-reset", "set-cookie",
            "content-length", "connection", "keep-alive", "transfer-encoding");
    private static final Pattern REQUEST = Pattern.compile("req_[0-9A-Z]{26}");
    private static final Pattern REFUSED = Pattern.compile("class=\"alert alert-danger\">");
    private static final Pattern CSRF = Pattern.compile("(name=\"_csrf\" value=\"|data-csrf=\")[^\"]*\"");
    private static final Pattern TIME = Pattern
            .compile("datetime=\"[^\"]*\"|data-left=\"\\d+\"|\\b\\d+(:\\d\\d)+\\b|\\d{1,2} \\w{3} \\d{4}, \\d\\d:\\d\\d(:\\d\\d)? UTC");

    static Answer of(int status, HttpHeaders headers, String page) {
        return new Answer(status, headers.map().entrySet().stream().filter(one -> !EACH_TIME.contains(one.getKey().toLowerCase()))
                .collect(Collectors.toMap(one -> one.getKey().toLowerCase(), one -> String.join(", ", one.getValue()), (a, b) -> a + b,
                        TreeMap::new)),
                page);
    }

    /** The same with what the request itself named taken out. */
    Answer without(String name) {
        Map<String, String> masked = new TreeMap<>();
        headers.forEach((header, value) -> masked.put(header, value.replace(name, "…")));
        return new Answer(status, masked, page.replace(name, "…")).ofAnyTime();
    }

    /** The same without what names the request or the moment. */
    Answer ofAnyTime() {
        String text = REQUEST.matcher(page).replaceAll("req_…");
        text = CSRF.matcher(text).replaceAll("$1…\"");
        return new Answer(status, headers, TIME.matcher(text).replaceAll("…"));
    }

    /** Where the other one begins to differ, in both; empty where they are the same. */
    String difference(Answer other) {
        if (equals(other)) {
            return "";
        }
        if (status != other.status || !headers.equals(other.headers)) {
            return status + " " + headers + " but " + other.status + " " + other.headers;
        }
        int from = 0;
        while (from < Math.min(page.length(), other.page.length()) && page.charAt(from) == other.page.charAt(from)) {
            from++;
        }
        return around(page, from) + " but " + around(other.page, from);
    }

    private static String around(String text, int place) {
        return text.substring(Math.max(0, place - 100), Math.min(text.length(), place + 200));
    }

    boolean worked() {
        return status >= 200 && status < 400 && !REFUSED.matcher(page).find()
                && !headers.getOrDefault("location", "").contains("/login");
    }
}
