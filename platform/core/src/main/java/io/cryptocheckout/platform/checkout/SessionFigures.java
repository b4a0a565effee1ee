package io.cryptocheckout.platform.checkout;

import static io.cryptocheckout.jooq.checkout.Tables.SESSION;
import static io.cryptocheckout.jooq.checkout.Tables.SESSION_TALLY;

import io.cryptocheckout.platform.database.QueueDepth;
import io.cryptocheckout.platform.database.QueueFigures;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;

/** How many sessions there are, over all stores; counted as the operator, who sees none of them. */
public final class SessionFigures {

    private SessionFigures() {}

    /** What one store opened in one mode and month, as far as it is added up. */
    public record Opened(UUID storeId, boolean livemode, YearMonth month, long sessions) {}

    /** What these stores opened from a month on, the newest month first. */
    public static List<Opened> opened(DSLContext operator, Collection<UUID> stores, YearMonth from) {
        return operator.selectFrom(SESSION_TALLY).where(SESSION_TALLY.STORE_ID.in(stores), SESSION_TALLY.MONTH.ge(from.atDay(1)))
                .orderBy(SESSION_TALLY.MONTH.desc(), SESSION_TALLY.STORE_ID, SESSION_TALLY.LIVEMODE.desc())
                .fetch(row -> new Opened(row.getStoreId(), row.getLivemode(), YearMonth.from(row.getMonth()), row.getSessions()));
    }

    /** The sessions that the payment loop has to look at. */
    public static QueueDepth queue(DSLContext operator, Instant now) {
        return QueueFigures.of(operator, SESSION, SESSION.DUE_AT, now);
    }
}
