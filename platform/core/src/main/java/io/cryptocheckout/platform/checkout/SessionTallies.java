package io.cryptocheckout.platform.checkout;

import static io.cryptocheckout.jooq.checkout.Tables.SESSION;
import static io.cryptocheckout.jooq.checkout.Tables.SESSION_TALLY;
import static io.cryptocheckout.jooq.checkout.Tables.TALLY_PROGRESS;

import io.cryptocheckout.jooq.checkout.tables.records.SessionTallyRecord;
import io.cryptocheckout.platform.database.Database;
import io.cryptocheckout.platform.database.StoreTx;
import io.cryptocheckout.platform.id.Ids;
import io.cryptocheckout.platform.tenancy.Quota;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How many sessions were opened in a month, by the time in their ids. What is older than ten minutes was added up by a loop; what is
 * younger is counted where it stands.
 */
public final class SessionTallies {
    /** Longer than any transaction that opens a session takes to commit, and than nodes' clocks differ. */
    static final Duration BEHIND = Duration.ofMinutes(10);
    private static final String IN_TURN = "select pg_advisory_xact_lock(hashtextextended('sessions ' || ? || ?, 0))";
    private static final String ADD = """
            insert into checkout.session_tally (store_id, livemode, month, sessions, through)
            select store_id, livemode, date_trunc('month', uuid_extract_timestamp(id) at time zone 'UTC')::date, count(*), ?::timestamptz
            from checkout.session where id >= ? and id < ? and uuid_extract_timestamp(id) is not null group by 1, 2, 3
            on conflict (store_id, livemode, month) do update
            set sessions = session_tally.sessions + excluded.sessions, through = excluded.through""";

    private final Database database;
    private final Clock clock;

    SessionTallies(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Adds up what is old enough to stand still; one node at a time, the others leave it to that one. */
    public void addUp() {
        Instant to = clock.instant().minus(BEHIND);
        database.acrossTenants("the sessions of all stores are counted together", worker -> {
            Instant from = worker.select(TALLY_PROGRESS.THROUGH).from(TALLY_PROGRESS).forUpdate().skipLocked()
                    .fetchOne(TALLY_PROGRESS.THROUGH);
            if (from != null && from.isBefore(to)) {
                Instant whole = Instant.ofEpochMilli(to.toEpochMilli());
                worker.execute(ADD, whole.toString(), Ids.lowest(from), Ids.lowest(whole));
                worker.update(TALLY_PROGRESS).set(TALLY_PROGRESS.THROUGH, whole).execute();
            }
            return true;
        });
    }

    /**
     * Refuses with {@code quota_exceeded} where the store has opened as many sessions as it may in the month of this one. Sessions of a
     * store with a limit are then opened one after the other, up to their commit, so that none slips in between.
     */
    static void requireRoom(StoreTx tx, @Nullable Long limit, UUID session) {
        if (limit == null) {
            return;
        }
        YearMonth month = Quota.month(time(session));
        tx.sql().fetch(IN_TURN, tx.storeId().toString(), Boolean.toString(tx.livemode()));
        Quota.requireSession(limit, opened(tx, month), month);
    }

    /** How many the transaction's store has opened in a month. */
    static long opened(StoreTx tx, YearMonth month) {
        SessionTallyRecord tally = tx.sql().selectFrom(SESSION_TALLY).where(SESSION_TALLY.STORE_ID.eq(tx.storeId()),
                SESSION_TALLY.LIVEMODE.eq(tx.livemode()), SESSION_TALLY.MONTH.eq(month.atDay(1))).fetchOne();
        Instant start = Quota.start(month);
        Instant from = tally == null || tally.getThrough().isBefore(start) ? start : tally.getThrough();
        int young = tx.sql().fetchCount(SESSION, SESSION.STORE_ID.eq(tx.storeId()), SESSION.LIVEMODE.eq(tx.livemode()),
                SESSION.ID.ge(Ids.lowest(from)), SESSION.ID.lt(Ids.lowest(Quota.start(month.plusMonths(1)))));
        return young + (tally == null ? 0 : tally.getSessions());
    }

    private static Instant time(UUID id) {
        return Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16);
    }
}
