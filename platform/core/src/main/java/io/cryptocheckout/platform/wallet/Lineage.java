package io.cryptocheckout.platform.wallet;

import static io.cryptocheckout.jooq.wallet.Tables.ACCOUNT;
import static io.cryptocheckout.jooq.wallet.Tables.ADDRESS;
import static io.cryptocheckout.jooq.wallet.Tables.LINEAGE;

import io.cryptocheckout.platform.database.Database;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that the database is not the one it was: a restore from a backup has lost some hours, and with them the knowledge which addresses
 * were shown. Then every counter skips ahead. A fail-over looks the same and may have lost the last moments, so it is treated the same. From
 * when on knowledge is lost is told by the time that is noted here while all is well: a backup brings it back as it stood then.
 */
final class Lineage {

    private static final Logger log = LoggerFactory.getLogger(Lineage.class);
    private static final String HERE = """
            select (select system_identifier from pg_control_system()) as system_identifier,
                   ('x' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8))::bit(32)::int as timeline""";

    /** How exact that time is. */
    private static final Duration NOTED_EVERY = Duration.ofSeconds(30);

    private final Database database;
    private final WalletProperties settings;
    private final Clock clock;
    /** The operator's word until it was compared once: two nodes with different words would make each other skip for ever. */
    private volatile @Nullable String toDeclare;

    /** Which PostgreSQL cluster this is, and which branch of its history. */
    private record Place(long systemIdentifier, int timeline) {}

    Lineage(Database database, WalletProperties settings, Clock clock) {
        this.database = database;
        this.settings = settings;
        this.clock = clock;
        this.toDeclare = settings.restoredFrom();
    }

    /** Compares the database with the recorded one; after a restore skips every counter. True if it did. */
    boolean check() {
        boolean skipped = database.acrossTenants("after a restore every store's counter skips ahead", this::check);
        toDeclare = null;
        return skipped;
    }

    private boolean check(DSLContext worker) {
        Place here = here(worker);
        Instant now = clock.instant();
        if (known(worker, here, false) || known(worker, here, true)) {
            worker.update(LINEAGE).set(LINEAGE.SEEN_AT, now).where(LINEAGE.SEEN_AT.lt(now.minus(NOTED_EVERY))).execute();
            return false;
        }
        boolean stillSkipping = worker.fetchExists(ACCOUNT, ACCOUNT.SKIP_FROM.isNotNull());
        skipEverything(worker, now);
        worker.update(LINEAGE).set(LINEAGE.SYSTEM_IDENTIFIER, here.systemIdentifier()).set(LINEAGE.TIMELINE, here.timeline())
                .set(LINEAGE.DECLARED, DSL.coalesce(DSL.val(toDeclare), LINEAGE.DECLARED)).set(LINEAGE.RESTORED_AT, now)
                .set(LINEAGE.LOST_SINCE, stillSkipping ? DSL.least(LINEAGE.LOST_SINCE, LINEAGE.SEEN_AT) : LINEAGE.SEEN_AT)
                .set(LINEAGE.SEEN_AT, now)
                .execute();
        log.warn("The database was restored or failed over: every address counter skips {} indexes", settings.restoreSkip());
        return true;
    }

    /** Read once without a lock, because it is asked all the time, and once with it, because only one node may skip. */
    private boolean known(DSLContext worker, Place here, boolean lock) {
        var query = worker.select(LINEAGE.SYSTEM_IDENTIFIER, LINEAGE.TIMELINE, LINEAGE.DECLARED).from(LINEAGE);
        var recorded = lock ? query.forUpdate().fetchOne() : query.fetchOne();
        String declared = toDeclare;
        if (recorded == null) {
            // The first start of all: nothing was shown before.
            worker.insertInto(LINEAGE).set(LINEAGE.SYSTEM_IDENTIFIER, here.systemIdentifier()).set(LINEAGE.TIMELINE, here.timeline())
                    .set(LINEAGE.DECLARED, declared).set(LINEAGE.SEEN_AT, clock.instant()).onConflictDoNothing().execute();
            return true;
        }
        return recorded.value1() == here.systemIdentifier() && recorded.value2() == here.timeline()
                && (declared == null || Objects.equals(declared, recorded.value3()));
    }

    /**
     * What was ready in the backup may have been shown in the lost hours, so none of it is offered. Everything from the lowest unwatched
     * index on is derived and watched by the filling loop.
     */
    private void skipEverything(DSLContext worker, Instant now) {
        var lowestUnwatched = DSL.field(DSL.select(DSL.min(ADDRESS.CHILD_INDEX)).from(ADDRESS).where(ADDRESS.STORE_ID.eq(ACCOUNT.STORE_ID))
                .and(ADDRESS.LIVEMODE.eq(ACCOUNT.LIVEMODE)).and(ADDRESS.ACCOUNT_ID.eq(ACCOUNT.ACCOUNT_ID))
                .and(ADDRESS.STATE.eq("derived")));
        worker.update(ACCOUNT)
                .set(ACCOUNT.SKIP_FROM, DSL.least(DSL.coalesce(ACCOUNT.SKIP_FROM, ACCOUNT.NEXT_INDEX),
                        DSL.coalesce(lowestUnwatched, ACCOUNT.NEXT_INDEX)))
                .set(ACCOUNT.NEXT_INDEX, ACCOUNT.NEXT_INDEX.plus(settings.restoreSkip())).set(ACCOUNT.REFILL_DUE, now).execute();
        worker.update(ADDRESS).set(ADDRESS.STATE, "skipped").set(ADDRESS.CHANGED_AT, now).where(ADDRESS.STATE.in("derived", "ready"))
                .execute();
    }

    /** Whether a restore was noticed so lately that a key imported now may have been imported in the lost hours too. */
    boolean restoredLately(DSLContext sql) {
        Instant restoredAt = sql.select(LINEAGE.RESTORED_AT).from(LINEAGE).fetchOne(LINEAGE.RESTORED_AT);
        return restoredAt != null && restoredAt.plus(settings.restoreCaution()).isAfter(clock.instant());
    }

    /** From when on what was shown may be unknown, after the restore that was noticed last; null where none was. */
    static @Nullable Instant lostSince(DSLContext sql) {
        return sql.select(DSL.coalesce(LINEAGE.LOST_SINCE, LINEAGE.RESTORED_AT)).from(LINEAGE).fetchOne(0, Instant.class);
    }

    private static Place here(DSLContext sql) {
        var row = sql.fetchSingle(HERE);
        return new Place(row.get("system_identifier", Long.class), row.get("timeline", Integer.class));
    }
}
