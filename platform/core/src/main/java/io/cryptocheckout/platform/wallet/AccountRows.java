package io.cryptocheckout.platform.wallet;

import static io.cryptocheckout.jooq.wallet.Tables.ACCOUNT;

import io.cryptocheckout.platform.authority.Scope;
import io.cryptocheckout.platform.database.StoreTx;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** The rows of account keys and their counters. */
final class AccountRows {

    /**
     * An account as the filling of its pool needs it.
     *
     * @param xpub
     *            sealed
     * @param skipFrom
     *            the first index to be skipped after a restore; null where nothing is
     */
    record Account(byte[] id, byte[] xpub, int nextIndex, @Nullable Integer skipFrom, int readyWanted) {}

    /** Which account a node has claimed, and until when. */
    record Claim(Scope scope, byte[] accountId, Instant until) {}

    private AccountRows() {}

    /**
     * Binds an account key to this store and mode for ever; importing it again leaves its counter where it stands.
     *
     * @param account
     *            as it shall be if the key is new
     * @return false where another store or the other mode holds the key
     */
    static boolean bind(StoreTx tx, Account account, Instant now) {
        tx.sql().insertInto(ACCOUNT).set(ACCOUNT.STORE_ID, tx.storeId()).set(ACCOUNT.LIVEMODE, tx.livemode())
                .set(ACCOUNT.ACCOUNT_ID, account.id()).set(ACCOUNT.XPUB, account.xpub()).set(ACCOUNT.NEXT_INDEX, account.nextIndex())
                .set(ACCOUNT.SKIP_FROM, account.skipFrom()).set(ACCOUNT.READY_WANTED, account.readyWanted()).set(ACCOUNT.CREATED_AT, now)
                .onConflictDoNothing().execute();
        return tx.sql().fetchExists(ACCOUNT, account(tx, account.id()));
    }

    static @Nullable Account find(StoreTx tx, byte[] accountId) {
        return tx.sql().select(ACCOUNT.ACCOUNT_ID, ACCOUNT.XPUB, ACCOUNT.NEXT_INDEX, ACCOUNT.SKIP_FROM, ACCOUNT.READY_WANTED).from(ACCOUNT)
                .where(account(tx, accountId))
                .fetchOne(row -> new Account(row.value1(), row.value2(), row.value3(), row.value4(), row.value5()));
    }

    /** Reserves a block of indexes by one statement and returns the first; null while a restore is being skipped. */
    static @Nullable Integer reserve(StoreTx tx, byte[] accountId, int count) {
        Integer after = tx.sql().update(ACCOUNT).set(ACCOUNT.NEXT_INDEX, ACCOUNT.NEXT_INDEX.plus(count)).where(account(tx, accountId))
                .and(ACCOUNT.SKIP_FROM.isNull()).returning(ACCOUNT.NEXT_INDEX).fetchOne(ACCOUNT.NEXT_INDEX);
        return after == null ? null : after - count;
    }

    /** Progress of skipping: everything below {@code from} is watched; null ends it. The counter never goes back. */
    static void skipped(StoreTx tx, byte[] accountId, @Nullable Integer from, int nextIndex) {
        tx.sql().update(ACCOUNT).set(ACCOUNT.SKIP_FROM, from)
                .set(ACCOUNT.NEXT_INDEX, DSL.greatest(ACCOUNT.NEXT_INDEX, DSL.val(nextIndex))).where(account(tx, accountId)).execute();
    }

    /** Asks any node to make addresses ready, and raises how many are wanted where demand has grown. */
    static void wantMore(StoreTx tx, byte[] accountId, int readyWanted, Instant now) {
        tx.sql().update(ACCOUNT).set(ACCOUNT.REFILL_DUE, DSL.least(DSL.coalesce(ACCOUNT.REFILL_DUE, DSL.val(now)), DSL.val(now)))
                .set(ACCOUNT.READY_WANTED, DSL.greatest(ACCOUNT.READY_WANTED, DSL.val(readyWanted))).where(account(tx, accountId))
                .execute();
    }

    /** Ends a claim, unless somebody asked for more meanwhile: {@code due} null when enough addresses are ready. */
    static void release(StoreTx tx, Claim claim, @Nullable Instant due) {
        tx.sql().update(ACCOUNT).set(ACCOUNT.REFILL_DUE, due).where(account(tx, claim.accountId()))
                .and(ACCOUNT.REFILL_DUE.eq(claim.until())).execute();
    }

    /** Claims accounts whose refill is due, for as long as the lease; other nodes pass them by. */
    static List<Claim> claim(DSLContext worker, Instant now, Duration lease, int limit) {
        Instant until = now.plus(lease).truncatedTo(ChronoUnit.MICROS);
        var due = DSL.name("due").as(DSL.select(ACCOUNT.STORE_ID, ACCOUNT.LIVEMODE, ACCOUNT.ACCOUNT_ID).from(ACCOUNT)
                .where(ACCOUNT.REFILL_DUE.le(now)).orderBy(ACCOUNT.REFILL_DUE).limit(limit).forUpdate().skipLocked());
        return worker.with(due).update(ACCOUNT).set(ACCOUNT.REFILL_DUE, until).from(due)
                .where(ACCOUNT.STORE_ID.eq(due.field(ACCOUNT.STORE_ID))).and(ACCOUNT.LIVEMODE.eq(due.field(ACCOUNT.LIVEMODE)))
                .and(ACCOUNT.ACCOUNT_ID.eq(due.field(ACCOUNT.ACCOUNT_ID)))
                .returning(ACCOUNT.STORE_ID, ACCOUNT.LIVEMODE, ACCOUNT.ACCOUNT_ID)
                .fetch(row -> new Claim(new Scope(row.get(ACCOUNT.STORE_ID), row.get(ACCOUNT.LIVEMODE)), row.get(ACCOUNT.ACCOUNT_ID),
                        until));
    }

    private static Condition account(StoreTx tx, byte[] accountId) {
        return ACCOUNT.STORE_ID.eq(tx.storeId()).and(ACCOUNT.LIVEMODE.eq(tx.livemode())).and(ACCOUNT.ACCOUNT_ID.eq(accountId));
    }
}
