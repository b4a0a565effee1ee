package io.cryptocheckout.platform.checkout;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** Times as the API shows them: RFC 3339 in UTC with milliseconds. */
final class Timestamps {
    private static final DateTimeFormatter SHOWN = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private Timestamps() {}

    static String shown(Instant time) {
        return SHOWN.format(time);
    }

    /** What is shown is what is stored and compared. */
    static Instant stored(Instant time) {
        return time.truncatedTo(ChronoUnit.MILLIS);
    }
}
