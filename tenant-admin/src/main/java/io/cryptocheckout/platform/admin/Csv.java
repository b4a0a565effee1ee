package io.cryptocheckout.platform.admin;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Comma-separated values (RFC 4180) that a spreadsheet may open. */
final class Csv {
    private static final String QUOTE = "\"";

    private Csv() {}

    /** One line with its end. A field that a spreadsheet would run as a formula gets an apostrophe in front. */
    static String line(String... fields) {
        return Arrays.stream(fields).map(Csv::field).collect(Collectors.joining(",")) + "\r\n";
    }

    private static String field(String text) {
        String safe = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        return safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
                ? QUOTE + safe.replace(QUOTE, QUOTE + QUOTE) + QUOTE
                : safe;
    }
}
