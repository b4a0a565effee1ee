package io.cryptocheckout.platform.tenancy;

import io.cryptocheckout.platform.refusal.Refusal;
import io.cryptocheckout.platform.refusal.Refused;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The rules of plans: what is within them, which month a moment belongs to, and how it is told that something is used up. */
public final class Quota {
    private static final String ASK = " Ask the operator of the platform for another plan.";

    private Quota() {}

    /** Whether one more is within the limit. */
    static boolean allows(@Nullable Number limit, long used) {
        return limit == null || used < limit.longValue();
    }

    /** The calendar month, in UTC, that a moment belongs to. */
    public static YearMonth month(Instant at) {
        return YearMonth.from(at.atZone(ZoneOffset.UTC));
    }

    /** The first moment of a month. */
    public static Instant start(YearMonth month) {
        return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /** Refuses with {@code quota_exceeded} where the store opened as many sessions in the month as it may. */
    public static void requireSession(@Nullable Long limit, long opened, YearMonth month) {
        if (!allows(limit, opened)) {
            throw exceeded("This store may open " + counted(limit, "live session") + " a month, and has opened that many in " + month
                    + ". The next month begins on " + month.plusMonths(1).atDay(1) + " at 00:00 UTC.");
        }
    }

    /** Refuses with {@code quota_exceeded} where the store has as many keys in this mode as it may. */
    public static void requireKey(@Nullable Integer limit, long there) {
        if (!allows(limit, there)) {
            throw exceeded("This store may have " + counted(limit, "working API key") + " in each mode, and has that many. Revoke one that "
                    + "is not used any more.");
        }
    }

    static void requireStore(@Nullable Integer limit, long there) {
        if (!allows(limit, there)) {
            throw exceeded("You may have " + counted(limit, "store") + " in all your organizations together, and have that many.");
        }
    }

    private static Refused exceeded(String what) {
        return new Refused(Refusal.QUOTA_EXCEEDED, null, what + ASK);
    }

    private static String counted(@Nullable Number limit, String what) {
        return String.format(Locale.ENGLISH, "%,d %s%s", limit, what, limit != null && limit.longValue() == 1 ? "" : "s");
    }
}
