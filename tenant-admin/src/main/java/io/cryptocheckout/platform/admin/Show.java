package io.cryptocheckout.platform.admin;

import io.cryptocheckout.platform.id.IdKind;
import io.cryptocheckout.platform.money.Rounding;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How the dashboard writes times, amounts, ids and states; in English and in UTC, so that two people see the same. */
@Component
public final class Show {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm:ss 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private static final Map<String, String> COLOURS = Map.ofEntries(Map.entry("paid", "good"), Map.entry("paid_late", "good"),
            Map.entry("delivered", "good"), Map.entry("works", "good"), Map.entry("stopped", "bad"), Map.entry("up", "good"),
            Map.entry("active", "good"), Map.entry("enabled", "good"),
            Map.entry("detected", "busy"), Map.entry("sending", "busy"), Map.entry("pending", "busy"), Map.entry("underpaid", "care"),
            Map.entry("overpaid", "care"), Map.entry("late", "care"), Map.entry("retrying", "care"), Map.entry("behind", "care"),
            Map.entry("failed", "bad"), Map.entry("suspended", "bad"), Map.entry("abandoned", "bad"), Map.entry("down", "bad"),
            Map.entry("reverted", "bad"));

    public String time(Instant at) {
        return TIME.format(at);
    }

    public String amount(BigInteger units, int decimals) {
        return Rounding.decimal(units, decimals);
    }

    public String id(String kind, UUID id) {
        return IdKind.valueOf(kind).format(id);
    }

    /** The colour class of a state; none for one that is neither good nor bad. */
    public String colour(String state) {
        return COLOURS.getOrDefault(state, "");
    }

    /** A wire name for people: {@code paid_late} becomes "paid late". */
    public String words(String wireName) {
        return wireName.replace('_', ' ');
    }

    /** A browser in the few words by which its owner knows it. */
    public String browser(@Nullable String agent) {
        return BrowserName.of(agent);
    }

    /** A whole number with a comma between thousands. */
    public String count(Number number) {
        return String.format(Locale.ENGLISH, "%,d", number.longValue());
    }

    /** A size in memory, in the unit that fits. */
    public String size(long bytes) {
        return bytes < 1024 ? bytes + " bytes" : bytes < 1024 * 1024 ? bytes / 1024 + " KiB" : bytes / (1024 * 1024) + " MiB";
    }

    /** A span of time in its largest whole unit. */
    public String span(Duration span) {
        if (span.toDays() > 1) {
            return span.toDays() + " days";
        }
        if (span.toHours() > 1) {
            return span.toHours() + " h";
        }
        return span.toMinutes() > 1 ? span.toMinutes() + " min" : span.toSeconds() + " s";
    }
}
